import { SubmitButton } from "@/components/form/submit-button";
import { ButtonLink } from "@/components/ui/button";
import type { Currency } from "@/lib/core/currencies";

type MoneyEndProps = {
  currency: Currency;
  cancelHref: string;
  /** What the button says, with {amount} where the typed amount goes. */
  children: string;
  /** The smallest amount to which somebody else must agree. */
  secondFromMinor?: bigint | undefined;
};

/** The end of a form that moves money: the one button that posts, the way out, and what Enter does not do. */
export function MoneyEnd({ currency, cancelHref, children, secondFromMinor }: MoneyEndProps) {
  return (
    <>
      <div className="mt-1 flex flex-wrap items-center gap-3">
        <SubmitButton
          amount={{ field: "amount", currency }}
          {...(secondFromMinor === undefined
            ? {}
            : { from: { minor: secondFromMinor, says: "Send {amount} for approval" } })}
        >
          {children}
        </SubmitButton>
        <ButtonLink href={cancelHref}>Cancel</ButtonLink>
      </div>
      <p className="text-ink-2 text-meta">Enter moves to the next field. Nothing is posted until F9.</p>
    </>
  );
}

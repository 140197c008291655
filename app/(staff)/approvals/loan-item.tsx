import { ButtonLink } from "@/components/ui/button";
import { hrefWith } from "@/components/ui/href";
import type { StaffActor } from "@/lib/core/context";
import { formatWait } from "@/lib/core/local-time";
import { formatMoney } from "@/lib/core/money";
import type { WaitingItem } from "@/lib/operations/waiting-approvals";
import { Neighbours } from "./neighbours";
import { SecondPerson } from "./second-person";

type Props = { item: WaitingItem; actor: StaffActor; previousId: string | undefined; nextId: string | undefined };

/** A loan application: its page holds everything that the decision needs, and the decision. */
export function LoanItem({ item, actor, previousId, nextId }: Props) {
  const amount =
    item.amountMinor !== null && item.currency ? formatMoney({ minor: item.amountMinor, currency: item.currency }) : "";
  return (
    <>
      <SecondPerson />
      <h2 className="mt-0.5 font-medium text-title">
        Lend {amount} to <bdi>{item.title}</bdi>
      </h2>
      <p className="text-ink-2">
        <span className="font-mono text-meta">{item.reference}</span> · asked by {item.maker ?? "somebody"},{" "}
        {item.branch} · waits {formatWait(item.minutes)}
      </p>
      <p className="mt-5 max-w-measure">
        {item.own
          ? "You made this request. A second person must decide it."
          : "The instalments, the total cost and the customer’s standing are on the loan’s page, where it is decided."}
      </p>
      <p className="mt-4">
        <ButtonLink
          href={hrefWith(`/loans/${item.id}`, { for: actor.decidesFor?.userId })}
          look={item.own ? "ghost" : "second"}
          keys="F9"
        >
          {item.own ? "Open the loan" : "Review the loan"}
        </ButtonLink>
      </p>
      <Neighbours previousId={previousId} nextId={nextId} actor={actor} />
    </>
  );
}

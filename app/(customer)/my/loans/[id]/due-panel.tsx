import { MaskedAccount } from "@/components/bank/account-number";
import { DateText } from "@/components/bank/date-text";
import { Money } from "@/components/bank/money";
import { Panel } from "@/components/layout/panel";
import { ButtonLink } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import type { LoanDetail } from "@/lib/loans/detail-queries";
import type { ShownSchedule } from "@/lib/loans/shown-schedule";

/** What the customer has to pay now, or next. */
export function DuePanel({ loan, shown }: { loan: LoanDetail; shown: ShownSchedule }) {
  const { toPay, standing } = shown;
  if (loan.disbursedOn === null)
    return <Callout title="Not paid out">Nothing is owed on it. Your branch tells you what comes next.</Callout>;
  if (!toPay || loan.status !== "active")
    return (
      <Callout tone="ok" title="Repaid">
        Nothing is owed on this loan.
      </Callout>
    );
  const due = standing.dueMinor > 0n;
  return (
    <Panel title={due ? "To pay now" : "Next instalment"}>
      <p className="font-medium text-display">
        <Money minor={toPay.interestMinor + toPay.principalMinor} currency={loan.currency} symbol />
      </p>
      <p className={standing.daysPastDue > 0 ? "font-semibold text-danger" : "text-ink-2"}>
        due {standing.daysPastDue > 0 ? "since " : ""}
        <DateText date={toPay.dueOn} />
      </p>
      <p className="text-ink-2">
        from your account <MaskedAccount iban={loan.settlementIban} />
      </p>
      {due ? (
        <p className="mt-4">
          <ButtonLink href={`/my/loans/${loan.id}/pay`} look="primary" wide>
            Pay now
          </ButtonLink>
        </p>
      ) : null}
    </Panel>
  );
}

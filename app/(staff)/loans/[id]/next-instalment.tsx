import { MaskedAccount } from "@/components/bank/account-number";
import { DateText } from "@/components/bank/date-text";
import { Money } from "@/components/bank/money";
import { Panel } from "@/components/layout/panel";
import { ButtonLink } from "@/components/ui/button";
import { DefinitionList, Leader } from "@/components/ui/definition-list";
import type { LoanDetail } from "@/lib/loans/detail-queries";
import type { ShownSchedule } from "@/lib/loans/shown-schedule";

/** What is to pay now, or next, and the way to pay it for whoever may. */
export function NextInstalment({ loan, shown, mine }: { loan: LoanDetail; shown: ShownSchedule; mine: boolean }) {
  const { toPay, standing } = shown;
  if (!toPay) return null;
  const { currency } = loan;
  const late = standing.daysPastDue > 0;
  return (
    <Panel title={late ? "Overdue" : standing.dueMinor > 0n ? "Due today" : "Next instalment"}>
      <p className="font-medium text-display">
        <Money minor={toPay.interestMinor + toPay.principalMinor} currency={currency} symbol />
      </p>
      <p className={late ? "font-semibold text-danger" : "text-ink-2"}>
        {late ? "due since " : "due "}
        <DateText date={toPay.dueOn} />
        {toPay.count > 1 ? `, ${toPay.count} instalments` : ""}
      </p>
      <p className="text-ink-2">
        from <MaskedAccount iban={loan.settlementIban} />
      </p>
      <div className="mt-3">
        <DefinitionList>
          <Leader term="Interest">
            <Money minor={toPay.interestMinor} currency={currency} />
          </Leader>
          <Leader term="Principal">
            <Money minor={toPay.principalMinor} currency={currency} />
          </Leader>
        </DefinitionList>
      </div>
      {mine && standing.dueMinor > 0n ? (
        <p className="mt-3.5">
          <ButtonLink href={`/loans/${loan.id}/repay`} look="primary" keys="P">
            Take repayment
          </ButtonLink>
        </p>
      ) : null}
    </Panel>
  );
}

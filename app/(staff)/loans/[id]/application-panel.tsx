import { AccountNumber } from "@/components/bank/account-number";
import { DateText } from "@/components/bank/date-text";
import { Money } from "@/components/bank/money";
import { Panel } from "@/components/layout/panel";
import { Fact } from "@/components/ui/definition-list";
import type { LoanDetail } from "@/lib/loans/detail-queries";

/** What was applied for and who has had a hand in it: what the decider reads. */
export function ApplicationPanel({ loan, totalInterestMinor }: { loan: LoanDetail; totalInterestMinor: bigint }) {
  return (
    <Panel title="Application">
      <dl className="grid gap-2.5">
        <Fact term="Purpose">{loan.purpose}</Fact>
        <Fact term="Interest in all">
          <Money minor={totalInterestMinor} currency={loan.currency} symbol />
        </Fact>
        <Fact term="Paid out to and repaid from">
          <AccountNumber iban={loan.settlementIban} />
        </Fact>
        <Fact term="Applied for by">{loan.appliedByName}</Fact>
        {loan.decidedByName ? <Fact term="Decided by">{loan.decidedByName}</Fact> : null}
        {loan.disbursedOn ? (
          <Fact term="Paid out on">
            <DateText date={loan.disbursedOn} />
          </Fact>
        ) : null}
      </dl>
    </Panel>
  );
}

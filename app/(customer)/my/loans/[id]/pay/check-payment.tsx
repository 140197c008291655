import { MaskedAccount } from "@/components/bank/account-number";
import { Money } from "@/components/bank/money";
import { DefinitionList, Leader } from "@/components/ui/definition-list";
import type { BusinessDate } from "@/lib/core/dates";
import { allocate } from "@/lib/loans/allocation";
import type { LoanDetail } from "@/lib/loans/detail-queries";

/** What the payment pays and what it leaves on the account, before it is made. */
export function CheckPayment({ loan, dueMinor, on }: { loan: LoanDetail; dueMinor: bigint; on: BusinessDate }) {
  const { currency } = loan;
  const parts = allocate(loan.instalments, dueMinor, currency, on);
  const interest = parts.reduce((sum, part) => sum + part.interestMinor, 0n);
  const left = loan.settlementAvailableMinor - dueMinor;
  return (
    <div className="mb-5 rounded-panel border border-rule bg-surface px-3.5 py-3">
      <DefinitionList>
        <Leader
          term={
            parts.length === 1 ? `Instalment ${parts[0]?.no}` : `Instalments ${parts[0]?.no} to ${parts.at(-1)?.no}`
          }
          strong
        >
          <Money minor={dueMinor} currency={currency} symbol />
        </Leader>
        <Leader term="Interest">
          <Money minor={interest} currency={currency} symbol />
        </Leader>
        <Leader term="Principal">
          <Money minor={dueMinor - interest} currency={currency} symbol />
        </Leader>
        <Leader term="From your account">
          <MaskedAccount iban={loan.settlementIban} />
        </Leader>
        <Leader term="Available afterwards" tone={left < 0n ? "danger" : "ink"}>
          <Money minor={left} currency={currency} symbol />
        </Leader>
      </DefinitionList>
    </div>
  );
}

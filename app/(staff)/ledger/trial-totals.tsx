import { Money } from "@/components/bank/money";
import { Td } from "@/components/ui/data-table";
import { Icon } from "@/components/ui/icon";
import type { Currency } from "@/lib/core/currencies";
import type { TrialLine } from "@/lib/ledger/trial-balance";

/** The foot of the trial balance: totals under a single rule and over a double one, and the difference, always printed. */
export function TrialTotals({
  lines,
  currency,
  asOf = false,
}: {
  lines: readonly TrialLine[];
  currency: Currency;
  asOf?: boolean;
}) {
  const sum = (of: (line: TrialLine) => bigint) => lines.reduce((total, line) => total + of(line), 0n);
  const debit = sum(({ closedMinor }) => (closedMinor > 0n ? closedMinor : 0n));
  const credit = sum(({ closedMinor }) => (closedMinor < 0n ? -closedMinor : 0n));
  const [debits, credits] = [sum((line) => line.debitsMinor), sum((line) => line.creditsMinor)];
  const difference = debit - credit + debits - credits;
  return (
    <tfoot className="font-semibold">
      <tr className="total-rule">
        <Td>Total</Td>
        <Sum minor={debit} currency={currency} />
        <Sum minor={credit} currency={currency} />
        {asOf ? null : (
          <>
            <Sum minor={debits} currency={currency} />
            <Sum minor={credits} currency={currency} />
            <Td />
          </>
        )}
      </tr>
      <tr>
        <td colSpan={asOf ? 3 : 6} className={`px-2.5 py-1 ${difference === 0n ? "text-accent" : "text-danger"}`}>
          <Icon name={difference === 0n ? "check" : "alert"} className="me-1.5" />
          Difference <Money minor={difference} currency={currency} /> —{" "}
          {difference === 0n ? "balanced" : "does not balance: stop and run the proofs"}
        </td>
      </tr>
    </tfoot>
  );
}

function Sum({ minor, currency }: { minor: bigint; currency: Currency }) {
  return (
    <Td num>
      <Money minor={minor} currency={currency} />
    </Td>
  );
}

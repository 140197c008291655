import { StatementTable } from "@/components/bank/statement-table";
import { describeMovement } from "@/lib/accounts/load-movement";
import type { StatementRow } from "@/lib/accounts/statement";
import type { Currency } from "@/lib/core/currencies";

/** A page of movements with its totals; the balance is left out where filters leave gaps between the rows. */
export function AccountStatement({
  rows,
  currency,
  caption,
}: {
  rows: readonly StatementRow[];
  currency: Currency;
  caption: string;
}) {
  const paidIn = rows.reduce((sum, { changeMinor }) => (changeMinor > 0n ? sum + changeMinor : sum), 0n);
  const paidOut = rows.reduce((sum, { changeMinor }) => (changeMinor < 0n ? sum - changeMinor : sum), 0n);
  return (
    <StatementTable
      id="rows"
      currency={currency}
      caption={caption}
      captionHidden
      balance={rows.every((row) => row.balanceMinor !== null)}
      rows={rows.map(lineOf)}
      totals={{
        label: `Shown: ${rows.length === 1 ? "1 movement" : `${rows.length} movements`}`,
        outMinor: paidOut,
        inMinor: paidIn,
      }}
    />
  );
}

function lineOf(row: StatementRow) {
  const { text, note } = describeMovement(row.movement);
  return {
    id: `row-${row.entryId}-${row.leg}`,
    bookingDate: row.bookingDate,
    valueDate: row.valueDate,
    description: (
      <span className="inline-block min-w-48">
        <bdi>{text}</bdi>
        {note ? <bdi className="text-ink-2"> · {note}</bdi> : null}
      </span>
    ),
    reference: row.reference,
    href: `/receipts/${row.reference}`,
    amountMinor: row.changeMinor,
    balanceMinor: row.balanceMinor,
  };
}

import { StatementTable } from "@/components/bank/statement-table";
import { Status } from "@/components/ui/status";
import type { HoldRow } from "@/lib/accounts/hold-queries";
import { describeMovement } from "@/lib/accounts/load-movement";
import { holdReasons } from "@/lib/accounts/schema";
import type { StatementRow } from "@/lib/accounts/statement";
import type { Currency } from "@/lib/core/currencies";
import { formatDate } from "@/lib/core/dates";

/** What is held stands above a page of movements with its totals; the balance is left out where filters leave gaps between the rows. */
export function AccountStatement({
  rows,
  holds,
  currency,
  caption,
}: {
  rows: readonly StatementRow[];
  holds: readonly HoldRow[];
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
      pending={holds.map(pendingOf)}
      totals={{
        label: `Shown: ${rows.length === 1 ? "1 movement" : `${rows.length} movements`}`,
        outMinor: paidOut,
        inMinor: paidIn,
      }}
    />
  );
}

function pendingOf({ id, accountId, reason, note, expiresOn, amountMinor }: HoldRow) {
  return {
    id,
    description: (
      <>
        <a href={`/accounts/${accountId}/holds/${id}`} className="link">
          {`Held: ${holdReasons[reason].toLowerCase()}`}
        </a>
        {note ? <bdi className="text-ink-2"> · {note}</bdi> : null}
        {expiresOn ? ` · expires ${formatDate(expiresOn)}` : ""}
      </>
    ),
    amountMinor,
  };
}

function lineOf(row: StatementRow) {
  const { text, note } = describeMovement(row.movement);
  const { reversal, reversedBy } = row.movement;
  return {
    id: `row-${row.entryId}-${row.leg}`,
    bookingDate: row.bookingDate,
    valueDate: row.valueDate,
    description: (
      <>
        <bdi>{text}</bdi>
        {note ? <bdi className="text-ink-2">{` · ${note}`}</bdi> : null}
        {reversedBy ? (
          <a href={`/receipts/${reversedBy}`} className="ms-2 inline-flex no-underline">
            <Status of="movement" is="reversed" />
          </a>
        ) : null}
      </>
    ),
    reversal: reversal !== null,
    reference: row.reference,
    href: `/receipts/${row.reference}`,
    amountMinor: row.changeMinor,
    balanceMinor: row.balanceMinor,
  };
}

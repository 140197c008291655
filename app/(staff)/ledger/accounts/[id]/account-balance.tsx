import { Money } from "@/components/bank/money";
import { DefinitionList, Leader } from "@/components/ui/definition-list";
import type { Currency } from "@/lib/core/currencies";
import { formatDate } from "@/lib/core/dates";
import type { LedgerAccountPage } from "@/lib/ledger/account-queries";

/** What the last closed day left on an account, what was booked since, and what stands on it now. */
export function AccountBalance({
  account: { closedDay, closedMinor, nowMinor, currency },
}: {
  account: LedgerAccountPage;
}) {
  return (
    <DefinitionList>
      {closedDay ? (
        <Leader term={`Close of ${formatDate(closedDay)}`}>
          <Sided minor={closedMinor} currency={currency} />
        </Leader>
      ) : null}
      <Leader term="Booked since">
        <Sided minor={nowMinor - closedMinor} currency={currency} />
      </Leader>
      <Leader term={`Now, ${currency}`} strong>
        <span className="total-rule text-lead">
          <Sided minor={nowMinor} currency={currency} />
        </span>
      </Leader>
    </DefinitionList>
  );
}

/** An amount with its side: `1,240.00 Cr`. Where nothing stands the side is left empty, so that the figures keep their line. */
export function Sided({ minor, currency }: { minor: bigint; currency: Currency }) {
  return (
    <span className="whitespace-nowrap">
      <Money minor={minor < 0n ? -minor : minor} currency={currency} />
      <span className="inline-block min-w-6 ps-1 text-start">{minor === 0n ? "" : minor > 0n ? "Dr" : "Cr"}</span>
    </span>
  );
}

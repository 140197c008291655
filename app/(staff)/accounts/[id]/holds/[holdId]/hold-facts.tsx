import { DateText } from "@/components/bank/date-text";
import { Money } from "@/components/bank/money";
import { Panel } from "@/components/layout/panel";
import { DefinitionList, Leader } from "@/components/ui/definition-list";
import { Status } from "@/components/ui/status";
import type { HoldRow } from "@/lib/accounts/hold-queries";
import { formatLocalTime } from "@/lib/core/local-time";

/** Who placed a hold and when, until when it stands, and how it ended. */
export function HoldFacts({ hold }: { hold: HoldRow }) {
  const { currency, amountMinor, capturedMinor, entryId } = hold;
  return (
    <Panel title="Hold">
      <DefinitionList>
        <Leader term="State">
          <Status of="hold" is={hold.status} />
        </Leader>
        <Leader term={`Held, ${currency}`}>
          <Money minor={amountMinor} currency={currency} />
        </Leader>
        <Leader term="Placed">{formatLocalTime(hold.placedAt)}</Leader>
        <Leader term="By">
          <bdi>{hold.placedBy}</bdi>
        </Leader>
        <Leader term="Last day">{hold.expiresOn ? <DateText date={hold.expiresOn} /> : "until it is ended"}</Leader>
        {capturedMinor > 0n ? (
          <>
            <Leader term={`Captured, ${currency}`} strong>
              <Money minor={capturedMinor} currency={currency} />
            </Leader>
            <Leader term={`Released, ${currency}`}>
              <Money minor={amountMinor - capturedMinor} currency={currency} />
            </Leader>
          </>
        ) : null}
        {hold.resolvedAt ? <Leader term="Ended">{formatLocalTime(hold.resolvedAt)}</Leader> : null}
        {hold.resolvedBy ? (
          <Leader term="Ended by">
            <bdi>{hold.resolvedBy}</bdi>
          </Leader>
        ) : null}
      </DefinitionList>
      {entryId ? (
        <p className="mt-3">
          <a href={`/ledger/entries/${entryId}`} className="link">
            Journal entry
          </a>
        </p>
      ) : null}
    </Panel>
  );
}

import { Panel } from "@/components/layout/panel";
import { DefinitionList, Leader } from "@/components/ui/definition-list";
import { Mark } from "@/components/ui/status";
import { formatCount } from "@/lib/core/format-count";
import { formatWaiting, LATE_SECONDS, type SealingState } from "@/lib/ledger/seal-queries";
import { moment } from "./moment";

/** How far the chain of seals reaches, what waits for it and for how long. */
export function ChainStatus({ state }: { state: SealingState }) {
  const { head, waiting, waitingSince, lagSeconds } = state;
  const late = lagSeconds > LATE_SECONDS;
  return (
    <Panel
      title="Chain of seals"
      aside={
        waiting === 0n ? (
          <Mark icon="check" word="All sealed" tone="ok" />
        ) : (
          <Mark icon={late ? "alert" : "clock"} word={late ? "Behind" : "Sealing"} tone={late ? "danger" : "held"} />
        )
      }
    >
      <p className="mb-3">
        {head ? `Sealed to ${head.sealedAt.slice(11, 16)}, ` : "Nothing is sealed yet, "}
        {formatWaiting(state)} waiting
      </p>
      <DefinitionList>
        {head ? <Leader term="Last seal">{head.number}</Leader> : null}
        {head ? <Leader term="Sealed at">{moment(head.sealedAt)}</Leader> : null}
        <Leader term="Rows sealed">{formatCount(head?.total ?? 0n)}</Leader>
        <Leader term="Lag" tone={late ? "danger" : "ink"}>
          {`${lagSeconds} s`}
        </Leader>
        {waitingSince ? <Leader term="Oldest waits since">{moment(waitingSince)}</Leader> : null}
      </DefinitionList>
      {late ? (
        <p className="mt-3 text-ink-2 text-meta">
          A transaction that is still open anywhere on the database server holds the seals back. Find it and end it.
        </p>
      ) : null}
    </Panel>
  );
}

import { Panel } from "@/components/layout/panel";
import { DefinitionList, Leader } from "@/components/ui/definition-list";
import { Mark } from "@/components/ui/status";
import { formatDate } from "@/lib/core/dates";
import type { RowSeal } from "@/lib/ledger/seal-queries";

/** The seal that holds the entry: from then on a change of it is found. */
export function EntrySeal({ seal }: { seal: RowSeal | null }) {
  if (!seal) {
    return (
      <Panel title="Seal" aside={<Mark icon="clock" word="Not yet sealed" tone="quiet" />}>
        <p className="text-ink-2 text-meta">Entries are sealed a few seconds after they are booked.</p>
      </Panel>
    );
  }
  const [day = "", time = ""] = seal.sealedAt.split(" ");
  return (
    <Panel title="Seal" aside={<Mark icon="lock" word="Sealed" tone="ok" />}>
      <DefinitionList>
        <Leader term="Number">{seal.number}</Leader>
        <Leader term="Position in it">{seal.place}</Leader>
        <Leader term="Sealed at">{`${formatDate(day)}, ${time}`}</Leader>
        <Leader term="Hash">
          <span className="select-all font-mono" title={seal.hash}>
            {seal.hash.slice(0, 16)}
          </span>
        </Leader>
      </DefinitionList>
    </Panel>
  );
}

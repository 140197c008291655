import { Panel } from "@/components/layout/panel";
import { DefinitionList, Leader } from "@/components/ui/definition-list";
import type { Journal } from "@/lib/ledger/journal-queries";

/** Of a journal entered by hand: the paper behind it, who agreed to it, and why it was booked. */
export function JournalFacts({ journal }: { journal: Journal | null }) {
  if (!journal) return null;
  return (
    <Panel title="Entered by hand">
      <DefinitionList>
        <Leader term="Document">
          <span className="wrap-anywhere">{journal.document}</span>
        </Leader>
        <Leader term="Agreed by">
          <bdi className="wrap-anywhere">{journal.agreedBy}</bdi>
        </Leader>
      </DefinitionList>
      <p className="wrap-anywhere mt-3 whitespace-pre-line border-rule border-s-3 ps-3">{journal.reason}</p>
    </Panel>
  );
}

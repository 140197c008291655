import { Panel } from "@/components/layout/panel";
import type { EntryDocument } from "@/lib/reports/entry-documents";

/** What caused the entry: its paper, the loan or hold behind it, and the act in the log. */
export function EntryDocuments({ documents }: { documents: readonly EntryDocument[] }) {
  if (documents.length === 0) return null;
  return (
    <Panel title="Caused by">
      <ul className="grid gap-2">
        {documents.map(({ href, what, name }) => (
          <li key={href}>
            <span className="block text-ink-2 text-meta">{what}</span>
            <a href={href} className="link">
              <bdi>{name}</bdi>
            </a>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

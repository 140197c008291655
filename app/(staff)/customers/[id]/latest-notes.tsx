import { Panel } from "@/components/layout/panel";
import type { Note } from "@/lib/customers/note-queries";
import { NoteList } from "./note-list";

/** The newest notes on a customer, and the way to all of them. */
export function LatestNotes({ notes, href }: { notes: readonly Note[]; href: string }) {
  return (
    <Panel
      title="Notes"
      aside={
        <a href={href} className="link">
          All and add
        </a>
      }
    >
      {notes.length > 0 ? <NoteList notes={notes} /> : <p className="text-ink-2">None yet</p>}
    </Panel>
  );
}

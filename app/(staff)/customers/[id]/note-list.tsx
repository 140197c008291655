import { Timeline } from "@/components/ui/timeline";
import { formatLocalTime } from "@/lib/core/local-time";
import type { Note } from "@/lib/customers/note-queries";

/** Notes on a customer, each with who wrote it and when. */
export function NoteList({ notes }: { notes: readonly Note[] }) {
  return (
    <Timeline
      label="Notes"
      items={notes.map(({ id, note, writtenByName, writtenAtLocal }) => ({
        id,
        title: <p className="whitespace-pre-line">{note}</p>,
        meta: (
          <>
            {formatLocalTime(writtenAtLocal)} · <bdi>{writtenByName}</bdi>
          </>
        ),
        icon: "pencil" as const,
      }))}
    />
  );
}

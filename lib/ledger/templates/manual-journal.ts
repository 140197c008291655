import type { EntryDraft } from "../entry";

/** Entered by hand: whatever its lines say, on accounts of the bank's own that no other records stand behind. */
export function bookManualJournal(
  journal: Pick<EntryDraft, "id" | "reference" | "branchId" | "legs"> & { document: string },
): EntryDraft {
  const { document, ...entry } = journal;
  return { ...entry, kind: "manual_journal", narrative: `Manual journal, document ${document}` };
}

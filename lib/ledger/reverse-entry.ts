import type { z } from "zod";
import type { StaffActor } from "../core/context";
import { refusal } from "../core/errors";
import { formatMaskedIban } from "../core/iban";
import { type EntryId, newId } from "../core/ids";
import { newReference } from "../core/references";
import { authorize } from "../identity/authorize";
import { applyEntry, type Book } from "./book";
import { type BookedEntry, entryIn, type LockedEntries, lockEntries } from "./lock-entries";
import { moneyCommand } from "./money-command";
import { insertReversedNotes, type ReversedNotes, reverseNotes } from "./reversed-notes";
import { reversalReasons, type reverseEntryInput } from "./schema";
import { bookCorrection } from "./templates/correction";
import { templateOf, templateTitle } from "./templates/registry";

type Input = Omit<z.output<typeof reverseEntryInput>, "key">;
type Result = { entryId: EntryId; reference: string };

/**
 * Undoes an entry by a new one that is its exact opposite, with the original's value date, once, and never by whoever
 * booked it. Refuses `entry_not_found`, `maker_cannot_approve`, `already_reversed`, `not_reversible`,
 * `till_session_over`, `account_closed`, `till_short`, `notes_not_there`.
 */
export const reverseEntry = moneyCommand<StaffActor, Input, LockedEntries, ReversedNotes[], Result>("entry.reverse", {
  load: (tx, calls) =>
    lockEntries(
      tx,
      calls.map(({ input }) => input.entryId),
    ),
  decide(ctx, input, state) {
    const original = entryIn(state, input.entryId);
    authorize(ctx.actor, "entry.reverse", { branchId: original.branchId });
    assertReversible(original, ctx.actor);
    const [id, reference] = [newId<"entry">(), newReference("REV")];
    const reason = reversalReasons[input.reason];
    const before = new Map(state.book.guarded);
    const draft = bookCorrection({ id, reference, branchId: ctx.actor.branchId, original, reason });
    const entry = applyEntry(state.book, draft);
    const notes = notesOf(state, { original: original.id, reversal: id, before });
    state.entries.set(original.id, { ...original, reversed: true });
    return {
      entries: [entry],
      row: notes,
      audit: {
        act: "entry.reversed",
        subjectKind: "entry",
        subjectId: original.id,
        customerId: original.customerId,
        entryId: id,
        reference,
        before: { reference: original.reference },
        after: { reason, note: input.note ?? null },
      },
      result: { entryId: id, reference },
    };
  },
  write: (tx, rows) => insertReversedNotes(tx, rows.flat()),
});

/** The notes that go with a reversal; when they are not there, the books are put back as they were. */
function notesOf(
  { book, cash }: LockedEntries,
  { original, reversal, before }: { original: EntryId; reversal: EntryId; before: Book["guarded"] },
): ReversedNotes[] {
  try {
    return reverseNotes(cash, original, reversal);
  } catch (error) {
    book.guarded = before;
    throw error;
  }
}

/** The rules of a reversal, in the order in which they are told. */
function assertReversible(entry: BookedEntry, { userId }: StaffActor): void {
  if (entry.bookedBy.kind === "staff" && entry.bookedBy.id === userId) throw refusal("maker_cannot_approve");
  if (entry.reversed) throw refusal("already_reversed");
  if (!templateOf(entry.kind).reversible) throw refusal("not_reversible", { title: templateTitle(entry.kind) });
  if (entry.tillStatus !== null && entry.tillStatus !== "open") throw refusal("till_session_over");
  if (entry.closedIban !== null) throw refusal("account_closed", { account: formatMaskedIban(entry.closedIban) });
}

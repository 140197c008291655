import type { z } from "zod";
import type { StaffActor } from "../core/context";
import { refusal } from "../core/errors";
import type { EntryId } from "../core/ids";
import { authorize } from "../identity/authorize";
import { decideReversal } from "./decide-reversal";
import { entryIn, type LockedEntries, lockEntries } from "./lock-entries";
import { moneyCommand } from "./money-command";
import { insertReversedNotes, type ReversedNotes } from "./reversed-notes";
import type { reverseEntryInput } from "./schema";

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
    if (original.bookedBy.kind === "staff" && original.bookedBy.id === ctx.actor.userId)
      throw refusal("maker_cannot_approve");
    return decideReversal(ctx, input, state);
  },
  write: (tx, rows) => insertReversedNotes(tx, rows.flat()),
});

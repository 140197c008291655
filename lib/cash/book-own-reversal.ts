import type { StaffActor } from "../core/context";
import { refusal } from "../core/errors";
import type { EntryId } from "../core/ids";
import { authorize } from "../identity/authorize";
import { decideReversal } from "../ledger/decide-reversal";
import { entryIn, type LockedEntries, lockEntries } from "../ledger/lock-entries";
import { moneyCommand } from "../ledger/money-command";
import { insertReversedNotes, type ReversedNotes } from "../ledger/reversed-notes";
import type { ReversalReason } from "../ledger/schema";

type Input = { entryId: EntryId; reason: ReversalReason; note?: string | undefined };

/**
 * Books the reversal of a teller's own last movement, once a second person agreed; the rules of every reversal hold too.
 * Refuses `second_person_needed`, `not_own_movement`, and what a reversal refuses.
 */
export const bookOwnReversal = moneyCommand<
  StaffActor,
  Input,
  LockedEntries,
  ReversedNotes[],
  { entryId: EntryId; reference: string }
>("cash.reverse_own", {
  load: (tx, calls) =>
    lockEntries(
      tx,
      calls.map(({ input }) => input.entryId),
    ),
  decide(ctx, input, state) {
    authorize(ctx.actor, "till.operate");
    if (!ctx.approval) throw refusal("second_person_needed");
    const { bookedBy } = entryIn(state, input.entryId);
    if (bookedBy.kind !== "staff" || bookedBy.id !== ctx.actor.userId) throw refusal("not_own_movement");
    return decideReversal(ctx, input, state);
  },
  write: (tx, rows) => insertReversedNotes(tx, rows.flat()),
});

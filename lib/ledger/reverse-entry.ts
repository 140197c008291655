import type { z } from "zod";
import type { Pending } from "../approvals/demand-approval";
import type { StaffActor } from "../core/context";
import { refusal } from "../core/errors";
import type { EntryId } from "../core/ids";
import { formatMoney } from "../core/money";
import { authorize } from "../identity/authorize";
import { decideReversal, tryReversal } from "./decide-reversal";
import { entryIn, type LockedEntries, lockEntries } from "./lock-entries";
import { moneyCommand } from "./money-command";
import { needsSecond } from "./money-steps";
import { insertReversedNotes, type ReversedNotes } from "./reversed-notes";
import { reversalReasons, type reverseEntryInput } from "./schema";
import { templateTitle } from "./templates/registry";

type Input = Omit<z.output<typeof reverseEntryInput>, "key">;
type Result = { entryId: EntryId; reference: string } | Pending;

/**
 * Undoes an entry by a new one that is its exact opposite, with the original's value date, once, and never by whoever
 * booked it; from a policy's amount on, and where it takes an account below its limit, a second person must agree. Refuses `entry_not_found`, `maker_cannot_approve`, `already_reversed`, `not_reversible`,
 * `till_session_over`, `account_closed`, `account_blocked`, `till_short`, `notes_not_there`.
 */
export const reverseEntry = moneyCommand<StaffActor, Input, LockedEntries, ReversedNotes[], Result>("entry.reverse", {
  bound: "entry.reverse",
  load: (tx, calls) =>
    lockEntries(
      tx,
      calls.map(({ input }) => input.entryId),
    ),
  decide(ctx, input, state, powers) {
    const original = entryIn(state, input.entryId);
    authorize(ctx.actor, "entry.reverse", { branchId: original.branchId });
    if (original.bookedBy.kind === "staff" && original.bookedBy.id === ctx.actor.userId)
      throw refusal("maker_cannot_approve");
    const second = original.amount ? powers.weigh(ctx, original.amount) : null;
    if (ctx.approval || !original.amount) return decideReversal(ctx, input, state);
    const short = tryReversal(ctx, input, state);
    if (!second && !short) return decideReversal(ctx, input, state);
    return needsSecond({
      policy: "What takes an account below its limit always needs a second person.",
      ...second,
      subjectKind: "entry",
      subjectId: original.id,
      customerId: original.customerId,
      branchId: original.branchId,
      amount: original.amount,
      reason: input.note,
      before: { entry: original.reference, is: templateTitle(original.kind), stands: "booked" },
      after: {
        entry: original.reference,
        is: templateTitle(original.kind),
        stands: "reversed",
        amount: formatMoney(original.amount),
        because: reversalReasons[input.reason],
        ...(short ? { account_short_by: formatMoney(short) } : {}),
      },
    });
  },
  write: (tx, rows) => insertReversedNotes(tx, rows.flat()),
});

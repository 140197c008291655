import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { demandApproval, type Pending } from "../approvals/demand-approval";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor, TxCtx } from "../core/context";
import type { Currency } from "../core/currencies";
import { refusal } from "../core/errors";
import { type Id, newId } from "../core/ids";
import { money } from "../core/money";
import type { Notes } from "../core/notes";
import { authorize } from "../identity/authorize";
import { bookCashDifference } from "./book-cash-difference";
import { type CountedCash, countInWords, isDifferent, setStock } from "./count-cash";
import { lockOwnSession, moveSession } from "./own-session";
import type { settleTillInput } from "./schema";

/**
 * Closes a till whose count is over or short: with a reason, once a second person agreed, the difference is booked and
 * waits to be cleared. Refuses `till_not_open`, `count_over` when the till was counted again or is serving.
 */
export function settleTill(
  ctx: Ctx<StaffActor>,
  input: z.output<typeof settleTillInput>,
): Promise<{ tillSessionId: string } | Pending> {
  const { key, ...asked } = input;
  return transactOnce(ctx, { command: "till.settle", key, input: asked }, async (inside) => {
    authorize(inside.actor, "till.operate");
    const session = await lockOwnSession(inside);
    const cash = await standingCount(inside, session.id, asked.countId);
    const differing = cash.filter(isDifferent);
    const [first] = differing;
    if (session.status !== "counting" || !first) throw refusal("count_over");
    const difference = first.countedMinor - first.bookedMinor;
    const pending = await demandApproval(inside, {
      kind: "till.settle",
      payload: input,
      subjectKind: "till",
      subjectId: session.tillId,
      branchId: session.branchId,
      amount: money(difference > 0n ? difference : -difference, first.currency),
      reason: `${session.till}: ${asked.reason}`,
      ...countInWords(cash),
      always: true,
    });
    if (pending) return pending;
    for (const { currency } of differing)
      await bookCashDifference(inside, { key: newId(), countId: asked.countId, currency, reason: asked.reason });
    await setStock(inside.db, session.tillId, cash);
    await moveSession(inside, session.id, "closed");
    await record(inside, {
      act: "till.closed",
      subjectKind: "till",
      subjectId: session.tillId,
      ...countInWords(cash),
    });
    return { tillSessionId: session.id };
  });
}

/** The latest count of a session, if it is this one. */
async function standingCount(ctx: TxCtx, sessionId: string, countId: Id<"cashCount">): Promise<CountedCash[]> {
  const rows = await sqlOf(ctx.db)<(Omit<CountedCash, "notes"> & { notes: Notes | null })[]>`
    select t.currency, t.counted_minor as "countedMinor", t.booked_minor as "bookedMinor",
      (select json_object_agg(l.value_minor, l.quantity) from cash_count_lines l
        where l.count_id = t.count_id and l.currency = t.currency) as notes
    from cash_count_totals t cross join bank_settings s
    where t.count_id = ${countId} and t.count_id = (
      select c.id from cash_counts c where c.till_session_id = ${sessionId} order by c.id desc limit 1)
    order by t.currency = s.base_currency desc, t.currency`;
  return rows.map((row) => ({ ...row, currency: row.currency as Currency, notes: row.notes ?? {} }));
}

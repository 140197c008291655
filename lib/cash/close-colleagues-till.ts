import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { demandApproval, type Pending } from "../approvals/demand-approval";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor, TxCtx } from "../core/context";
import { refusal } from "../core/errors";
import { money } from "../core/money";
import { notify } from "../notifications/notify";
import { closeCounted } from "./close-counted";
import { type CountedCash, countInWords, differenceInWords, isDifferent } from "./count-cash";
import { lockColleaguesSession, type OpenSession } from "./own-session";
import type { closeColleaguesTillInput } from "./schema";
import { standingCount } from "./standing-count";

/**
 * Closes the till of a colleague who cannot, on a count by somebody else, once a second person agreed. What is over or
 * short is booked with the reason. Refuses `till_session_closed`, `own_till`, `count_over`.
 */
export function closeColleaguesTill(
  ctx: Ctx<StaffActor>,
  input: z.output<typeof closeColleaguesTillInput>,
): Promise<{ tillSessionId: string } | Pending> {
  const { key, ...asked } = input;
  return transactOnce(ctx, { command: "till.close_for", key, input: asked }, async (inside) => {
    const session = await lockColleaguesSession(inside, asked.sessionId);
    const cash = await standingCount(inside, session, asked.countId);
    // Whoever's count it was answers for it, not whoever opened the page after them.
    if (cash[0].countedBy !== inside.actor.userId) throw refusal("count_over");
    const first = cash.find(isDifferent) ?? cash[0];
    const difference = first.countedMinor - first.bookedMinor;
    const words = countInWords(cash);
    const pending = await demandApproval(inside, {
      kind: "till.close_for",
      payload: input,
      subjectKind: "till",
      subjectId: session.tillId,
      branchId: session.branchId,
      ...(difference === 0n ? {} : { amount: money(difference > 0n ? difference : -difference, first.currency) }),
      reason: `${session.till}, open with ${session.holder}: ${asked.reason}`,
      ...words,
      always: true,
    });
    if (pending) return pending;
    await closeCounted(inside, session, { ...asked, cash });
    await tellHolder(inside, { session, countId: asked.countId, cash });
    await record(inside, {
      act: "till.closed_for",
      subjectKind: "till",
      subjectId: session.tillId,
      before: words.before,
      after: { ...words.after, opened_by: session.holder, reason: asked.reason },
    });
    return { tillSessionId: session.id };
  });
}

/** Whoever had the till open learns from the bank how it was closed, with the slip of the count. */
async function tellHolder(
  ctx: TxCtx<StaffActor>,
  { session, countId, cash }: { session: OpenSession; countId: string; cash: readonly CountedCash[] },
): Promise<void> {
  const [count] = await sqlOf(ctx.db)<{ reference: string }[]>`select reference from cash_counts where id = ${countId}`;
  const difference = cash.filter(isDifferent).map(differenceInWords).join(" and ");
  await notify(ctx, {
    to: { userId: session.userId },
    kind: "till_closed_for",
    params: { till: session.till, reference: count?.reference ?? "", ...(difference ? { difference } : {}) },
  });
}

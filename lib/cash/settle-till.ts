import type { z } from "zod";
import { demandApproval, type Pending } from "../approvals/demand-approval";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor } from "../core/context";
import { refusal } from "../core/errors";
import { money } from "../core/money";
import { authorize } from "../identity/authorize";
import { closeCounted } from "./close-counted";
import { countInWords, isDifferent } from "./count-cash";
import { lockOwnSession } from "./own-session";
import type { settleTillInput } from "./schema";
import { standingCount } from "./standing-count";

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
    const cash = await standingCount(inside, session, asked.countId);
    const first = cash.find(isDifferent);
    if (!first) throw refusal("count_over");
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
    await closeCounted(inside, session, { ...asked, cash });
    await record(inside, {
      act: "till.closed",
      subjectKind: "till",
      subjectId: session.tillId,
      ...countInWords(cash),
    });
    return { tillSessionId: session.id };
  });
}

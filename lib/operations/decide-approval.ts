import type { z } from "zod";
import { type LockedApproval, lockApproval } from "../approvals/lock-approval";
import { recordStep, type Step } from "../approvals/record-step";
import type { approveRequestInput, refuseRequestInput } from "../approvals/schema";
import type { ApprovalId } from "../approvals/sealed-request";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor, TxCtx } from "../core/context";
import { refusal } from "../core/errors";
import { authorize, decidersOf } from "../identity/authorize";
import { approvables } from "./approvable";
import { assertOpensNoDoor } from "./assert-opens-no-door";
import { lacksCash, runAsMaker } from "./run-as-maker";

/** Approves a request: see `decideApproval`. */
export function approveRequest(ctx: Ctx<StaffActor>, input: z.output<typeof approveRequestInput>) {
  return decideApproval(ctx, { ...input, answer: "approved" });
}

/** Returns or rejects a request with a reason: see `decideApproval`. */
export function refuseRequest(ctx: Ctx<StaffActor>, input: z.output<typeof refuseRequestInput>) {
  return decideApproval(ctx, input);
}

type Decision = {
  key: string;
  approvalId: string;
  seen: number;
} /** `at`: at whose screen, when it was not the supervisor's own. */ & (
  | { answer: "approved"; at?: string }
  | { answer: "returned" | "rejected"; reason: string }
);

/**
 * Answers a request as its second person. Approved, the command runs now with its maker's rights and every rule checked
 * again, and what it refuses returns the request with that reason; cash moves nothing yet and is released to its maker.
 * Refuses `maker_cannot_approve`, `second_is_close`, `approval_over`, `stale`.
 */
export function decideApproval(ctx: Ctx<StaffActor>, input: Decision) {
  const { key, ...asked } = input;
  return transactOnce(ctx, { command: "approval.decide", key, input: asked }, async (inside) => {
    const approval = await lockApproval(inside.db, asked.approvalId as ApprovalId);
    assertMayDecide(inside, approval, asked.seen);
    if (asked.answer === "approved") await assertOpensNoDoor(inside, decidersOf(inside.actor), approval);
    const step =
      asked.answer === "approved"
        ? await agreeTo(inside, approval, asked.at)
        : { to: asked.answer, reason: asked.reason };
    await recordStep(inside, approval, step);
    return { approvalId: approval.id, status: step.to };
  });
}

/** The rules of a decision; that the maker never decides is also the database's (control 42). */
function assertMayDecide(ctx: TxCtx<StaffActor>, approval: LockedApproval, seen: number): void {
  const { kind, branchId, customerId, makerId, checkerRole, status } = approval;
  authorize(ctx.actor, approvables[kind].checker, {
    ...(branchId ? { branchId } : {}),
    customerIds: customerId ? [customerId] : [],
  });
  if (checkerRole && !ctx.actor.roles.includes(checkerRole)) throw refusal("not_permitted");
  if (makerId === ctx.actor.userId || makerId === ctx.actor.decidesFor?.userId) throw refusal("maker_cannot_approve");
  if (status !== "pending") throw refusal("approval_over", { status });
  if (approval.overdue) throw refusal("approval_over", { status: "expired" });
  if (approval.version !== seen) throw refusal("stale");
}

async function agreeTo(ctx: TxCtx<StaffActor>, approval: LockedApproval, at: string | undefined): Promise<Step> {
  const place = at ? { reason: `At the screen of ${at}` } : {};
  const { released } = approvables[approval.kind];
  const ran = await runAsMaker(ctx, approval, { checkerId: ctx.actor.userId, rehearse: released });
  if (released && (!ran.refused || lacksCash(ran.refused))) return { to: "released", ...place };
  if (ran.refused?.reason === "second_is_close") throw ran.refused;
  if (ran.refused) return { to: "returned", reason: ran.refused.sentence, refusedByRule: true };
  return { to: "approved", reference: ran.reference, ...place };
}

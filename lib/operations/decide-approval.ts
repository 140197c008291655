import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { type LockedApproval, lockApproval } from "../approvals/lock-approval";
import { recordStep } from "../approvals/record-step";
import type { approveRequestInput, refuseRequestInput } from "../approvals/schema";
import { type ApprovalId, openRequest } from "../approvals/sealed-request";
import { isStored } from "../command/outcome";
import { transactOnce } from "../command/transact-once";
import type { Ctx, Role, StaffActor, TxCtx } from "../core/context";
import { refusal } from "../core/errors";
import type { BranchId } from "../core/ids";
import { authorize } from "../identity/authorize";
import { approvables } from "./approvable";

/** Approves a request: see `decideApproval`. */
export function approveRequest(ctx: Ctx<StaffActor>, input: z.output<typeof approveRequestInput>) {
  return decideApproval(ctx, { ...input, answer: "approved" });
}

/** Returns or rejects a request with a reason: see `decideApproval`. */
export function refuseRequest(ctx: Ctx<StaffActor>, input: z.output<typeof refuseRequestInput>) {
  return decideApproval(ctx, input);
}

type Decision = { key: string; approvalId: string; seen: number } & (
  | { answer: "approved" }
  | { answer: "returned" | "rejected"; reason: string }
);

/**
 * Answers a request as its second person. Approved, the command runs now with its maker's rights and every rule checked
 * again; what it refuses returns the request with that reason. Refuses `maker_cannot_approve`, `approval_over`, `stale`.
 */
export function decideApproval(ctx: Ctx<StaffActor>, input: Decision) {
  const { key, ...asked } = input;
  return transactOnce(ctx, { command: "approval.decide", key, input: asked }, async (inside) => {
    const approval = await lockApproval(inside.db, asked.approvalId as ApprovalId);
    assertMayDecide(inside, approval, asked.seen);
    if (asked.answer !== "approved") {
      await recordStep(inside, approval, { to: asked.answer, reason: asked.reason });
      return { approvalId: approval.id, status: asked.answer };
    }
    const refused = await runAsMaker(inside, approval);
    if (refused) {
      await recordStep(inside, approval, { to: "returned", reason: refused, refusedByRule: true });
      return { approvalId: approval.id, status: "returned" as const };
    }
    await recordStep(inside, approval, { to: "approved" });
    return { approvalId: approval.id, status: "approved" as const };
  });
}

/** The rules of a decision; that the maker never decides is also the database's (control 42). */
function assertMayDecide(ctx: TxCtx<StaffActor>, approval: LockedApproval, seen: number): void {
  const { kind, branchId, makerId, status } = approval;
  authorize(ctx.actor, approvables[kind].checker, branchId ? { branchId } : {});
  if (makerId === ctx.actor.userId) throw refusal("maker_cannot_approve");
  if (status !== "pending") throw refusal("approval_over", { status });
  if (approval.overdue) throw refusal("approval_over", { status: "expired" });
  if (approval.version !== seen) throw refusal("stale");
}

/** Runs the command as its maker in a savepoint; answers the sentence of its refusal, or null when it is done. */
async function runAsMaker(ctx: TxCtx<StaffActor>, approval: LockedApproval): Promise<string | null> {
  try {
    const actor = await makerOf(ctx, approval);
    const { payload } = openRequest(approval.id, approval.sealed);
    const agreed = { id: approval.id, checkerId: ctx.actor.userId };
    await ctx.db.transaction((nested) =>
      approvables[approval.kind].run({ ...ctx, db: nested, actor, approval: agreed }, payload),
    );
    return null;
  } catch (error) {
    if (isStored(error)) return error.sentence;
    throw error;
  }
}

/** The maker with the roles of now; somebody shut out since then acts no more. */
async function makerOf(ctx: TxCtx, { makerId }: LockedApproval): Promise<StaffActor> {
  const [maker] = await sqlOf(ctx.db)<{ name: string; branchId: BranchId; roles: Role[] }[]>`
    select display_name as name, branch_id as "branchId",
      array(select role from user_roles where user_id = u.id order by role) as roles
    from users u where id = ${makerId} and disabled_at is null`;
  if (!maker) throw refusal("not_permitted");
  return { kind: "staff", userId: makerId, sessionId: null, ...maker };
}

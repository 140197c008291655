import type { z } from "zod";
import { lockApproval } from "../approvals/lock-approval";
import { recordStep } from "../approvals/record-step";
import type { completeRequestInput } from "../approvals/schema";
import type { ApprovalId } from "../approvals/sealed-request";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor } from "../core/context";
import { refusal } from "../core/errors";
import { authorize } from "../identity/authorize";
import { lacksCash, runAsMaker } from "./run-as-maker";

/**
 * Posts cash that was released to whoever asked, at their own open till and by the rules of now; what these refuse returns
 * the request with the reason. Refuses `approval_not_found`, `approval_over`, and what only the till lacks.
 */
export function completeRequest(ctx: Ctx<StaffActor>, input: z.output<typeof completeRequestInput>) {
  const { key, ...asked } = input;
  return transactOnce(ctx, { command: "approval.complete", key, input: asked }, async (inside) => {
    authorize(inside.actor, "approval.complete");
    const approval = await lockApproval(inside.db, asked.approvalId as ApprovalId);
    const { makerId, checkerId, status, overdue } = approval;
    if (makerId !== inside.actor.userId) throw refusal("approval_not_found");
    if (status !== "released" || !checkerId) throw refusal("approval_over", { status });
    if (overdue) throw refusal("approval_over", { status: "expired" });
    const ran = await runAsMaker(inside, approval, { checkerId });
    if (ran.refused && lacksCash(ran.refused)) throw ran.refused;
    if (ran.refused) {
      await recordStep(inside, approval, { to: "returned", reason: ran.refused.sentence, refusedByRule: true });
      return { approvalId: approval.id, reference: null };
    }
    await recordStep(inside, approval, { to: "completed", reference: ran.reference });
    return { approvalId: approval.id, reference: ran.reference };
  });
}

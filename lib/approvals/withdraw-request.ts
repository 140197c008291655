import type { z } from "zod";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor } from "../core/context";
import { refusal } from "../core/errors";
import { authorize } from "../identity/authorize";
import { lockApproval } from "./lock-approval";
import { recordStep } from "./record-step";
import type { withdrawRequestInput } from "./schema";
import type { ApprovalId } from "./sealed-request";

/** Takes back a request that nobody has decided, by whoever made it. Refuses `approval_not_found`, `approval_over`. */
export function withdrawRequest(ctx: Ctx<StaffActor>, input: z.output<typeof withdrawRequestInput>) {
  const { key, ...asked } = input;
  return transactOnce(ctx, { command: "approval.withdraw", key, input: asked }, async (inside) => {
    authorize(inside.actor, "approval.withdraw");
    const approval = await lockApproval(inside.db, asked.approvalId as ApprovalId);
    if (approval.makerId !== inside.actor.userId) throw refusal("approval_not_found");
    if (!["pending", "returned", "released"].includes(approval.status))
      throw refusal("approval_over", { status: approval.status });
    await recordStep(inside, approval, { to: "withdrawn" });
    return { approvalId: approval.id };
  });
}

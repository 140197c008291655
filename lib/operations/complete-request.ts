import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { type LockedApproval, lockApproval } from "../approvals/lock-approval";
import { recordStep } from "../approvals/record-step";
import type { completeRequestInput } from "../approvals/schema";
import type { ApprovalId } from "../approvals/sealed-request";
import { transactOnce } from "../command/transact-once";
import type { Ctx, Role, StaffActor, TxCtx } from "../core/context";
import { refusal } from "../core/errors";
import type { UserId } from "../core/ids";
import { authorize } from "../identity/authorize";
import { rolesWith } from "../identity/permissions";
import { approvables } from "./approvable";
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
    const ran = (await stillAgrees(inside, approval, checkerId))
      ? await runAsMaker(inside, approval, { checkerId })
      : { refused: refusal("second_gone") };
    if (ran.refused && lacksCash(ran.refused)) throw ran.refused;
    if (ran.refused) {
      await recordStep(inside, approval, { to: "returned", reason: ran.refused.sentence, refusedByRule: true });
      return { approvalId: approval.id, reference: null };
    }
    await recordStep(inside, approval, { to: "completed", reference: ran.reference });
    return { approvalId: approval.id, reference: ran.reference };
  });
}

/** Whether whoever released it could still do so: cash is not paid on the word of somebody shut out since. */
async function stillAgrees({ db }: TxCtx, { kind, checkerRole }: LockedApproval, checkerId: UserId): Promise<boolean> {
  const [row] = await sqlOf(db)<{ roles: Role[] }[]>`
    select array(select role from user_roles where user_id = u.id) as roles from users u
    where id = ${checkerId} and disabled_at is null`;
  const needed = checkerRole ? [checkerRole] : rolesWith(approvables[kind].checker);
  return row?.roles.some((role) => needed.includes(role)) ?? false;
}

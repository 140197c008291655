import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { type LockedApproval, lockApproval } from "../approvals/lock-approval";
import { recordStep } from "../approvals/record-step";
import type { completeRequestInput } from "../approvals/schema";
import type { ApprovalId } from "../approvals/sealed-request";
import { transactOnce } from "../command/transact-once";
import type { Ctx, Role, StaffActor, TxCtx } from "../core/context";
import { type BankError, isBankError, refusal } from "../core/errors";
import type { UserId } from "../core/ids";
import { authorize } from "../identity/authorize";
import { rolesWith } from "../identity/permissions";
import { approvables } from "./approvable";
import { assertOpensNoDoor } from "./assert-opens-no-door";
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
    const gone = await whyGone(inside, approval, checkerId);
    const ran = gone ? { refused: gone } : await runAsMaker(inside, approval, { checkerId });
    if (ran.refused && lacksCash(ran.refused)) throw ran.refused;
    if (ran.refused) {
      await recordStep(inside, approval, { to: "returned", reason: ran.refused.sentence, refusedByRule: true });
      return { approvalId: approval.id, reference: null };
    }
    await recordStep(inside, approval, { to: "completed", reference: ran.reference });
    return { approvalId: approval.id, reference: ran.reference };
  });
}

/** Why whoever released it could not do so any more, or null: cash is not paid on the word of somebody who may not say it now. */
async function whyGone(ctx: TxCtx<StaffActor>, approval: LockedApproval, checkerId: UserId): Promise<BankError | null> {
  if (!(await stillAgrees(ctx, approval, checkerId))) return refusal("second_gone");
  try {
    await assertOpensNoDoor(ctx, await releasers(ctx, approval), approval);
    return null;
  } catch (error) {
    if (isBankError(error) && error.reason === "changed_recently") return refusal("second_changed");
    throw error;
  }
}

/** Whoever released it, and in whose place. */
async function releasers({ db }: TxCtx, { id }: LockedApproval): Promise<UserId[]> {
  const [step] = await sqlOf(db)<{ people: UserId[] }[]>`
    select array_remove(array[by_user_id, for_user_id], null) as people from approval_steps
    where approval_id = ${id} and step = 'released' order by id desc limit 1`;
  return step?.people ?? [];
}

/** Whether whoever released it is still at the bank with the role that it took. */
async function stillAgrees({ db }: TxCtx, { kind, checkerRole }: LockedApproval, checkerId: UserId): Promise<boolean> {
  const [row] = await sqlOf(db)<{ roles: Role[] }[]>`
    select array(select role from held_roles where user_id = u.id) as roles from users u
    where id = ${checkerId} and disabled_at is null`;
  const needed = checkerRole ? [checkerRole] : rolesWith(approvables[kind].checker);
  return row?.roles.some((role) => needed.includes(role)) ?? false;
}

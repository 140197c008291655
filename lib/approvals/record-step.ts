import { sqlOf } from "@/db/client";
import { record } from "../audit/record";
import type { StaffActor, TxCtx } from "../core/context";
import { newId } from "../core/ids";
import type { LockedApproval } from "./lock-approval";

export type Step = {
  to: "approved" | "released" | "completed" | "returned" | "rejected" | "withdrawn";
  reason?: string;
  /** The command refused when it ran: nobody's judgement, but the bank's rules. */
  refusedByRule?: true;
  /** What the command was booked under. */
  reference?: string | null;
};

/** Writes what became of a locked request: its status, the step in its history, and the act. */
export async function recordStep(ctx: TxCtx<StaffActor>, approval: LockedApproval, step: Step): Promise<void> {
  const { to, reason = null, refusedByRule = false, reference = null } = step;
  const { userId } = ctx.actor;
  const sql = sqlOf(ctx.db);
  await sql`
    update approvals set status = ${to}, version = version + 1,
      checker_id = case when ${to} in ('approved', 'released', 'rejected') then ${userId}::uuid
        when ${to} in ('completed', 'withdrawn') then checker_id end,
      ended_at = case when ${to} not in ('returned', 'released') then bank_now() end, reference = ${reference}
    where id = ${approval.id}`;
  await sql`
    insert into approval_steps (id, approval_id, step, by_user_id, for_user_id, refused_by_rule, reason)
    values (${newId()}, ${approval.id}, ${to}, ${userId}, ${ctx.actor.decidesFor?.userId ?? null}, ${refusedByRule}, ${reason})`;
  await record(ctx, {
    act: `approval.${to}`,
    subjectKind: "approval",
    subjectId: approval.id,
    customerId: approval.customerId,
    before: { status: approval.status },
    after: { status: to, kind: approval.kind, ...(reason ? { reason } : {}) },
  });
}

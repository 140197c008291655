import { sqlOf } from "@/db/client";
import { record } from "../audit/record";
import type { StaffActor, TxCtx } from "../core/context";
import type { LoanFacts } from "./lock-loans";
import type { LoanStatus } from "./rules";

/** Writes a change of status that was allowed, and the act that made it. */
export async function changeStatus(
  ctx: TxCtx<StaffActor>,
  loan: LoanFacts,
  change: { act: string; to: LoanStatus; reason?: string; decided?: true },
): Promise<void> {
  const { to, act, reason, decided } = change;
  await sqlOf(ctx.db)`
    update loans set status = ${to}, decision_reason = coalesce(${reason ?? null}, decision_reason),
      decided_by = case when ${decided ?? false} then ${ctx.actor.userId}::uuid else decided_by end,
      decided_at = case when ${decided ?? false} then bank_now() else decided_at end
    where id = ${loan.id}`;
  await recordChange(ctx, loan, act, { status: to, ...(reason ? { reason } : {}) });
}

/** Records what an act changed on a loan. */
export async function recordChange(ctx: TxCtx<StaffActor>, loan: LoanFacts, act: string, after: object): Promise<void> {
  await record(ctx, {
    act,
    subjectKind: "loan",
    subjectId: loan.id,
    customerId: loan.customerId,
    reference: loan.loanNo,
    amount: { minor: loan.amountMinor, currency: loan.currency },
    before: { status: loan.status },
    after,
  });
}

import { sqlOf } from "@/db/client";
import type { StaffActor, TxCtx } from "../core/context";
import { refusal } from "../core/errors";
import type { BranchId, Id } from "../core/ids";

export type TillStatus = "open" | "suspended" | "counting" | "closed";
export type OwnSession = {
  id: Id<"tillSession">;
  tillId: Id<"till">;
  till: string;
  branchId: BranchId;
  status: Exclude<TillStatus, "closed">;
};

/** Locks the teller's session that is not closed; refuses `till_not_open`. */
export async function lockOwnSession(ctx: TxCtx<StaffActor>): Promise<OwnSession> {
  const [session] = await sqlOf(ctx.db)<OwnSession[]>`
    select s.id, s.till_id as "tillId", p.name as till, p.branch_id as "branchId", s.status
    from till_sessions s join cash_points p on p.id = s.till_id
    where s.user_id = ${ctx.actor.userId} and s.status <> 'closed' for update of s`;
  if (!session) throw refusal("till_not_open");
  return session;
}

/** Moves a locked session on, step by step: the life cycle knows no short way. */
export async function moveSession(ctx: TxCtx<StaffActor>, id: string, ...steps: TillStatus[]): Promise<void> {
  for (const step of steps) {
    await sqlOf(ctx.db)`
      update till_sessions set status = ${step}, closed_at = case when ${step} = 'closed' then bank_now() end where id = ${id}`;
  }
}

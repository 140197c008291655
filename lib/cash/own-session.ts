import { type Sql, sqlOf } from "@/db/client";
import type { StaffActor, TxCtx } from "../core/context";
import { refusal } from "../core/errors";
import type { BranchId, Id, UserId } from "../core/ids";
import { authorize } from "../identity/authorize";

export type TillStatus = "open" | "suspended" | "counting" | "closed";
export type OpenSession = {
  id: Id<"tillSession">;
  tillId: Id<"till">;
  till: string;
  branchId: BranchId;
  userId: UserId;
  holder: string;
  status: Exclude<TillStatus, "closed">;
  /** While it is being counted: whether the count is in. */
  counted: boolean;
};

/**
 * Locks the teller's session that is not closed; refuses `till_not_open`, and `till_session_changed` a form that was drawn
 * for another session than the one that is open now.
 */
export async function lockOwnSession(ctx: TxCtx<StaffActor>, drawnFor?: string): Promise<OpenSession> {
  const sql = sqlOf(ctx.db);
  const [session] = await sql<OpenSession[]>`
    ${openSessions(sql)} where s.user_id = ${ctx.actor.userId} and s.status <> 'closed' for update of s`;
  if (!session) throw refusal("till_not_open");
  assertDrawnFor(session.id, drawnFor);
  return session;
}

/** A form of a till session acts in that session only: a till that was closed and opened meanwhile is another. */
export function assertDrawnFor(sessionId: string, drawnFor: string | undefined): void {
  if (drawnFor !== undefined && drawnFor !== sessionId) throw refusal("till_session_changed");
}

/**
 * Locks a colleague's session in a branch that the actor may count in. Refuses `till_session_closed`, `other_branch`,
 * `own_till`.
 */
export async function lockColleaguesSession(ctx: TxCtx<StaffActor>, id: string): Promise<OpenSession> {
  authorize(ctx.actor, "till.count_for");
  const session = await lockSession(ctx, id);
  authorize(ctx.actor, "till.count_for", { branchId: session.branchId });
  if (session.userId === ctx.actor.userId) throw refusal("own_till");
  return session;
}

/** Locks a session that is not closed, whoever has it; refuses `till_session_closed`. */
export async function lockSession(ctx: TxCtx, id: string): Promise<OpenSession> {
  const sql = sqlOf(ctx.db);
  const [session] = await sql<OpenSession[]>`
    ${openSessions(sql)} where s.id = ${id} and s.status <> 'closed' for update of s`;
  if (!session) throw refusal("till_session_closed");
  return session;
}

function openSessions(sql: Sql) {
  return sql`
    select s.id, s.till_id as "tillId", p.name as till, p.branch_id as "branchId", s.user_id as "userId",
      u.display_name as holder, s.status, s.counted
    from till_sessions s join cash_points p on p.id = s.till_id join users u on u.id = s.user_id`;
}

/** Moves a locked session on, step by step: the life cycle knows no short way. */
export async function moveSession(ctx: TxCtx<StaffActor>, id: string, ...steps: TillStatus[]): Promise<void> {
  for (const step of steps) {
    await sqlOf(ctx.db)`
      update till_sessions set status = ${step}, counted = counted and ${step} <> 'counting',
        closed_at = case when ${step} = 'closed' then bank_now() end where id = ${id}`;
  }
}

import { sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "../core/context";
import type { UserId } from "../core/ids";
import { authorize } from "./authorize";
import { limits, type SessionId, signedIn } from "./session";

/** Instants are text of the database. */
export type OwnSession = {
  id: SessionId;
  startedAt: string;
  lastSeenAt: string;
  ip: string | null;
  userAgent: string | null;
  current: boolean;
};

/** The actor's own running sessions, the present one first. */
export async function ownSessions(ctx: Ctx): Promise<OwnSession[]> {
  authorize(ctx.actor, "session.end");
  const { userId, sessionId } = signedIn(ctx.actor);
  return running(ctx, userId, sessionId);
}

/** A colleague's running sessions, for an administrator (control 19). */
export async function sessionsOf(ctx: Ctx<StaffActor>, userId: UserId): Promise<OwnSession[]> {
  authorize(ctx.actor, "staff.manage");
  return running(ctx, userId, ctx.actor.sessionId);
}

function running(ctx: Ctx, userId: UserId, present: string | null): Promise<OwnSession[]> {
  return sqlOf(ctx.db)<OwnSession[]>`
    select s.id, s.created_at::text as "startedAt", s.touched_at::text as "lastSeenAt", s.ip, s.user_agent as "userAgent",
      s.id is not distinct from ${present} as current
    from sessions s join users u on u.id = s.user_id
    where s.user_id = ${userId} and s.revoked_at is null and s.activated_at is not null and s.expires_at > bank_now()
      and s.created_at >= u.sessions_valid_after and s.touched_at > bank_now() - make_interval(secs => case u.kind
        when 'staff' then ${limits.staff.idleSeconds}::int else ${limits.customer.idleSeconds}::int end)
    order by current desc, s.touched_at desc limit 50`;
}

/** Whether a customer has a sign-in, and until when an unused code is valid, for the enrolment page. */
export async function enrolmentOf(
  ctx: Ctx,
  customerId: string,
): Promise<{ enrolled: boolean; codeValidUntil: string | null }> {
  authorize(ctx.actor, "customer.enrol");
  const [row] = await sqlOf(ctx.db)<{ enrolled: boolean; codeValidUntil: string | null }[]>`
    select exists (select from users where customer_id = ${customerId}) as enrolled,
      (select max(expires_at)::text from enrolment_codes
        where customer_id = ${customerId} and used_at is null and withdrawn_at is null and expires_at > bank_now()) as "codeValidUntil"`;
  return { enrolled: row?.enrolled ?? false, codeValidUntil: row?.codeValidUntil ?? null };
}

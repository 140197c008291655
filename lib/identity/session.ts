import type { Executor } from "@/db/client";
import { sqlOf } from "@/db/client";
import type { Actor } from "../core/context";
import { refusal } from "../core/errors";
import { type Id, newId, type UserId } from "../core/ids";
import { hashSecret, isToken, newToken } from "./token";

export type SessionId = Id<"session">;
export type Audience = "staff" | "customer";

/** Idle and absolute limits in seconds (control 17); the database's clock measures them. */
export const limits = {
  staff: { idleSeconds: 15 * 60, absoluteSeconds: 10 * 3600 },
  customer: { idleSeconds: 5 * 60, absoluteSeconds: 8 * 3600 },
} as const satisfies Record<Audience, { idleSeconds: number; absoluteSeconds: number }>;

/** For how long a second factor stands for acts that ask for a fresh one (control 21). */
export const FRESH_SECONDS = 5 * 60;

/** How long a session may wait for its second factor. */
export const HALFWAY_SECONDS = 15 * 60;

export type OpenedSession = { sessionId: SessionId; token: string };

/** Stores a new session that is not active yet; its token is a ticket that must be taken up within a minute. */
export async function openSession(
  tx: Executor,
  person: { userId: UserId; kind: Audience },
  device: { ip?: string | undefined; userAgent?: string | undefined; proven?: boolean },
): Promise<OpenedSession> {
  const token = newToken();
  const sessionId = newId<"session">();
  await sqlOf(tx)`
    insert into sessions (id, token_hash, user_id, factor_at, expires_at, ip, user_agent)
    values (${sessionId}, ${hashSecret(token)}, ${person.userId},
      case when ${device.proven ?? false}::text = 'true' then bank_now() end, bank_now() + make_interval(secs => ${limits[person.kind].absoluteSeconds}),
      ${device.ip ?? null}, ${device.userAgent?.slice(0, 200) ?? null})`;
  return { sessionId, token };
}

/** Makes a ticket of the last minute a running session and answers whose it is; a ticket works once. */
export async function activateSession(db: Executor, ticket: string): Promise<UserId | null> {
  if (!isToken(ticket)) return null;
  const [row] = await sqlOf(db)<{ userId: UserId }[]>`
    update sessions set activated_at = bank_now(), touched_at = bank_now()
    where token_hash = ${hashSecret(ticket)} and activated_at is null and revoked_at is null
      and created_at > bank_now() - interval '60 seconds'
    returning user_id as "userId"`;
  return row?.userId ?? null;
}

/**
 * A new session in place of the actor's present one, within the same absolute limit, with its second factor given: the
 * old token is dead (control 16). Refuses `unauthenticated` when the present one ended meanwhile.
 */
export async function proveSession(tx: Executor, actor: { sessionId: string | null }): Promise<OpenedSession> {
  const token = newToken();
  const sessionId = newId<"session">();
  const [opened] = await sqlOf(tx)`
    with old as (
      update sessions set revoked_at = bank_now() where id = ${actor.sessionId} and revoked_at is null
      returning user_id, expires_at, ip, user_agent)
    insert into sessions (id, token_hash, user_id, expires_at, ip, user_agent, factor_at)
    select ${sessionId}, ${hashSecret(token)}, user_id, expires_at, ip, user_agent, bank_now() from old returning 1`;
  if (!opened) throw refusal("unauthenticated");
  return { sessionId, token };
}

/** Ends the session behind a token, whoever it belongs to: a browser that signs in again leaves nothing behind. */
export async function revokeToken(tx: Executor, token: string | undefined): Promise<void> {
  if (!isToken(token)) return;
  await sqlOf(
    tx,
  )`update sessions set revoked_at = bank_now() where token_hash = ${hashSecret(token)} and revoked_at is null`;
}

/** The user and session of somebody signed in; jobs and programs have neither. */
export function signedIn(actor: Actor): { userId: UserId; sessionId: string | null } {
  if (actor.kind === "staff" || actor.kind === "customer") return actor;
  throw new Error(`A ${actor.kind} has no session`);
}

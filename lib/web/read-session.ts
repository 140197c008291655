import "server-only";
import { z } from "zod";
import type { Executor } from "@/db/client";
import { sqlOf } from "@/db/client";
import { roles } from "../core/context";
import type { BusinessDate } from "../core/dates";
import { type BranchId, type CustomerId, type Id, isId, type UserId } from "../core/ids";
import { FRESH_SECONDS, HALFWAY_SECONDS, limits, type SessionId } from "../identity/session";
import { hashSecret } from "../identity/token";

const id = <Name extends string>() => z.custom<Id<Name>>(isId);

const common = {
  sessionId: id<"session">().transform((value): SessionId => value),
  userId: id<"user">().transform((value): UserId => value),
  signInName: z.string(),
  name: z.string(),
  theme: z.enum(["light", "dark", "system"]),
  lastSignInAt: z.string().nullable(),
  day: z.iso.date().transform((value) => value as BusinessDate),
  bank: z.string(),
  timeZone: z.string(),
  demo: z.boolean(),
  stale: z.boolean(),
  unproven: z.enum(["halfway", "no_factor"]).nullable(),
  hasFactor: z.boolean(),
  /** The second factor was given so long ago that sensitive acts ask for it again. */
  provenLongAgo: z.boolean(),
};

/** A session as it must look to count at all: parsed, never trusted by its mere presence (control 57). */
const sessionRow = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("staff"),
    ...common,
    roles: z.array(z.enum(roles)),
    related: z.array(id<"customer">().transform((value): CustomerId => value)),
    branchId: id<"branch">().transform((value): BranchId => value),
    branchCode: z.string(),
    branchName: z.string(),
    till: z
      .object({
        sessionId: z.uuid(),
        tillId: z.uuid(),
        name: z.string(),
        status: z.enum(["open", "suspended", "counting"]),
      })
      .nullable(),
  }),
  z.object({
    kind: z.literal("customer"),
    ...common,
    customerId: id<"customer">().transform((value): CustomerId => value),
    customerNo: z.string(),
    coolingUntil: z.string().nullable(),
  }),
]);

export type Session = z.output<typeof sessionRow>;
export type StaffSession = Extract<Session, { kind: "staff" }>;
export type CustomerSession = Extract<Session, { kind: "customer" }>;

/**
 * The running session behind a token with all that a page's frame shows, in one statement by the database's clock:
 * not revoked, within its idle and absolute limits, not waiting long for its second factor, of a user who is not disabled and whose sessions still count.
 */
export async function readSession(db: Executor, token: string): Promise<Session | null> {
  const [row] = await sqlOf(db)`
    select s.id as "sessionId", u.id as "userId", u.kind, u.sign_in_name as "signInName", u.theme,
      coalesce(u.display_name, c.full_name) as name, u.last_sign_in_at::text as "lastSignInAt",
      array(select r.role from held_roles r where r.user_id = u.id order by r.role) as roles,
      array(select k.customer_id from staff_relations k where k.user_id = u.id and k.ended_at is null) as related,
      u.branch_id as "branchId", b.code as "branchCode", b.name as "branchName",
      u.customer_id as "customerId", c.customer_no as "customerNo",
      case when u.pays_from > bank_now() then to_char(u.pays_from at time zone bank.time_zone, 'FMDD Mon YYYY, HH24:MI') end as "coolingUntil",
      d.day::text as day, bank.name as bank, bank.time_zone as "timeZone", bank.demo,
      s.touched_at < bank_now() - interval '1 minute' as stale, factor.held as "hasFactor",
      coalesce(s.factor_at <= bank_now() - make_interval(secs => ${FRESH_SECONDS}), false) as "provenLongAgo",
      case when s.factor_at is not null then null when factor.held or u.kind = 'staff' then 'halfway' else 'no_factor' end as unproven,
      (select json_build_object('sessionId', t.id, 'tillId', p.id, 'name', p.name, 'status', t.status)
        from till_sessions t join cash_points p on p.id = t.till_id
        where t.user_id = u.id and t.status <> 'closed') as till
    from sessions s
      join users u on u.id = s.user_id
      left join branches b on b.id = u.branch_id
      left join customers c on c.id = u.customer_id
      join banking_days d on d.status = 'open'
      cross join bank_settings bank
      cross join lateral (select exists (select from second_factors f where f.user_id = u.id) as held) factor
    where s.token_hash = ${hashSecret(token)} and s.revoked_at is null and s.activated_at is not null
      and s.expires_at > bank_now() and u.disabled_at is null and s.created_at >= u.sessions_valid_after
      and s.touched_at > bank_now() - make_interval(secs => case u.kind
        when 'staff' then ${limits.staff.idleSeconds}::int else ${limits.customer.idleSeconds}::int end)
      and (s.factor_at is not null or (u.kind = 'customer' and not factor.held)
        or s.created_at > bank_now() - make_interval(secs => ${HALFWAY_SECONDS}))`;
  return row ? sessionRow.parse(row) : null;
}

/** Sets the idle clock back, at most once a minute: a write on every read would double the price of a page. */
export async function touchSession(db: Executor, session: Session): Promise<void> {
  if (!session.stale) return;
  await sqlOf(db)`
    update sessions set touched_at = bank_now()
    where id = ${session.sessionId} and touched_at < bank_now() - interval '1 minute'`;
}

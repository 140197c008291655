import type { Fragment } from "postgres";
import { sqlOf } from "@/db/client";
import type { Ctx, Role, StaffActor } from "../core/context";
import type { Currency } from "../core/currencies";
import { type Id, isId, type UserId } from "../core/ids";
import { type Cursor, decodeCursor, PAGE_SIZE, type Page, pageOf } from "../core/paging";
import { authorize } from "../identity/authorize";
import type { BoundKind } from "./kinds";
import type { StaffLimit } from "./limit-for";

/** A limit in force, or one whose day has not come, with what the person has used of today. */
export type LimitRow = StaffLimit & {
  id: Id<"staffLimit">;
  name: string | null;
  effectiveFrom: string;
  coming: boolean;
  usedMinor: bigint | null;
};

/** The limits of roles, in force or to come; an ended one is left out. */
export async function listLimits(ctx: Ctx<StaffActor>): Promise<LimitRow[]> {
  authorize(ctx.actor, "limit.read");
  const sql = sqlOf(ctx.db);
  return sql<LimitRow[]>`
    select * from (${shownLimits(ctx, sql`role is not null`)}) l
    order by role, currency, "effectiveFrom", id limit 500`;
}

/** The limits of persons by name, one page; an ended one is left out. */
export async function listPersonLimits(ctx: Ctx<StaffActor>, cursor: Cursor = {}): Promise<Page<LimitRow>> {
  authorize(ctx.actor, "limit.read");
  const sql = sqlOf(ctx.db);
  const key = decodeCursor(cursor.older ?? cursor.newer, 2);
  const at = key && isId(key[1]) ? sql`(${key[0] ?? ""}::text collate "und-x-icu", ${key[1] ?? ""}::uuid)` : null;
  const place = at ? cursor : {};
  const goingBack = place.newer !== undefined && place.older === undefined;
  const beyond = at
    ? goingBack
      ? sql`where (name collate "und-x-icu", id) < ${at}`
      : sql`where (name collate "und-x-icu", id) > ${at}`
    : sql``;
  const rows = await sql<LimitRow[]>`
    select * from (${shownLimits(ctx, sql`user_id is not null`)}) l ${beyond}
    order by ${goingBack ? sql`name collate "und-x-icu" desc, id desc` : sql`name collate "und-x-icu", id`}
    limit ${PAGE_SIZE + 1}`;
  return pageOf(rows, (row) => [row.name ?? "", row.id], place);
}

/** Of each holder and currency the limit in force and those to come, of the holders that `of` takes. */
function shownLimits(ctx: Ctx<StaffActor>, of: Fragment): Fragment {
  return sqlOf(ctx.db)`
    select l.id, l.role, l.user_id as "userId", u.display_name as name, l.currency, l.per_transaction_minor as "perTransactionMinor",
      l.per_day_minor as "perDayMinor", l.second_from_minor as "secondFromMinor", l.effective_from::text as "effectiveFrom",
      l.coming, x.used_minor as "usedMinor"
    from (select *, effective_from > ${ctx.businessDate} as coming, row_number() over (
        partition by role, user_id, currency, effective_from > ${ctx.businessDate} order by effective_from desc, id desc) as n
      from staff_limits where ${of}) l
      left join users u on u.id = l.user_id
      left join limit_uses x on x.user_id = l.user_id and x.currency = l.currency and x.day = ${ctx.businessDate}
    where l.coming or (l.n = 1 and num_nonnulls(l.per_transaction_minor, l.per_day_minor, l.second_from_minor) > 0)`;
}

export type PolicyRow = {
  id: Id<"approvalPolicy">;
  kind: BoundKind;
  role: Role | null;
  currency: Currency;
  fromMinor: bigint;
  checkerRole: Role | null;
  effectiveFrom: string;
  coming: boolean;
};

/** Which acts need whose agreement from which amount on, in force or to come, at most 500; an ended one is left out. */
export async function listPolicies(ctx: Ctx<StaffActor>): Promise<PolicyRow[]> {
  authorize(ctx.actor, "limit.read");
  return sqlOf(ctx.db)<PolicyRow[]>`
    select p.id, p.kind, p.role, p.currency, p.from_minor as "fromMinor", p.checker_role as "checkerRole",
      p.effective_from::text as "effectiveFrom", p.coming
    from (select *, effective_from > ${ctx.businessDate} as coming, row_number() over (
        partition by kind, role, currency, from_minor, effective_from > ${ctx.businessDate}
        order by effective_from desc, id desc) as n
      from approval_policies) p
    where p.coming or (p.n = 1 and p.checker_role is not null)
    order by p.kind, p.currency, p.role nulls first, p.from_minor, p.effective_from limit 500`;
}

/** A person's or role's limit in one currency as it stands today; null: none of their own. */
export async function limitOf(
  ctx: Ctx<StaffActor>,
  { role, userId, currency }: { role: Role | null; userId: UserId | null; currency: Currency },
): Promise<LimitRow | null> {
  authorize(ctx.actor, "limit.read");
  const sql = sqlOf(ctx.db);
  const holder = userId ? sql`user_id = ${userId}` : sql`role = ${role}`;
  const [row] = await sql<LimitRow[]>`
    select * from (${shownLimits(ctx, sql`${holder} and currency = ${currency}`)}) l where not coming`;
  return row ?? null;
}

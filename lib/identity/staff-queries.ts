import { sqlOf } from "@/db/client";
import type { Ctx, Role, StaffActor } from "../core/context";
import { addDays, type BusinessDate } from "../core/dates";
import { refusal } from "../core/errors";
import { type BranchId, type Id, isId, type UserId } from "../core/ids";
import { type Cursor, decodeCursor, PAGE_SIZE, type Page, pageOf } from "../core/paging";
import { authorize } from "./authorize";
import type { relations } from "./schema";
import { NO_PASSWORD, type RoleEnds, roleEnds } from "./staff-rights";

/** A colleague as the staff pages show them; instants are the bank's local time. */
export type StaffRow = {
  id: UserId;
  name: string;
  signInName: string;
  branchId: BranchId;
  branch: string;
  roles: Role[];
  /** The last days of those that end by themselves. */
  until: RoleEnds;
  state: "enabled" | "disabled" | "invited";
  email: string | null;
  hasFactor: boolean;
  authenticator: boolean;
  passkeys: number;
  lastSignIn: string | null;
  since: string;
  /** An enrolment code that still works. */
  codeValidUntil: string | null;
};

/** How long before its last day a role counts as ending soon. */
export const ENDS_SOON_DAYS = 30;

/** The first last day of a colleague's roles within the days that count as soon, or null. */
export function endsSoonOn({ until }: Pick<StaffRow, "until">, today: BusinessDate): BusinessDate | null {
  const [first] = Object.values(until).sort();
  return first && first <= addDays(today, ENDS_SOON_DAYS) ? first : null;
}

export type StaffFilters = Cursor & { q?: string; role?: string; branch?: string; state?: string; ending?: string };

/** A page of the bank's colleagues, by name. */
export async function listStaff(
  ctx: Ctx<StaffActor>,
  { q, role, branch, state, ending, ...at }: StaffFilters = {},
  size = PAGE_SIZE,
): Promise<Page<StaffRow>> {
  authorize(ctx.actor, "staff.read");
  const sql = sqlOf(ctx.db);
  const like = q ? `%${q.toLowerCase().replace(/[\\%_]/g, "\\$&")}%` : null;
  const place = decodeCursor(at.older ?? at.newer, 2);
  const back = place !== null && at.older === undefined;
  const [name = "", id = ""] = place ?? [];
  const beyond = back ? sql`<` : sql`>`;
  const direction = back ? sql`desc` : sql`asc`;
  const lastOf = (what: string) => (what === "soon" ? addDays(ctx.businessDate, ENDS_SOON_DAYS) : sql`'infinity'`);
  const rows = await sql<StaffRow[]>`
    select * from (${selected(ctx)}) staff
    where ${like ? sql`(lower(name) like ${like} or "signInName" like ${like})` : sql`true`}
      ${role ? sql`and ${role} = any(roles)` : sql``} ${branch && isId(branch) ? sql`and "branchId" = ${branch}` : sql``}
      ${state ? sql`and state = ${state}` : sql``}
      ${ending ? sql`and exists (select from held_roles r where r.user_id = staff.id and r.until_day <= ${lastOf(ending)})` : sql``}
      ${isId(id) ? sql`and (name collate "und-x-icu", id) ${beyond} (${name}::text collate "und-x-icu", ${id}::uuid)` : sql``}
    order by name collate "und-x-icu" ${direction}, id ${direction} limit ${size + 1}`;
  return pageOf(rows, (row) => [row.name, row.id], place ? at : {}, size);
}

/** Every colleague, by name: as many at once as a page holds. */
export async function* everyColleague(ctx: Ctx<StaffActor>, atOnce = 500): AsyncGenerator<StaffRow> {
  for (let older: string | null | undefined; older !== null; ) {
    const page: Page<StaffRow> = await listStaff(ctx, older ? { older } : {}, atOnce);
    yield* page.rows;
    older = page.older;
  }
}

/** One colleague. Refuses `user_not_found`. */
export async function readStaff(ctx: Ctx<StaffActor>, id: string): Promise<StaffRow> {
  authorize(ctx.actor, "staff.read");
  const [row] = isId(id)
    ? await sqlOf(ctx.db)<StaffRow[]>`select * from (${selected(ctx)}) staff where id = ${id}`
    : [];
  if (!row) throw refusal("user_not_found");
  return row;
}

/** Who holds a role that ends by itself, the first to end first; at most 100. */
export async function endingHolders(
  ctx: Ctx<StaffActor>,
  role: Role,
): Promise<{ id: UserId; name: string; until: BusinessDate }[]> {
  authorize(ctx.actor, "staff.read");
  return sqlOf(ctx.db)<{ id: UserId; name: string; until: BusinessDate }[]>`
    select u.id, u.display_name as name, r.until_day::text as until
    from held_roles r join users u on u.id = r.user_id
    where r.role = ${role} and r.until_day is not null and u.disabled_at is null
    order by r.until_day, u.display_name collate "und-x-icu", u.id limit 100`;
}

/** A customer whom a colleague may not serve, by number only: their name is not an administrator's to see. */
export type RelationRow = {
  id: Id<"staffRelation">;
  customerNo: string;
  relation: keyof typeof relations;
  since: string;
};

/** The relations that stand noted for a colleague, at most 100. */
export async function relationsOf(ctx: Ctx<StaffActor>, userId: UserId): Promise<RelationRow[]> {
  authorize(ctx.actor, "staff.read");
  return sqlOf(ctx.db)<RelationRow[]>`
    select r.id, c.customer_no as "customerNo", r.relation,
      to_char(r.created_at at time zone s.time_zone, 'YYYY-MM-DD') as since
    from staff_relations r join customers c on c.id = r.customer_id cross join bank_settings s
    where r.user_id = ${userId} and r.ended_at is null order by r.id limit 100`;
}

function selected(ctx: Ctx) {
  const sql = sqlOf(ctx.db);
  return sql`
    select u.id, u.display_name as name, u.sign_in_name as "signInName", b.id as "branchId", b.name as branch,
      array(select r.role from held_roles r where r.user_id = u.id order by r.role) as roles,
      ${roleEnds(ctx.db)} as until,
      case when u.disabled_at is not null then 'disabled' when u.password_hash = ${NO_PASSWORD} then 'invited' else 'enabled' end as state,
      u.email, exists (select from second_factors f where f.user_id = u.id) as "hasFactor",
      exists (select from totp_factors t where t.user_id = u.id and t.removed_at is null) as authenticator,
      (select count(*)::int from passkeys k where k.user_id = u.id and k.removed_at is null) as passkeys,
      to_char(u.last_sign_in_at at time zone bank.time_zone, 'YYYY-MM-DD HH24:MI') as "lastSignIn",
      to_char(u.created_at at time zone bank.time_zone, 'YYYY-MM-DD') as since,
      (select max(e.expires_at)::text from staff_enrolment_codes e
        where e.user_id = u.id and e.used_at is null and e.withdrawn_at is null and e.expires_at > bank_now()) as "codeValidUntil"
    from users u join branches b on b.id = u.branch_id cross join bank_settings bank where u.kind = 'staff'`;
}

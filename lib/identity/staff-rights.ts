import type { Executor, Transaction } from "@/db/client";
import { sqlOf } from "@/db/client";
import type { Role, StaffActor } from "../core/context";
import { type BusinessDate, formatDate } from "../core/dates";
import { refusal } from "../core/errors";
import type { BranchId, UserId } from "../core/ids";
import { conflictAmong } from "./conflicting-roles";

/** The last banking day of roles that end by themselves. */
export type RoleEnds = { readonly [held in Role]?: BusinessDate | undefined };

export type Colleague = {
  id: UserId;
  name: string;
  branchId: BranchId;
  roles: Role[];
  until: RoleEnds;
  disabled: boolean;
  /** Has set a password of their own. */
  enrolled: boolean;
};

/** What stands for a password until somebody has set one: no password matches it. */
export const NO_PASSWORD = "none";

/** One colleague with the roles held now, locked until the end of the transaction. Refuses `user_not_found`. */
export async function lockColleague(tx: Transaction, userId: string): Promise<Colleague> {
  const [row] = await sqlOf(tx)<Colleague[]>`
    select u.id, u.display_name as name, u.branch_id as "branchId", u.disabled_at is not null as disabled,
      u.password_hash <> ${NO_PASSWORD} as enrolled, array(select r.role from held_roles r where r.user_id = u.id order by r.role) as roles,
      ${roleEnds(tx)} as until
    from users u where u.id = ${userId} and u.kind = 'staff' for update`;
  if (!row) throw refusal("user_not_found");
  return row;
}

/** The last days of the roles that `u` holds now, as part of a statement. */
export const roleEnds = (db: Executor) => sqlOf(db)`
  (select coalesce(jsonb_object_agg(r.role, r.until_day) filter (where r.until_day is not null), '{}') from held_roles r
    where r.user_id = u.id)`;

/** What is written of the last days asked for: only those of roles that are given. Refuses `day_passed` at its field. */
export function endsOf(held: readonly Role[], until: RoleEnds = {}, today: BusinessDate): RoleEnds {
  const ends = held.flatMap((role) => (until[role] ? [[role, until[role]] as const] : []));
  const passed = ends.find(([, day]) => day < today);
  if (passed) throw refusal("day_passed", undefined, `until.${passed[0]}`);
  return Object.fromEntries(ends);
}

/** The last days beside their roles, as the database takes them. */
export const daysOf = (held: readonly Role[], until: RoleEnds) => held.map((role) => until[role] ?? null);

/** Refuses no role at all and roles that one person cannot hold together. */
export function assertRoles(held: readonly Role[]): void {
  if (held.length === 0) throw refusal("roles_needed");
  const conflict = conflictAmong(held);
  if (conflict) throw refusal("roles_conflict", { one: spokenRole(conflict[0]), other: spokenRole(conflict[1]) });
}

/** Nobody touches their own rights, not as the maker and not as the second person. */
export function assertNotOwnRights(actor: StaffActor, checkerId: UserId | undefined, subject: UserId): void {
  if (actor.userId === subject || checkerId === subject) throw refusal("own_rights");
}

/** Refuses to leave the bank without an administrator who can sign in and whose role does not end; two removals at once are put in line. */
export async function assertAdministratorLeft(tx: Transaction, without: UserId): Promise<void> {
  const left = await sqlOf(tx)`
    select u.id from users u join held_roles r on r.user_id = u.id and r.role = 'administrator' and r.until_day is null
    where u.id <> ${without} and u.disabled_at is null and u.password_hash <> ${NO_PASSWORD} order by u.id for update of u`;
  if (left.length === 0) throw refusal("last_administrator");
}

/** A role as people say it. */
export const spokenRole = (role: Role) => role.replaceAll("_", " ");

/** Roles as people say them, with their last days: `loan officer, teller until 31 Mar 2027`. */
export const spokenRoles = (held: readonly Role[], until: RoleEnds = {}) =>
  [...held]
    .sort()
    .map((role) => spokenHeld(role, until))
    .join(", ");

/** One of them. */
export const spokenHeld = (role: Role, until: RoleEnds) =>
  until[role] ? `${spokenRole(role)} until ${formatDate(until[role])}` : spokenRole(role);

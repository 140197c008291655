import type { Transaction } from "@/db/client";
import { sqlOf } from "@/db/client";
import type { Role, StaffActor } from "../core/context";
import { refusal } from "../core/errors";
import type { BranchId, UserId } from "../core/ids";
import { conflictAmong } from "./conflicting-roles";

export type Colleague = {
  id: UserId;
  name: string;
  branchId: BranchId;
  roles: Role[];
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
      u.password_hash <> ${NO_PASSWORD} as enrolled, array(select r.role from user_roles r where r.user_id = u.id order by r.role) as roles
    from users u where u.id = ${userId} and u.kind = 'staff' for update`;
  if (!row) throw refusal("user_not_found");
  return row;
}

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

/** Refuses to leave the bank without an administrator who can sign in; two removals at once are put in line. */
export async function assertAdministratorLeft(tx: Transaction, without: UserId): Promise<void> {
  const left = await sqlOf(tx)`
    select u.id from users u join user_roles r on r.user_id = u.id and r.role = 'administrator'
    where u.id <> ${without} and u.disabled_at is null and u.password_hash <> ${NO_PASSWORD} order by u.id for update of u`;
  if (left.length === 0) throw refusal("last_administrator");
}

/** A role as people say it. */
export const spokenRole = (role: Role) => role.replaceAll("_", " ");

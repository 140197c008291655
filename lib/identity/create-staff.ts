import { sqlOf } from "@/db/client";
import { record } from "../audit/record";
import { transact } from "../command/transact";
import type { Ctx, Role } from "../core/context";
import { refusal } from "../core/errors";
import { type BranchId, newId, type UserId } from "../core/ids";
import { authorize } from "./authorize";
import { conflictAmong } from "./conflicting-roles";
import { hashPassword } from "./password";
import { assertPassword, assertSignInName, normalizeSignInName } from "./rules";
import { daysOf, endsOf, type RoleEnds, spokenRole, spokenRoles } from "./staff-rights";

export type NewStaff = {
  signInName: string;
  displayName: string;
  branchId: BranchId;
  roles: readonly Role[];
  until?: RoleEnds;
  password: string;
  email?: string;
};

/** Makes a member of staff with a sign-in and roles. Refuses `roles_conflict` for roles one person cannot hold together. */
export async function createStaff(ctx: Ctx, input: NewStaff): Promise<{ userId: UserId }> {
  const name = normalizeSignInName(input.signInName);
  const passwordHash = await hashPassword(input.password);

  return transact(ctx, "staff.create", async (inside) => {
    authorize(inside.actor, "staff.create");
    assertSignInName(name);
    assertPassword(input.password, [name, input.displayName]);
    const conflict = conflictAmong(input.roles);
    if (conflict) throw refusal("roles_conflict", { one: spokenRole(conflict[0]), other: spokenRole(conflict[1]) });

    const until = endsOf(input.roles, input.until, inside.businessDate);
    const sql = sqlOf(inside.db);
    const userId = newId<"user">();
    const [made] = await sql`
      insert into users (id, kind, sign_in_name, display_name, branch_id, password_hash, email)
      values (${userId}, 'staff', ${name}, ${input.displayName}, ${input.branchId}, ${passwordHash}, ${input.email ?? null})
      on conflict do nothing returning 1`;
    if (!made) throw refusal("sign_in_name_taken");
    await sql`
      insert into user_roles (user_id, role, until_day)
      select ${userId}, role, until_day
      from unnest(${[...input.roles]}::text[], ${daysOf(input.roles, until)}::date[]) as r (role, until_day)`;
    await record(inside, {
      act: "staff.created",
      subjectKind: "user",
      subjectId: userId,
      after: { name: input.displayName, roles: spokenRoles(input.roles, until) },
    });
    return { userId };
  });
}

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

export type NewStaff = {
  signInName: string;
  displayName: string;
  branchId: BranchId;
  roles: readonly Role[];
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
    if (conflict) throw refusal("roles_conflict", { one: spoken(conflict[0]), other: spoken(conflict[1]) });

    const sql = sqlOf(inside.db);
    const userId = newId<"user">();
    const [made] = await sql`
      insert into users (id, kind, sign_in_name, display_name, branch_id, password_hash, email)
      values (${userId}, 'staff', ${name}, ${input.displayName}, ${input.branchId}, ${passwordHash}, ${input.email ?? null})
      on conflict do nothing returning 1`;
    if (!made) throw refusal("sign_in_name_taken");
    await sql`insert into user_roles (user_id, role) select ${userId}, unnest(${[...input.roles]}::text[])`;
    await record(inside, {
      act: "staff.created",
      subjectKind: "user",
      subjectId: userId,
      after: { name: input.displayName, roles: input.roles },
    });
    return { userId };
  });
}

const spoken = (role: Role) => role.replaceAll("_", " ");

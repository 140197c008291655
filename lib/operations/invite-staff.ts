import { sqlOf } from "@/db/client";
import { demandApproval } from "../approvals/demand-approval";
import { record } from "../audit/record";
import { transact } from "../command/transact";
import type { Ctx, StaffActor } from "../core/context";
import { refusal } from "../core/errors";
import { newId } from "../core/ids";
import { assertFresh, authorize } from "../identity/authorize";
import { assertSignInName, normalizeSignInName } from "../identity/rules";
import type { InviteStaffInput } from "../identity/schema";
import { assertRoles, daysOf, endsOf, NO_PASSWORD, spokenRoles } from "../identity/staff-rights";

/**
 * Adds a colleague with roles, some with a last banking day, and no password once a second person has agreed; a one-time
 * code then lets them set one. Refuses `roles_conflict`, `day_passed`, `sign_in_name_taken` and `branch_not_found`.
 */
export async function inviteStaff(ctx: Ctx<StaffActor>, input: InviteStaffInput) {
  const name = normalizeSignInName(input.signInName);
  return transact(ctx, "staff.invite", async (inside) => {
    authorize(inside.actor, "staff.manage");
    if (!inside.approval) assertFresh(inside.actor);
    assertSignInName(name);
    const roles = [...new Set(input.roles)].sort();
    assertRoles(roles);
    const until = endsOf(roles, input.until, inside.businessDate);
    const sql = sqlOf(inside.db);
    const [branch] = await sql<{ name: string }[]>`select name from branches where id = ${input.branchId}`;
    if (!branch) throw refusal("branch_not_found");
    const [taken] = await sql`select 1 from users where sign_in_name = ${name}`;
    if (taken) throw refusal("sign_in_name_taken");

    const after = {
      name: input.displayName,
      user_name: name,
      ...(input.email ? { email: input.email } : {}),
      branch: branch.name,
      roles: spokenRoles(roles, until),
    };
    const pending = await demandApproval(inside, {
      kind: "staff.invite",
      payload: input,
      subjectKind: "branch",
      subjectId: input.branchId,
      branchId: input.branchId,
      reason: input.reason,
      before: {},
      after,
      always: true,
    });
    if (pending) return pending;

    const userId = newId<"user">();
    const [made] = await sql`
      insert into users (id, kind, sign_in_name, display_name, branch_id, password_hash, email)
      values (${userId}, 'staff', ${name}, ${input.displayName}, ${input.branchId}, ${NO_PASSWORD}, ${input.email ?? null})
      on conflict do nothing returning 1`;
    if (!made) throw refusal("sign_in_name_taken");
    await sql`
      insert into user_roles (user_id, role, until_day)
      select ${userId}, role, until_day from unnest(${roles}::text[], ${daysOf(roles, until)}::date[]) as r (role, until_day)`;
    await record(inside, {
      act: "staff.invited",
      subjectKind: "user",
      subjectId: userId,
      after: { ...after, reason: input.reason },
    });
    return { userId };
  });
}

import { sqlOf } from "@/db/client";
import { transact } from "../command/transact";
import type { Ctx, Role, StaffActor } from "../core/context";
import { refusal } from "../core/errors";
import { endSessions } from "../identity/end-sessions";
import type { ChangeRolesInput } from "../identity/schema";
import { assertAdministratorLeft, assertRoles, spokenRole } from "../identity/staff-rights";
import { notify } from "../notifications/notify";
import { askToChange, colleagueToChange, recordChange } from "./colleague-change";

/**
 * Gives a colleague exactly these roles once a second person has agreed; their sessions end, and they sign in anew with the new ones.
 * Refuses `own_rights`, `roles_conflict`, `roles_unchanged`, `staff_disabled` and taking the last administrator away.
 */
export async function changeRoles(ctx: Ctx<StaffActor>, input: ChangeRolesInput) {
  return transact(
    ctx,
    "staff.change_roles",
    async (inside) => {
      const colleague = await colleagueToChange(inside, input.userId);
      const wanted = [...new Set(input.roles)].sort();
      assertRoles(wanted);
      if (spoken(wanted) === spoken(colleague.roles)) throw refusal("roles_unchanged");
      if (colleague.roles.includes("administrator") && !wanted.includes("administrator"))
        await assertAdministratorLeft(inside.db, colleague.id);

      const change = { before: { roles: spoken(colleague.roles) }, after: { roles: spoken(wanted) } };
      const pending = await askToChange(inside, "staff.change_roles", colleague, input, change);
      if (pending) return pending;

      const sql = sqlOf(inside.db);
      // Taken away first, so that two roles that exclude each other may be exchanged.
      await sql`delete from user_roles where user_id = ${colleague.id} and not (role = any(${wanted}))`;
      await sql`
      insert into user_roles (user_id, role) select ${colleague.id}, unnest(${wanted}::text[]) on conflict do nothing`;
      // What was opened under other rights ends with them (control 46).
      await endSessions(inside, colleague.id);
      await recordChange(inside, "staff.roles_changed", colleague.id, change, input.reason);
      await notify(inside, { to: { userId: colleague.id }, kind: "roles_changed", params: change.after });
      return { userId: colleague.id };
    },
    { subjectKind: "user", subjectId: input.userId },
  );
}

const spoken = (held: readonly Role[]) => [...held].sort().map(spokenRole).join(", ");

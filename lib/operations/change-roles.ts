import { sqlOf } from "@/db/client";
import { transact } from "../command/transact";
import type { Ctx, Role, StaffActor } from "../core/context";
import { refusal } from "../core/errors";
import { endSessions } from "../identity/end-sessions";
import type { ChangeRolesInput } from "../identity/schema";
import {
  assertAdministratorLeft,
  assertRoles,
  daysOf,
  endsOf,
  type RoleEnds,
  spokenRoles,
} from "../identity/staff-rights";
import { notify } from "../notifications/notify";
import { askToChange, colleagueToChange, recordChange } from "./colleague-change";

/**
 * Gives a colleague exactly these roles, some with a last banking day, once a second person has agreed; their sessions end,
 * and they sign in anew with the new ones. Refuses `own_rights`, `roles_conflict`, `roles_unchanged`, `staff_disabled`,
 * `day_passed` and taking the last administrator away, now or on a last day.
 */
export async function changeRoles(ctx: Ctx<StaffActor>, input: ChangeRolesInput) {
  return transact(
    ctx,
    "staff.change_roles",
    async (inside) => {
      const colleague = await colleagueToChange(inside, input.userId);
      const wanted = [...new Set(input.roles)].sort();
      assertRoles(wanted);
      const until = endsOf(wanted, input.until, inside.businessDate);
      const [before, after] = [spokenRoles(colleague.roles, colleague.until), spokenRoles(wanted, until)];
      if (after === before) throw refusal("roles_unchanged");
      if (staysAdministrator(colleague.roles, colleague.until) && !staysAdministrator(wanted, until))
        await assertAdministratorLeft(inside.db, colleague.id);

      const change = { before: { roles: before }, after: { roles: after } };
      const pending = await askToChange(inside, "staff.change_roles", colleague, input, change);
      if (pending) return pending;

      const sql = sqlOf(inside.db);
      // Taken away first, so that two roles that exclude each other may be exchanged.
      await sql`delete from user_roles where user_id = ${colleague.id} and not (role = any(${wanted}))`;
      await sql`
      insert into user_roles (user_id, role, until_day)
      select ${colleague.id}, role, until_day from unnest(${wanted}::text[], ${daysOf(wanted, until)}::date[]) as r (role, until_day)
      on conflict (user_id, role) do update set until_day = excluded.until_day`;
      // What was opened under other rights ends with them (control 46).
      await endSessions(inside, colleague.id);
      await recordChange(inside, "staff.roles_changed", colleague.id, change, input.reason);
      await notify(inside, { to: { userId: colleague.id }, kind: "roles_changed", params: change.after });
      return { userId: colleague.id };
    },
    { subjectKind: "user", subjectId: input.userId },
  );
}

const staysAdministrator = (held: readonly Role[], until: RoleEnds) =>
  held.includes("administrator") && !until.administrator;

import { sqlOf } from "@/db/client";
import { transact } from "../command/transact";
import type { Ctx, StaffActor } from "../core/context";
import { endSessions } from "../identity/end-sessions";
import { forgetDevices } from "../identity/known-device";
import type { StaffStateInput } from "../identity/schema";
import { assertAdministratorLeft } from "../identity/staff-rights";
import { askToChange, colleagueToChange, recordChange } from "./colleague-change";

/**
 * Shuts a colleague out once a second person has agreed: their next request finds no session, and unused enrolment codes
 * are withdrawn. Refuses `own_rights`, `staff_disabled` and shutting out the last administrator.
 */
export async function disableStaff(ctx: Ctx<StaffActor>, input: StaffStateInput) {
  return transact(
    ctx,
    "staff.disable",
    async (inside) => {
      const colleague = await colleagueToChange(inside, input.userId);
      if (colleague.roles.includes("administrator")) await assertAdministratorLeft(inside.db, colleague.id);

      const change = { before: { sign_in: "enabled" }, after: { sign_in: "disabled" } };
      const pending = await askToChange(inside, "staff.disable", colleague, input, change);
      if (pending) return pending;

      const sql = sqlOf(inside.db);
      await sql`update users set disabled_at = bank_now(), sessions_valid_after = bank_now() where id = ${colleague.id}`;
      await endSessions(inside, colleague.id);
      await forgetDevices(inside.db, colleague.id);
      await sql`
      update staff_enrolment_codes set withdrawn_at = bank_now()
      where user_id = ${colleague.id} and used_at is null and withdrawn_at is null`;
      await recordChange(inside, "staff.disabled", colleague.id, change, input.reason);
      return { userId: colleague.id };
    },
    { subjectKind: "user", subjectId: input.userId },
  );
}

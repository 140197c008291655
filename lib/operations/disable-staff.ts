import { sqlOf } from "@/db/client";
import { demandApproval } from "../approvals/demand-approval";
import { record } from "../audit/record";
import { transact } from "../command/transact";
import type { Ctx, StaffActor } from "../core/context";
import { refusal } from "../core/errors";
import { assertFresh, authorize } from "../identity/authorize";
import { forgetDevices } from "../identity/known-device";
import type { StaffStateInput } from "../identity/schema";
import { assertAdministratorLeft, assertNotOwnRights, lockColleague } from "../identity/staff-rights";

/**
 * Shuts a colleague out once a second person has agreed: their next request finds no session, and unused enrolment codes
 * are withdrawn. Refuses `own_rights`, `staff_disabled` and shutting out the last administrator.
 */
export async function disableStaff(ctx: Ctx<StaffActor>, input: StaffStateInput) {
  return transact(
    ctx,
    "staff.disable",
    async (inside) => {
      authorize(inside.actor, "staff.manage");
      if (!inside.approval) assertFresh(inside.actor);
      const colleague = await lockColleague(inside.db, input.userId);
      assertNotOwnRights(inside.actor, inside.approval?.checkerId, colleague.id);
      if (colleague.disabled) throw refusal("staff_disabled");
      if (colleague.roles.includes("administrator")) await assertAdministratorLeft(inside.db, colleague.id);

      const change = { before: { sign_in: "enabled" }, after: { sign_in: "disabled" } };
      const pending = await demandApproval(inside, {
        kind: "staff.disable",
        payload: input,
        subjectKind: "user",
        subjectId: colleague.id,
        branchId: colleague.branchId,
        reason: input.reason,
        ...change,
        always: true,
      });
      if (pending) return pending;

      const sql = sqlOf(inside.db);
      await sql`update users set disabled_at = bank_now(), sessions_valid_after = bank_now() where id = ${colleague.id}`;
      await sql`update sessions set revoked_at = bank_now() where user_id = ${colleague.id} and revoked_at is null`;
      await forgetDevices(inside.db, colleague.id);
      await sql`
      update staff_enrolment_codes set withdrawn_at = bank_now()
      where user_id = ${colleague.id} and used_at is null and withdrawn_at is null`;
      await record(inside, {
        act: "staff.disabled",
        subjectKind: "user",
        subjectId: colleague.id,
        before: change.before,
        after: { ...change.after, reason: input.reason },
      });
      return { userId: colleague.id };
    },
    { subjectKind: "user", subjectId: input.userId },
  );
}

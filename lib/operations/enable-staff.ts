import { sqlOf } from "@/db/client";
import { demandApproval } from "../approvals/demand-approval";
import { record } from "../audit/record";
import { transact } from "../command/transact";
import type { Ctx, StaffActor } from "../core/context";
import { refusal } from "../core/errors";
import { assertFresh, authorize } from "../identity/authorize";
import type { StaffStateInput } from "../identity/schema";
import { assertNotOwnRights, lockColleague } from "../identity/staff-rights";
import { notify } from "../notifications/notify";

/** Lets a disabled colleague sign in again once a second person has agreed. Refuses `own_rights` and `staff_not_disabled`. */
export async function enableStaff(ctx: Ctx<StaffActor>, input: StaffStateInput) {
  return transact(
    ctx,
    "staff.enable",
    async (inside) => {
      authorize(inside.actor, "staff.manage");
      if (!inside.approval) assertFresh(inside.actor);
      const colleague = await lockColleague(inside.db, input.userId);
      assertNotOwnRights(inside.actor, inside.approval?.checkerId, colleague.id);
      if (!colleague.disabled) throw refusal("staff_not_disabled");

      const change = { before: { sign_in: "disabled" }, after: { sign_in: "enabled" } };
      const pending = await demandApproval(inside, {
        kind: "staff.enable",
        payload: input,
        subjectKind: "user",
        subjectId: colleague.id,
        branchId: colleague.branchId,
        reason: input.reason,
        ...change,
        always: true,
      });
      if (pending) return pending;

      await sqlOf(inside.db)`update users set disabled_at = null where id = ${colleague.id}`;
      await record(inside, {
        act: "staff.enabled",
        subjectKind: "user",
        subjectId: colleague.id,
        before: change.before,
        after: { ...change.after, reason: input.reason },
      });
      await notify(inside, { to: { userId: colleague.id }, kind: "sign_in_enabled" });
      return { userId: colleague.id };
    },
    { subjectKind: "user", subjectId: input.userId },
  );
}

import { sqlOf } from "@/db/client";
import { demandApproval } from "../approvals/demand-approval";
import { record } from "../audit/record";
import { transact } from "../command/transact";
import type { Ctx, StaffActor } from "../core/context";
import { refusal } from "../core/errors";
import { assertFresh, authorize } from "../identity/authorize";
import { removeFactors } from "../identity/factors";
import { forgetDevices } from "../identity/known-device";
import type { StaffStateInput } from "../identity/schema";
import { assertNotOwnRights, lockColleague } from "../identity/staff-rights";
import { notify } from "../notifications/notify";

/**
 * Takes a colleague's second factors away once a second person has agreed, for who has lost them: all their sessions end,
 * and after the next password they set up a new one. Refuses `own_rights`, `staff_disabled` and `no_factor`.
 */
export async function resetFactor(ctx: Ctx<StaffActor>, input: StaffStateInput) {
  return transact(
    ctx,
    "staff.reset_factor",
    async (inside) => {
      authorize(inside.actor, "staff.manage");
      if (!inside.approval) assertFresh(inside.actor);
      const colleague = await lockColleague(inside.db, input.userId);
      assertNotOwnRights(inside.actor, inside.approval?.checkerId, colleague.id);
      if (colleague.disabled) throw refusal("staff_disabled");
      const sql = sqlOf(inside.db);
      const [held] = await sql`
        select 1 from second_factors where user_id = ${colleague.id} limit 1`;
      if (!held) throw refusal("no_factor");

      const change = { before: { second_factor: "set up" }, after: { second_factor: "none" } };
      const pending = await demandApproval(inside, {
        kind: "staff.reset_factor",
        payload: input,
        subjectKind: "user",
        subjectId: colleague.id,
        branchId: colleague.branchId,
        reason: input.reason,
        ...change,
        always: true,
      });
      if (pending) return pending;

      await removeFactors(inside.db, colleague.id);
      await forgetDevices(inside.db, colleague.id);
      await sql`update sessions set revoked_at = bank_now() where user_id = ${colleague.id} and revoked_at is null`;
      await record(inside, {
        act: "staff.factor_reset",
        subjectKind: "user",
        subjectId: colleague.id,
        before: change.before,
        after: { ...change.after, reason: input.reason },
      });
      await notify(inside, { to: { userId: colleague.id }, kind: "factor_changed" });
      return { userId: colleague.id };
    },
    { subjectKind: "user", subjectId: input.userId },
  );
}

import { sqlOf } from "@/db/client";
import { transact } from "../command/transact";
import type { Ctx, StaffActor } from "../core/context";
import type { StaffStateInput } from "../identity/schema";
import { notify } from "../notifications/notify";
import { askToChange, colleagueToChange, recordChange } from "./colleague-change";

/** Lets a disabled colleague sign in again once a second person has agreed. Refuses `own_rights` and `staff_not_disabled`. */
export async function enableStaff(ctx: Ctx<StaffActor>, input: StaffStateInput) {
  return transact(
    ctx,
    "staff.enable",
    async (inside) => {
      const colleague = await colleagueToChange(inside, input.userId, "disabled");

      const change = { before: { sign_in: "disabled" }, after: { sign_in: "enabled" } };
      const pending = await askToChange(inside, "staff.enable", colleague, input, change);
      if (pending) return pending;

      await sqlOf(inside.db)`update users set disabled_at = null where id = ${colleague.id}`;
      await recordChange(inside, "staff.enabled", colleague.id, change, input.reason);
      await notify(inside, { to: { userId: colleague.id }, kind: "sign_in_enabled" });
      return { userId: colleague.id };
    },
    { subjectKind: "user", subjectId: input.userId },
  );
}

import { sqlOf } from "@/db/client";
import { transact } from "../command/transact";
import type { Ctx, StaffActor } from "../core/context";
import { refusal } from "../core/errors";
import { endSessions } from "../identity/end-sessions";
import { removeFactors } from "../identity/factors";
import { forgetDevices } from "../identity/known-device";
import type { StaffStateInput } from "../identity/schema";
import { notify } from "../notifications/notify";
import { askToChange, colleagueToChange, recordChange } from "./colleague-change";

/**
 * Takes a colleague's second factors away once a second person has agreed, for who has lost them: all their sessions end,
 * and after the next password they set up a new one. Refuses `own_rights`, `staff_disabled` and `no_factor`.
 */
export async function resetFactor(ctx: Ctx<StaffActor>, input: StaffStateInput) {
  return transact(
    ctx,
    "staff.reset_factor",
    async (inside) => {
      const colleague = await colleagueToChange(inside, input.userId);
      const sql = sqlOf(inside.db);
      const [held] = await sql`
        select 1 from second_factors where user_id = ${colleague.id} limit 1`;
      if (!held) throw refusal("no_factor");

      const change = { before: { second_factor: "set up" }, after: { second_factor: "none" } };
      const pending = await askToChange(inside, "staff.reset_factor", colleague, input, change);
      if (pending) return pending;

      await removeFactors(inside.db, colleague.id);
      await forgetDevices(inside.db, colleague.id);
      await endSessions(inside, colleague.id);
      await recordChange(inside, "staff.factor_reset", colleague.id, change, input.reason);
      await notify(inside, { to: { userId: colleague.id }, kind: "factor_changed" });
      return { userId: colleague.id };
    },
    { subjectKind: "user", subjectId: input.userId },
  );
}

import { record } from "../audit/record";
import { transact } from "../command/transact";
import type { Ctx, CustomerActor, StaffActor } from "../core/context";
import { refusal } from "../core/errors";
import { notify } from "../notifications/notify";
import { authorize } from "./authorize";
import { spendCode } from "./factors";
import { issueRecoveryCodes } from "./recovery-codes";
import { takeTry } from "./throttle";

/** Gives the actor ten new recovery codes in place of the old ones, for a code of theirs. Refuses `factor_code_wrong`. */
export async function renewRecoveryCodes(
  ctx: Ctx<StaffActor | CustomerActor>,
  input: { code: string },
): Promise<{ recoveryCodes: string[] }> {
  const { userId } = ctx.actor;
  const attempt = await takeTry(ctx.db, [{ rule: "person", of: ["factor", userId] }]);
  return transact(ctx, "factor.renew_codes", async (inside) => {
    authorize(inside.actor, "factor.manage");
    if (inside.actor.unproven) throw refusal("factor_needed");
    if (!attempt) throw refusal("tried_too_often");
    if (!(await spendCode(inside.db, userId, input.code))) throw refusal("factor_code_wrong");
    await attempt.succeeded(inside.db);
    const recoveryCodes = await issueRecoveryCodes(inside.db, userId);
    await record(inside, {
      act: "factor.codes_renewed",
      subjectKind: "user",
      subjectId: userId,
      customerId: inside.actor.kind === "customer" ? inside.actor.customerId : null,
    });
    await notify(inside, { to: { userId }, kind: "factor_changed" });
    return { recoveryCodes };
  });
}

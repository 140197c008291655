import { record } from "../audit/record";
import { transact } from "../command/transact";
import type { Ctx, CustomerActor, StaffActor } from "../core/context";
import { refusal } from "../core/errors";
import { notify } from "../notifications/notify";
import { authorize } from "./authorize";
import { spendCode } from "./factors";
import { deviceToken, rememberDevice } from "./known-device";
import { proveSession } from "./session";
import { takeTry } from "./throttle";

/** The ticket of the session that takes the present one's place, and what this browser is known by. */
export type Proven = { ticket: string; device: string };

/**
 * Completes a sign-in with the second factor: a code of the authenticator or a recovery code. The session gets a new
 * token and the old one is dead (control 16). Refuses `factor_code_wrong`, for a used code too, and `tried_too_often`.
 */
export async function giveFactor(
  ctx: Ctx<StaffActor | CustomerActor>,
  input: { code: string; device?: string | undefined },
): Promise<Proven> {
  const { userId } = ctx.actor;
  const attempt = await takeTry(ctx.db, [{ rule: "person", of: ["factor", userId] }]);
  return transact(ctx, "factor.give", async (inside) => {
    authorize(inside.actor, "factor.manage");
    if (!attempt) throw refusal("tried_too_often");
    const proof = await spendCode(inside.db, userId, input.code);
    if (!proof) throw refusal("factor_code_wrong");
    await attempt.succeeded(inside.db);
    const { sessionId, token } = await proveSession(inside.db, inside.actor);
    const device = deviceToken(input.device);
    await rememberDevice(inside.db, userId, device);
    await record(inside, {
      act: "factor.given",
      subjectKind: "session",
      subjectId: sessionId,
      customerId: inside.actor.kind === "customer" ? inside.actor.customerId : null,
      after: { with: proof },
    });
    if (proof === "recovery code") await notify(inside, { to: { userId }, kind: "recovery_code_used" });
    return { ticket: token, device };
  });
}

import { record } from "../audit/record";
import { transact } from "../command/transact";
import type { Ctx, CustomerActor, StaffActor, TxCtx } from "../core/context";
import { refusal } from "../core/errors";
import { notify } from "../notifications/notify";
import { authorize } from "./authorize";
import { type Proof, spendCode } from "./factors";
import { deviceToken, rememberDevice } from "./known-device";
import { limitSessions } from "./limit-sessions";
import type { PasskeyAnswer } from "./passkey-schema";
import { provenBy } from "./passkeys";
import { proveSession } from "./session";
import { takeTry } from "./throttle";

/** The ticket of the session that takes the present one's place, and what this browser is known by. */
export type Proven = { ticket: string; device: string };

/**
 * Completes a sign-in with the second factor, or proves it again later: a code of the authenticator, a recovery code or a
 * passkey. The session gets a new
 * token and the old one is dead (control 16). Refuses `factor_code_wrong`, for a used code too,
 * `passkey_refused` and `tried_too_often`.
 */
export async function giveFactor(
  ctx: Ctx<StaffActor | CustomerActor>,
  input: { code?: string | undefined; passkey?: PasskeyAnswer | undefined; device?: string | undefined },
): Promise<Proven> {
  const { userId } = ctx.actor;
  const attempt = await takeTry(ctx.db, [{ rule: "person", of: ["factor", userId] }]);
  return transact(ctx, "factor.give", async (inside) => {
    authorize(inside.actor, "factor.manage");
    if (!attempt) throw refusal("tried_too_often");
    const proof = await proofIn(inside, input);
    if (!proof) throw refusal(input.passkey ? "passkey_refused" : "factor_code_wrong");
    await attempt.succeeded(inside.db);
    const { sessionId, token } = await proveSession(inside.db, inside.actor);
    await limitSessions(inside, { userId, kind: inside.actor.kind }, sessionId);
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

async function proofIn(
  { db, actor }: TxCtx<StaffActor | CustomerActor>,
  { code, passkey }: { code?: string | undefined; passkey?: PasskeyAnswer | undefined },
): Promise<Proof | null> {
  const { userId, sessionId } = actor;
  if (passkey) return (await provenBy(db, passkey, { purpose: "prove", sessionId, userId })) && "passkey";
  return code ? spendCode(db, userId, code) : null;
}

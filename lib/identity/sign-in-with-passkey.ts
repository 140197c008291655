import { sqlOf } from "@/db/client";
import { record } from "../audit/record";
import { transact } from "../command/transact";
import type { Ctx, SystemActor, TxCtx } from "../core/context";
import { refusal } from "../core/errors";
import { authorize } from "./authorize";
import { type Claimed, claimedBy } from "./claimed-by";
import { deviceToken, rememberDevice } from "./known-device";
import { limitSessions } from "./limit-sessions";
import type { PasskeyAnswer } from "./passkey-schema";
import { provenBy } from "./passkeys";
import { openSession, revokeToken } from "./session";
import type { Theme } from "./set-theme";
import type { SignedIn } from "./sign-in";
import { networkOf, takeTry } from "./throttle";

/**
 * Opens a session for whoever signs the challenge with a passkey of theirs: the device, and the person it knows, are two
 * factors at once (control 29). Refuses anything else alike: `passkey_refused`.
 */
export async function signInWithPasskey(
  ctx: Ctx<SystemActor>,
  input: {
    passkey: PasskeyAnswer;
    carried?: string | undefined;
    device?: string | undefined;
    userAgent?: string | undefined;
  },
): Promise<SignedIn> {
  const attempt = await takeTry(ctx.db, [{ rule: "network", of: ["passkey", networkOf(ctx.ip)] }]);
  return transact(ctx, "session.start", async (inside) => {
    authorize(inside.actor, "session.start");
    if (!attempt) throw refusal("tried_too_often");
    const userId = await provenBy(inside.db, input.passkey, { purpose: "sign in", sessionId: null });
    if (!userId) throw refusal("passkey_refused");
    const [user] = await sqlOf(inside.db)<Person[]>`
      update users set last_sign_in_at = bank_now() where id = ${userId} and disabled_at is null
      returning id, kind, theme, customer_id as "customerId", coalesce(display_name, sign_in_name) as name,
        branch_id as "branchId", array(select role from held_roles where user_id = users.id order by role) as roles`;
    if (!user) throw refusal("passkey_refused");
    await attempt.succeeded(inside.db);
    await revokeToken(inside.db, input.carried);
    const device = deviceToken(input.device);
    await rememberDevice(inside.db, userId, device);
    const opened = await openSession(
      inside.db,
      { userId, kind: user.kind },
      { ip: inside.ip, userAgent: input.userAgent, proven: true },
    );
    await limitSessions(claimedBy(inside, user) as TxCtx, { userId, kind: user.kind }, opened.sessionId);
    await record(claimedBy(inside, user) as TxCtx, {
      act: "session.started",
      subjectKind: "session",
      subjectId: opened.sessionId,
      customerId: user.customerId,
      after: { with: "passkey" },
    });
    return {
      ticket: opened.token,
      device,
      theme: user.theme,
      person: user.kind === "staff" ? { kind: "staff", roles: user.roles } : { kind: "customer" },
      next: "done",
    };
  });
}

type Person = Claimed & { theme: Theme };

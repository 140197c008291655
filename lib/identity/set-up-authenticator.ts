import { sqlOf } from "@/db/client";
import { record } from "../audit/record";
import { transact } from "../command/transact";
import type { Ctx, CustomerActor, StaffActor } from "../core/context";
import { refusal } from "../core/errors";
import type { UserId } from "../core/ids";
import { notify } from "../notifications/notify";
import { authorize } from "./authorize";
import { keepAuthenticator } from "./factors";
import type { Proven } from "./give-factor";
import { deviceToken, forgetDevices, rememberDevice } from "./known-device";
import { assertMayAddFactor, hasPassword, holdsFactor } from "./may-add-factor";
import { issueRecoveryCodes } from "./recovery-codes";
import { proveSession } from "./session";
import { takeTry } from "./throttle";
import { secretFor, stepOf, totpAddress } from "./totp";

type Person = Ctx<StaffActor | CustomerActor>;

/** The secret that a person's app is offered in this session, as text and as an address for a QR code. */
export async function offerAuthenticator(ctx: Person): Promise<{ secret: string; address: string }> {
  authorize(ctx.actor, "factor.manage");
  const [row] = await sqlOf(ctx.db)<{ bank: string; name: string }[]>`
    select b.name as bank, u.sign_in_name as name from users u cross join bank_settings b where u.id = ${ctx.actor.userId}`;
  if (!row) throw refusal("user_not_found");
  const secret = offered(ctx, await authenticatorsOf(ctx, ctx.actor.userId));
  return { secret, address: totpAddress({ secret, ...row }) };
}

/**
 * Makes an app the actor's second factor, proven by its first code, in place of the one before, and answers ten recovery
 * codes. The other sessions end. Refuses `factor_code_wrong`, `tried_too_often` and what `assertMayAddFactor` does.
 */
export async function setUpAuthenticator(
  ctx: Person,
  input: { code: string; proof?: string | undefined; device?: string | undefined },
): Promise<Proven & { recoveryCodes: string[] }> {
  const { userId } = ctx.actor;
  const attempt = await takeTry(ctx.db, [{ rule: "person", of: ["factor", userId] }]);
  const knowsPassword = attempt ? await hasPassword(ctx, input.proof) : false;
  return transact(ctx, "factor.set_up", async (inside) => {
    authorize(inside.actor, "factor.manage");
    if (!attempt) throw refusal("tried_too_often");
    const sql = sqlOf(inside.db);
    await sql`select 1 from users where id = ${userId} for update`;
    const held = await holdsFactor(inside);
    assertMayAddFactor(inside.actor, { held, knowsPassword });
    const secret = offered(inside, await authenticatorsOf(inside, userId));
    const [now] = await sql<{ seconds: number }[]>`select extract(epoch from bank_now())::float8 as seconds`;
    const step = stepOf(secret, input.code, now?.seconds ?? 0);
    if (step === null) throw refusal("factor_code_wrong");
    await attempt.succeeded(inside.db);
    await keepAuthenticator(inside.db, userId, { secret, lastStep: step });
    const recoveryCodes = await issueRecoveryCodes(inside.db, userId);
    await sql`
      update sessions set revoked_at = bank_now()
      where user_id = ${userId} and id is distinct from ${inside.actor.sessionId} and revoked_at is null`;
    await forgetDevices(inside.db, userId);
    const { token } = await proveSession(inside.db, inside.actor);
    const device = deviceToken(input.device);
    await rememberDevice(inside.db, userId, device);
    await record(inside, {
      act: "factor.added",
      subjectKind: "user",
      subjectId: userId,
      customerId: inside.actor.kind === "customer" ? inside.actor.customerId : null,
      before: { second_factor: held },
      after: { second_factor: "authenticator" },
    });
    await notify(inside, { to: { userId }, kind: "factor_changed" });
    return { ticket: token, device, recoveryCodes };
  });
}

async function authenticatorsOf(ctx: Ctx, userId: UserId): Promise<number> {
  const [row] = await sqlOf(ctx.db)<{ count: number }[]>`
    select count(*)::int as count from totp_factors where user_id = ${userId}`;
  return row?.count ?? 0;
}

/** Another session is offered another secret, and so is the next authenticator in this one. */
function offered({ actor }: Person, before: number): string {
  return secretFor(`${actor.userId} ${actor.sessionId} ${before}`);
}

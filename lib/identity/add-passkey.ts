import { generateRegistrationOptions } from "@simplewebauthn/server";
import { sqlOf } from "@/db/client";
import { record } from "../audit/record";
import { transact } from "../command/transact";
import type { Ctx, CustomerActor, StaffActor } from "../core/context";
import { refusal } from "../core/errors";
import { notify } from "../notifications/notify";
import { authorize } from "./authorize";
import type { Proven } from "./give-factor";
import { deviceToken, rememberDevice } from "./known-device";
import { asksPassword, assertMayAddFactor, hasPassword, holdsFactor } from "./may-add-factor";
import type { PasskeyMade } from "./passkey-schema";
import { bankAddress, keepChallenge, keepPasskey } from "./passkeys";
import { issueRecoveryCodes } from "./recovery-codes";
import { proveSession } from "./session";
import { takeTry } from "./throttle";

/** As many as are listed: each can be seen and removed. */
const MOST_PASSKEYS = 20;

type Person = Ctx<StaffActor | CustomerActor>;

/** What a browser needs to make a passkey for the actor; refuses what `assertMayAddFactor` does, before the device asks. */
export async function offerPasskey(ctx: Person, input: { proof?: string | undefined }) {
  authorize(ctx.actor, "factor.manage");
  const { userId, sessionId } = ctx.actor;
  const held = await holdsFactor(ctx);
  await assertProven(ctx, held, input.proof);
  const sql = sqlOf(ctx.db);
  const [row] = await sql<{ bank: string; name: string; shown: string; own: string[] }[]>`
    select b.name as bank, u.sign_in_name as name, coalesce(u.display_name, u.sign_in_name) as shown,
      array(select credential_id from passkeys where user_id = u.id and removed_at is null) as own
    from users u cross join bank_settings b where u.id = ${userId}`;
  if (!row) throw refusal("user_not_found");
  const options = await generateRegistrationOptions({
    rpName: row.bank,
    rpID: bankAddress().host,
    userID: new TextEncoder().encode(userId),
    userName: row.name,
    userDisplayName: row.shown,
    excludeCredentials: row.own.map((id) => ({ id })),
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  });
  await keepChallenge(ctx.db, options.challenge, { purpose: "add", sessionId });
  return options;
}

/** What is asked for before a factor is added; a typed password counts as a try, and only a right one forgives any. */
async function assertProven(ctx: Person, held: boolean, typed: string | undefined): Promise<void> {
  if (!asksPassword(ctx.actor, held)) return assertMayAddFactor(ctx.actor, { held, knowsPassword: false });
  const attempt = await takeTry(ctx.db, [{ rule: "person", of: ["password", ctx.actor.userId] }]);
  if (!attempt) throw refusal("tried_too_often");
  assertMayAddFactor(ctx.actor, { held, knowsPassword: await hasPassword(ctx, typed) });
  await attempt.succeeded(ctx.db);
}

/**
 * Keeps a passkey that the actor's browser made for this session's challenge. With a first factor the person gets ten
 * recovery codes and a complete session. Refuses `passkey_refused`.
 */
export async function addPasskey(
  ctx: Person,
  input: { passkey: PasskeyMade; name: string; device?: string | undefined },
): Promise<Proven & { recoveryCodes: string[] }> {
  return transact(ctx, "passkey.add", async (inside) => {
    authorize(inside.actor, "factor.manage");
    const { userId, sessionId } = inside.actor;
    const sql = sqlOf(inside.db);
    await sql`select 1 from users where id = ${userId} for update`;
    const held = await holdsFactor(inside);
    // The password was proven when the challenge was asked for; a factor set up in between is not walked around.
    assertMayAddFactor(inside.actor, { held, knowsPassword: true });
    const own =
      await sql`select 1 from passkeys where user_id = ${userId} and removed_at is null limit ${MOST_PASSKEYS}`;
    if (own.length === MOST_PASSKEYS) throw refusal("too_many_passkeys", { most: MOST_PASSKEYS });
    const id = await keepPasskey(inside.db, input.passkey, { userId, sessionId, name: input.name });
    if (!id) throw refusal("passkey_refused");
    const recoveryCodes = held ? [] : await issueRecoveryCodes(inside.db, userId);
    const { token } = await proveSession(inside.db, inside.actor);
    const device = deviceToken(input.device);
    await rememberDevice(inside.db, userId, device);
    await record(inside, {
      act: "passkey.added",
      subjectKind: "passkey",
      subjectId: id,
      customerId: inside.actor.kind === "customer" ? inside.actor.customerId : null,
      after: { name: input.name },
    });
    await notify(inside, { to: { userId }, kind: "factor_changed" });
    return { ticket: token, device, recoveryCodes };
  });
}

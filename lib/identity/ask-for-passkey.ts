import { randomBytes } from "node:crypto";
import { generateAuthenticationOptions } from "@simplewebauthn/server";
import { sqlOf } from "@/db/client";
import type { Ctx, CustomerActor, StaffActor, SystemActor } from "../core/context";
import { authorize } from "./authorize";
import { bankAddress, keepChallenge, type Purpose } from "./passkeys";

/** What a browser needs to let somebody sign in with a passkey; whose it is, the passkey says. */
export async function askForAnyPasskey(ctx: Ctx<SystemActor>) {
  authorize(ctx.actor, "session.start");
  const options = await generateAuthenticationOptions({ rpID: bankAddress().host, userVerification: "required" });
  await keepChallenge(ctx.db, options.challenge, { purpose: "sign in", sessionId: null });
  return options;
}

/** What a browser needs to let the actor prove with a passkey of theirs that it is them. */
export async function askForOwnPasskey(ctx: Ctx<StaffActor | CustomerActor>) {
  return askToSign(ctx, { purpose: "prove" });
}

/** The same for one act: the challenge begins with what the signature is bound to (control 22). */
export async function askToSign(
  ctx: Ctx<StaffActor | CustomerActor>,
  { purpose, bound = Buffer.alloc(0) }: { purpose: Purpose; bound?: Buffer },
) {
  authorize(ctx.actor, "factor.manage");
  const { userId, sessionId } = ctx.actor;
  const own = await sqlOf(ctx.db)<{ id: string }[]>`
    select credential_id as id from passkeys where user_id = ${userId} and removed_at is null limit 20`;
  const options = await generateAuthenticationOptions({
    rpID: bankAddress().host,
    userVerification: "required",
    allowCredentials: own.map(({ id }) => ({ id })),
    challenge: new Uint8Array(Buffer.concat([bound, randomBytes(32)])),
  });
  await keepChallenge(ctx.db, options.challenge, { purpose, sessionId });
  return options;
}

/** What the browser of whoever asked needs so that a colleague beside them signs one request: whose passkey it is, it says itself. */
export async function askColleagueToSign(ctx: Ctx<StaffActor>, bound: Buffer) {
  authorize(ctx.actor, "approval.withdraw");
  const options = await generateAuthenticationOptions({
    rpID: bankAddress().host,
    userVerification: "required",
    challenge: new Uint8Array(Buffer.concat([bound, randomBytes(32)])),
  });
  await keepChallenge(ctx.db, options.challenge, { purpose: "override", sessionId: ctx.actor.sessionId });
  return options;
}

import { generateAuthenticationOptions } from "@simplewebauthn/server";
import { sqlOf } from "@/db/client";
import type { Ctx, CustomerActor, StaffActor, SystemActor } from "../core/context";
import { authorize } from "./authorize";
import { bankAddress, keepChallenge } from "./passkeys";

/** What a browser needs to let somebody sign in with a passkey; whose it is, the passkey says. */
export async function askForAnyPasskey(ctx: Ctx<SystemActor>) {
  authorize(ctx.actor, "session.start");
  const options = await generateAuthenticationOptions({ rpID: bankAddress().host, userVerification: "required" });
  await keepChallenge(ctx.db, options.challenge, { purpose: "sign in", sessionId: null });
  return options;
}

/** What a browser needs to let the actor prove with a passkey of theirs that it is them. */
export async function askForOwnPasskey(ctx: Ctx<StaffActor | CustomerActor>) {
  authorize(ctx.actor, "factor.manage");
  const { userId, sessionId } = ctx.actor;
  const own = await sqlOf(ctx.db)<{ id: string }[]>`
    select credential_id as id from passkeys where user_id = ${userId} and removed_at is null limit 20`;
  const options = await generateAuthenticationOptions({
    rpID: bankAddress().host,
    userVerification: "required",
    allowCredentials: own.map(({ id }) => ({ id })),
  });
  await keepChallenge(ctx.db, options.challenge, { purpose: "prove", sessionId });
  return options;
}

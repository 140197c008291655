import { verifyAuthenticationResponse, verifyRegistrationResponse } from "@simplewebauthn/server";
import { type Executor, sqlOf } from "@/db/client";
import { env } from "../core/env";
import { type Id, newId, type UserId } from "../core/ids";
import type { PasskeyAnswer, PasskeyMade } from "./passkey-schema";

export type PasskeyId = Id<"passkey">;

/** What a challenge is for; one that was asked for one thing answers no other. */
export type Purpose = "sign in" | "prove" | "add" | "pay" | "override";

/** A passkey of a person as their page lists it; instants are text of the database. */
export type PasskeyRow = { id: PasskeyId; name: string; since: string; lastUsed: string | null };

/** The bank as browsers know it: its one true address, and the host that passkeys are bound to (control 29). */
export function bankAddress(): { origin: string; host: string } {
  const origin = env().APP_ORIGIN;
  return { origin, host: new URL(origin).hostname };
}

const CHALLENGE_SECONDS = 120;

/** Keeps a challenge for two minutes, for one answer in this session. */
export async function keepChallenge(
  db: Executor,
  challenge: string,
  { purpose, sessionId }: { purpose: Purpose; sessionId: string | null },
): Promise<void> {
  const sql = sqlOf(db);
  await sql`
    delete from passkey_challenges where id in (
      select id from passkey_challenges where expires_at <= bank_now() order by expires_at limit 20)`;
  await sql`
    insert into passkey_challenges (id, challenge, purpose, session_id, expires_at)
    values (${newId()}, ${challenge}, ${purpose}, ${sessionId}, bank_now() + make_interval(secs => ${CHALLENGE_SECONDS}))`;
}

/** Uses up the challenge that a browser says it has answered; null when it was not asked here, or too long ago. */
async function takeChallenge(
  tx: Executor,
  clientDataJSON: string,
  { purpose, sessionId }: { purpose: Purpose; sessionId: string | null },
): Promise<string | null> {
  const challenge = challengeIn(clientDataJSON);
  if (!challenge) return null;
  const [taken] = await sqlOf(tx)`
    delete from passkey_challenges
    where challenge = ${challenge} and purpose = ${purpose} and session_id is not distinct from ${sessionId}
      and expires_at > bank_now() returning 1`;
  return taken ? challenge : null;
}

function challengeIn(clientDataJSON: string): string | null {
  try {
    const said: unknown = JSON.parse(Buffer.from(clientDataJSON, "base64url").toString("utf8"));
    const challenge = typeof said === "object" && said !== null && "challenge" in said ? said.challenge : null;
    return typeof challenge === "string" && challenge.length <= 200 ? challenge : null;
  } catch {
    return null;
  }
}

/**
 * Whose passkey signed the challenge asked for this purpose, the person having shown themselves to their device. Null for
 * anything else: another's, a removed one, one that was copied, another site's, or a challenge that does not begin with
 * what it had to be `bound` to.
 */
export async function provenBy(
  tx: Executor,
  answer: PasskeyAnswer,
  asked: { purpose: Purpose; sessionId: string | null; userId?: UserId; bound?: Buffer },
): Promise<UserId | null> {
  const challenge = await takeChallenge(tx, answer.response.clientDataJSON, asked);
  if (!challenge) return null;
  if (asked.bound && !Buffer.from(challenge, "base64url").subarray(0, asked.bound.length).equals(asked.bound))
    return null;
  const sql = sqlOf(tx);
  const [passkey] = await sql<{ id: PasskeyId; userId: UserId; publicKey: Buffer; counter: bigint }[]>`
    select id, user_id as "userId", public_key as "publicKey", counter from passkeys
    where credential_id = ${answer.id} and removed_at is null for update`;
  if (!passkey || (asked.userId && passkey.userId !== asked.userId)) return null;
  const { origin, host } = bankAddress();
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response: answer as never,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: host,
    credential: {
      id: answer.id,
      publicKey: new Uint8Array(passkey.publicKey),
      counter: Number(passkey.counter),
    },
    requireUserVerification: true,
  }).catch(() => ({ verified: false, authenticationInfo: null }));
  if (!verified || !authenticationInfo) return null;
  await sql`
    update passkeys set counter = ${authenticationInfo.newCounter}, last_used_at = bank_now() where id = ${passkey.id}`;
  return passkey.userId;
}

/** Keeps a passkey that a browser made for the challenge of this session; false when it is not one, or known already. */
export async function keepPasskey(
  tx: Executor,
  made: PasskeyMade,
  owner: { userId: UserId; sessionId: string | null; name: string },
): Promise<PasskeyId | null> {
  const challenge = await takeChallenge(tx, made.response.clientDataJSON, {
    purpose: "add",
    sessionId: owner.sessionId,
  });
  if (!challenge) return null;
  const { origin, host } = bankAddress();
  const { verified, registrationInfo } = await verifyRegistrationResponse({
    response: made as never,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: host,
    requireUserVerification: true,
  }).catch(() => ({ verified: false as const, registrationInfo: undefined }));
  if (!verified || !registrationInfo) return null;
  const { credential } = registrationInfo;
  const id = newId<"passkey">();
  const [kept] = await sqlOf(tx)`
    insert into passkeys (id, user_id, credential_id, public_key, counter, name)
    values (${id}, ${owner.userId}, ${credential.id}, ${Buffer.from(credential.publicKey)}, ${credential.counter}, ${owner.name})
    on conflict do nothing returning 1`;
  return kept ? id : null;
}

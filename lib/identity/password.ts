import { createHmac } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";
import { env } from "../core/env";

const ARGON2ID = 2;

/** Argon2id as control 23 asks; a stored hash with other parameters is made anew at the next sign-in. */
const PARAMETERS = { algorithm: ARGON2ID, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const PEPPER_ID = "p1";
const CURRENT_FORM = `${PEPPER_ID}$argon2id$v=19$m=19456,t=2,p=1$`;

/** The stored form of a password: Argon2id over its HMAC with the pepper, after the pepper's id. */
export async function hashPassword(password: string): Promise<string> {
  return PEPPER_ID + (await hash(peppered(password), PARAMETERS));
}

/**
 * Whether this is the password behind a stored hash. Without a hash, as for an unknown user, the same work is done
 * and the answer is no, so that the time taken says nothing (control 32).
 */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  const [target, known] = stored?.startsWith(`${PEPPER_ID}$`) ? [stored, true] : [await nobody(), false];
  const matches = await verify(target.slice(PEPPER_ID.length), peppered(password));
  return known && matches;
}

/** Whether a stored hash was made with other parameters or another pepper than today's. */
export function needsRehash(stored: string): boolean {
  return !stored.startsWith(CURRENT_FORM);
}

function peppered(password: string): string {
  return createHmac("sha256", env().PASSWORD_PEPPER).update(password, "utf8").digest("base64");
}

let nobodysHash: Promise<string> | undefined;

function nobody(): Promise<string> {
  nobodysHash ??= hashPassword("nobody has this password");
  return nobodysHash;
}

import { createHash, randomBytes, randomInt } from "node:crypto";

/** A new session token: 32 random bytes, 43 characters; whoever holds it is the person (control 15). */
export function newToken(): string {
  return randomBytes(32).toString("base64url");
}

/** What is stored of a secret: its SHA-256. A dump of the database holds nothing that opens a session. */
export function hashSecret(secret: string): Buffer {
  return createHash("sha256").update(secret, "utf8").digest();
}

/** Whether text from a cookie can be a token at all. */
export function isToken(text: string | undefined): text is string {
  return text !== undefined && /^[A-Za-z0-9_-]{43}$/.test(text);
}

/** Crockford's letters: no I, L, O, U, so that a code can be read aloud and typed from paper. */
const SPOKEN = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** A new one-time code of 80 bits in groups of four: `7YH2-K9M4-QD3P-XW6T`. */
export const newCode = (): string => codeOf(16);

/** A new code of 120 bits, for one that stays good for years. */
export const newLongCode = (): string => codeOf(24);

function codeOf(length: number): string {
  const characters = Array.from({ length }, () => SPOKEN[randomInt(SPOKEN.length)]).join("");
  return characters.replace(/.{4}(?=.)/g, "$&-");
}

/** A typed code in the form that is hashed: spaces and hyphens dropped, O read as 0, I and L as 1. */
export function normalizeCode(typed: string): string {
  return typed.toUpperCase().replace(/[\s-]/g, "").replaceAll("O", "0").replace(/[IL]/g, "1");
}

import { createHmac } from "node:crypto";
import { availableParallelism } from "node:os";
import { hash, verify } from "@node-rs/argon2";
import { env } from "../core/env";
import { refusal } from "../core/errors";
import { type NamedKey, namedKeys } from "../core/keys";

const ARGON2ID = 2;

/** Argon2id as control 23 asks; a stored hash with other parameters is made anew at the next sign-in. */
const PARAMETERS = { algorithm: ARGON2ID, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const FORM = "$argon2id$v=19$m=19456,t=2,p=1$";
/** How the first pepper of a bank was named before peppers were named after themselves. */
const FIRST_ID = "p1";

/** The stored form of a password: Argon2id over its HMAC with the pepper, after the pepper's id. */
export async function hashPassword(password: string): Promise<string> {
  const [current] = peppers();
  return current.id + (await inTurn(() => hash(peppered(password, current), PARAMETERS)));
}

/**
 * Whether this is the password behind a stored hash, with the pepper it was made with. Without a hash, as for an unknown user, the same work is done
 * and the answer is no, so that the time taken says nothing (control 32).
 */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  const pepper = stored ? pepperOf(stored) : undefined;
  const target = stored && pepper ? stored : await nobody();
  const matches = await inTurn(() =>
    verify(target.slice(target.indexOf("$")), peppered(password, pepper ?? peppers()[0])),
  );
  return pepper !== undefined && matches;
}

/** Whether a stored hash was made with other parameters or another pepper than today's. */
export function needsRehash(stored: string): boolean {
  return !stored.startsWith(`${peppers()[0].id}${FORM}`);
}

/** Hashing takes whole processors: one is left for everybody who is signed in already (control 23). */
const AT_ONCE = Math.max(1, Math.min(4, availableParallelism() - 1));
const WAITING = 60;
let running = 0;
const waiting: (() => void)[] = [];

/** Does hashing work when its turn comes. Refuses `sign_in_busy` when too many wait already. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running < AT_ONCE) running += 1;
  else if (waiting.length >= WAITING) throw refusal("sign_in_busy");
  else await new Promise<void>((turn) => waiting.push(turn));
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    // The place is handed on, never free in between.
    if (next) next();
    else running -= 1;
  }
}

let known: ReturnType<typeof namedKeys> | undefined;

/** The bank's peppers, the current one first: it makes hashes, and all of them prove one. */
function peppers(): ReturnType<typeof namedKeys> {
  known ??= namedKeys("pepper", env().PASSWORD_PEPPER, env().PASSWORD_PEPPER_OLD);
  return known;
}

/** The pepper a stored hash was made with; undefined where the bank has it no more, or nothing is stored. */
function pepperOf(stored: string): NamedKey | undefined {
  const id = stored.slice(0, stored.indexOf("$"));
  return id === FIRST_ID ? peppers().at(-1) : peppers().find((pepper) => pepper.id === id);
}

function peppered(password: string, pepper: NamedKey): string {
  return createHmac("sha256", pepper.secret).update(password, "utf8").digest("base64");
}

let nobodysHash: Promise<string> | undefined;

function nobody(): Promise<string> {
  nobodysHash ??= hashPassword("nobody has this password").catch((error: unknown) => {
    // Refused for want of a turn: the next one asks again, or no unknown name would ever be answered as a known one is.
    nobodysHash = undefined;
    throw error;
  });
  return nobodysHash;
}

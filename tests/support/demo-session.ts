import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Secret, TOTP } from "otpauth";
import { customerPassword, demoCustomers, demoSecretOf, staffPassword } from "../../scripts/seed/people.mjs";
import { type Answer, ask, hiddenFields, multipart } from "../api/http";

/**
 * Signing in for tests. A code of an authenticator works once, and a person of staff has one session: so the tests of
 * one run share one session a demo person, kept in files between the processes that run them.
 */
const FOLDER = join(tmpdir(), "countinghouse-sign-ins");
const STEP_SECONDS = 30;

/** The cookie header of a demo person's session on this server, begun by whoever of the run needs it first. */
export function sessionOf(origin: string, signInName: string): Promise<string> {
  return alone(`session ${origin} ${signInName}`, async (kept) => {
    const known = kept.read();
    const own = isCustomer(signInName) ? "/my/help" : "/settings/me";
    if (known && (await ask(origin, own, { headers: { cookie: known } })).status === 200) return known;
    const cookie = cookieIn(await signInFully(origin, signInName));
    kept.write(cookie);
    return cookie;
  });
}

/** Shares a session that was begun by hand. */
export function keepSession(origin: string, signInName: string, cookie: string): Promise<void> {
  return alone(`session ${origin} ${signInName}`, async (kept) => kept.write(cookie));
}

/** A whole sign-in of a demo person over the wire; the answer is that of the second factor. */
export async function signInFully(origin: string, signInName: string, next?: string): Promise<Answer> {
  const halfway = cookieIn(await postSignIn(origin, { signInName, ...(next ? { next } : {}) }));
  return postCode(origin, halfway, { code: await freshCode(demoSecretOf(signInName)), ...(next ? { next } : {}) });
}

/** Posts the sign-in form as a browser without JavaScript does; the password is the right one unless another is given. */
export async function postSignIn(
  origin: string,
  fields: Record<string, string>,
  headers: Record<string, string> = { origin },
): Promise<Answer> {
  const page = await ask(origin, "/sign-in");
  const password = passwordOf(fields.signInName ?? "");
  const form = multipart({ ...hiddenFields(page.text, "signInName"), password, ...fields });
  return ask(origin, "/sign-in", { method: "POST", headers: { ...form.headers, ...headers }, body: form.body });
}

/** Posts the second factor of a sign-in that is halfway. */
export async function postCode(origin: string, cookie: string, fields: Record<string, string>): Promise<Answer> {
  const page = await ask(origin, "/sign-in/code", { headers: { cookie } });
  const form = multipart({ ...hiddenFields(page.text, "code"), ...fields });
  return ask(origin, "/sign-in/code", {
    method: "POST",
    headers: { ...form.headers, origin, cookie },
    body: form.body,
  });
}

/** The session cookie that an answer sets, as a header. */
export function cookieIn({ cookies, status }: Answer): string {
  const cookie = cookies.find((line) => line.includes("bank.sid="))?.split(";")[0];
  if (!cookie) throw new Error(`Nobody was let in: ${status}`);
  return cookie;
}

export function passwordOf(signInName: string): string {
  return isCustomer(signInName) ? customerPassword : staffPassword;
}

const isCustomer = (signInName: string) => demoCustomers.some((one) => one.signInName === signInName);

/** A code that no test of this machine has used yet: of this half minute or the next, or after a wait. */
export function freshCode(secret: string): Promise<string> {
  return alone(`code ${secret}`, async (kept) => {
    const now = () => Math.floor(Date.now() / 1000 / STEP_SECONDS);
    const step = Math.max(Number(kept.read() ?? 0) + 1, now());
    while (step > now() + 1) await pause(200);
    kept.write(String(step));
    const totp = new TOTP({ secret: Secret.fromBase32(secret) });
    return totp.generate({ timestamp: step * STEP_SECONDS * 1000 });
  });
}

type Kept = { read: () => string | null; write: (text: string) => void };

/** Does something with what is kept under a name while no other process does. */
async function alone<T>(name: string, work: (kept: Kept) => Promise<T>): Promise<T> {
  const file = join(FOLDER, createHash("sha256").update(name).digest("hex").slice(0, 32));
  const lock = `${file}.lock`;
  mkdirSync(FOLDER, { recursive: true });
  while (!isTaken(lock)) await pause(50);
  try {
    return await work({
      read: () => textIn(file),
      write: (text) => writeFileSync(file, text, { mode: 0o600 }),
    });
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

const FORGOTTEN_MS = 90_000;

function isTaken(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch {
    // A process that was ended leaves its lock behind.
    const since = statSync(lock, { throwIfNoEntry: false })?.mtimeMs;
    if (since !== undefined && Date.now() - since > FORGOTTEN_MS) rmSync(lock, { recursive: true, force: true });
    return false;
  }
}

function textIn(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}

import { randomInt } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { sqlOf } from "@/db/client";
import { record } from "../audit/record";
import { transact } from "../command/transact";
import type { Ctx, Role, SystemActor } from "../core/context";
import { isBankError, refusal } from "../core/errors";
import { authorize } from "./authorize";
import { type Claimed, claimedBy } from "./claimed-by";
import { DEVICE_DAYS, deviceToken, rememberDevice } from "./known-device";
import { limitSessions } from "./limit-sessions";
import { hashPassword, needsRehash, verifyPassword } from "./password";
import { normalizeSignInName } from "./rules";
import { openSession, revokeToken } from "./session";
import type { Theme } from "./set-theme";
import { type Counter, networkOf, type Try, takeTry } from "./throttle";
import { hashSecret, isToken } from "./token";

export type SignInInput = {
  signInName: string;
  password: string;
  /** The session this browser still carried; it ends with the new one. */
  carried?: string | undefined;
  /** By which this browser is known, if it has signed somebody in before. */
  device?: string | undefined;
  userAgent?: string | undefined;
};

/** What a right password opens: the page that asks for the second factor, the one that sets it up, or the bank. */
export type NextStep = "give factor" | "set up factor" | "done";

/** The ticket is taken up within a minute, once; then it is the session's token. */
export type SignedIn = {
  ticket: string;
  device: string;
  theme: Theme;
  person: { kind: "customer" } | { kind: "staff"; roles: readonly Role[] };
  next: NextStep;
};

/**
 * Opens a session for whoever knows the name and password, which goes on with the second factor, and ends the one the browser carried. Refuses an unknown
 * name, a wrong password, a disabled user and a try too many alike, in words and in time: `wrong_credentials`
 * (controls 31 and 32).
 */
export async function signIn(ctx: Ctx<SystemActor>, input: SignInInput): Promise<SignedIn> {
  authorize(ctx.actor, "session.start");
  const from = performance.now();
  const name = normalizeSignInName(input.signInName);
  const user = await userNamed(ctx, name, input.device);
  const attempt = await takeTry(ctx.db, countersOf(ctx, name, user?.known ? input.device : undefined));
  if (!attempt) {
    await asLongAsUsual(from, input.password);
    throw refusal("wrong_credentials");
  }
  try {
    return await proveAndOpen(ctx, user, attempt, input);
  } catch (error) {
    if (isBankError(error) && error.reason === "sign_in_busy") await attempt.unjudged(ctx.db);
    if (!isBankError(error) || error.code === "unavailable") throw error;
    latelyMs.push(performance.now() - from);
    if (latelyMs.length > 50) latelyMs.shift();
    throw refusal("wrong_credentials");
  }
}

/**
 * In a browser that its person has used before, only what is tried there counts: strangers cannot shut it. Elsewhere the
 * name counts, alone and with its network, and the network by itself.
 */
function countersOf({ ip }: Ctx, name: string, device: string | undefined): Counter[] {
  if (device) return [{ rule: "place", of: [name, device] }];
  const network = networkOf(ip);
  return [
    { rule: "place", of: [name, network] },
    { rule: "name", of: [name] },
    { rule: "network", of: [network] },
  ];
}

/** How long refusals took lately that looked at a password. */
const latelyMs: number[] = [];

/** A try too many costs no hashing, and takes as long as one of the refusals that did. */
async function asLongAsUsual(from: number, password: string): Promise<void> {
  const one = latelyMs[randomInt(Math.max(1, latelyMs.length))];
  if (one === undefined) await verifyPassword(null, password);
  else await pause(one - (performance.now() - from));
}

async function proveAndOpen(
  ctx: Ctx<SystemActor>,
  user: User | undefined,
  attempt: Try,
  input: SignInInput,
): Promise<SignedIn> {
  const proven = await verifyPassword(user?.passwordHash ?? null, input.password);
  const renewed = proven && user && needsRehash(user.passwordHash) ? await hashPassword(input.password) : null;

  return transact(user ? claimedBy(ctx, user) : ctx, "session.start", async (inside) => {
    if (!proven || !user) throw refusal(attempt.last ? "tried_too_often" : "wrong_credentials");
    const sql = sqlOf(inside.db);
    // The same row as was proven: a password changed or a user disabled in between opens nothing.
    const [current] = await sql`
      update users set last_sign_in_at = bank_now(), password_hash = coalesce(${renewed}, password_hash)
      where id = ${user.id} and disabled_at is null and password_hash = ${user.passwordHash}
      returning 1`;
    if (!current) throw refusal("wrong_credentials");
    await attempt.succeeded(inside.db);
    await revokeToken(inside.db, input.carried);
    const device = deviceToken(input.device);
    const next = nextStep(user);
    if (next === "done") await rememberDevice(inside.db, user.id, device);
    const opened = await openSession(
      inside.db,
      { userId: user.id, kind: user.kind },
      { ip: inside.ip, userAgent: input.userAgent },
    );
    if (next === "done") await limitSessions(inside, { userId: user.id, kind: user.kind }, opened.sessionId);
    await record(inside, {
      act: "session.started",
      subjectKind: "session",
      subjectId: opened.sessionId,
      customerId: user.customerId,
    });
    return {
      ticket: opened.token,
      device,
      theme: user.theme,
      person: user.kind === "staff" ? { kind: "staff", roles: user.roles } : { kind: "customer" },
      next,
    };
  });
}

function nextStep(user: User): NextStep {
  if (user.hasFactor) return "give factor";
  return user.kind === "staff" ? "set up factor" : "done";
}

type User = Claimed & {
  passwordHash: string;
  theme: Theme;
  /** Whether this browser is one the person has signed in with before. */
  known: boolean;
  hasFactor: boolean;
};

async function userNamed(ctx: Ctx, signInName: string, device: string | undefined): Promise<User | undefined> {
  const [user] = await sqlOf(ctx.db)<User[]>`
    select id, kind, coalesce(display_name, sign_in_name) as name, password_hash as "passwordHash", theme,
      branch_id as "branchId", customer_id as "customerId",
      array(select role from held_roles where user_id = users.id order by role) as roles,
      exists (select from known_devices d where d.user_id = users.id and d.token_hash = ${isToken(device) ? hashSecret(device) : null}
        and d.seen_at > bank_now() - make_interval(days => ${DEVICE_DAYS})) as known,
      exists (select from second_factors f where f.user_id = users.id) as "hasFactor"
    from users where sign_in_name = ${signInName}`;
  return user;
}

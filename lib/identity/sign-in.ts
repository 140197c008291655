import { sqlOf } from "@/db/client";
import { record } from "../audit/record";
import { transact } from "../command/transact";
import type { Ctx, Role, SystemActor } from "../core/context";
import { refusal } from "../core/errors";
import type { BranchId, CustomerId, UserId } from "../core/ids";
import { authorize } from "./authorize";
import { hashPassword, needsRehash, verifyPassword } from "./password";
import { normalizeSignInName } from "./rules";
import { openSession, revokeToken } from "./session";
import type { Theme } from "./set-theme";

export type SignInInput = {
  signInName: string;
  password: string;
  /** The session this browser still carried; it ends with the new one. */
  carried?: string;
  userAgent?: string;
};

/** The ticket is taken up within a minute, once; then it is the session's token. */
export type SignedIn = {
  ticket: string;
  theme: Theme;
  person: { kind: "customer" } | { kind: "staff"; roles: readonly Role[] };
};

/**
 * Opens a session for whoever knows the name and password, and ends the one the browser carried. Refuses an unknown
 * name, a wrong password and a disabled user alike, in words and in time: `wrong_credentials` (control 32).
 */
export async function signIn(ctx: Ctx<SystemActor>, input: SignInInput): Promise<SignedIn> {
  authorize(ctx.actor, "session.start");
  const user = await userNamed(ctx, normalizeSignInName(input.signInName));
  const proven = await verifyPassword(user?.passwordHash ?? null, input.password);
  const renewed = proven && user && needsRehash(user.passwordHash) ? await hashPassword(input.password) : null;

  return transact(user ? claimedBy(ctx, user) : ctx, "session.start", async (inside) => {
    if (!proven || !user) throw refusal("wrong_credentials");
    const sql = sqlOf(inside.db);
    // The same row as was proven: a password changed or a user disabled in between opens nothing.
    const [current] = await sql`
      update users set last_sign_in_at = bank_now(), password_hash = coalesce(${renewed}, password_hash)
      where id = ${user.id} and disabled_at is null and password_hash = ${user.passwordHash}
      returning 1`;
    if (!current) throw refusal("wrong_credentials");
    await revokeToken(inside.db, input.carried);
    const opened = await openSession(
      inside.db,
      { userId: user.id, kind: user.kind },
      { ip: inside.ip, userAgent: input.userAgent },
    );
    await record(inside, {
      act: "session.started",
      subjectKind: "session",
      subjectId: opened.sessionId,
      customerId: user.customerId,
    });
    return {
      ticket: opened.token,
      theme: user.theme,
      person: user.kind === "staff" ? { kind: "staff", roles: user.roles } : { kind: "customer" },
    };
  });
}

type User = {
  id: UserId;
  kind: "staff" | "customer";
  name: string;
  passwordHash: string;
  theme: Theme;
  branchId: BranchId;
  customerId: CustomerId;
  roles: Role[];
};

async function userNamed(ctx: Ctx, signInName: string): Promise<User | undefined> {
  const [user] = await sqlOf(ctx.db)<User[]>`
    select id, kind, coalesce(display_name, sign_in_name) as name, password_hash as "passwordHash", theme,
      branch_id as "branchId", customer_id as "customerId",
      array(select role from user_roles where user_id = users.id order by role) as roles
    from users where sign_in_name = ${signInName}`;
  return user;
}

/** Attempts stand in the log under the user they were made on, before anybody has proven to be that user. */
function claimedBy(ctx: Ctx, user: User): Ctx {
  const common = { userId: user.id, name: user.name, sessionId: null };
  if (user.kind === "customer") return { ...ctx, actor: { kind: "customer", ...common, customerId: user.customerId } };
  return {
    ...ctx,
    channel: "counter",
    actor: { kind: "staff", ...common, roles: user.roles, branchId: user.branchId },
  };
}

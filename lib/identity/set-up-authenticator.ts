import { sqlOf } from "@/db/client";
import { record } from "../audit/record";
import { transact } from "../command/transact";
import type { Ctx, CustomerActor, StaffActor, TxCtx } from "../core/context";
import { refusal } from "../core/errors";
import type { UserId } from "../core/ids";
import { notify } from "../notifications/notify";
import { authorize } from "./authorize";
import { keepAuthenticator, spendCode } from "./factors";
import type { Proven } from "./give-factor";
import { deviceToken, forgetDevices, rememberDevice } from "./known-device";
import { verifyPassword } from "./password";
import { issueRecoveryCodes } from "./recovery-codes";
import { proveSession } from "./session";
import { takeTry } from "./throttle";
import { secretFor, stepOf, totpAddress } from "./totp";

type Person = Ctx<StaffActor | CustomerActor>;

/** What must be given before a new authenticator is taken: nothing right after the password, else something known. */
export type ProofAsked = "none" | "password" | "code";

/** The secret that a person's app is offered in this session, as text and as an address for a QR code. */
export async function offerAuthenticator(
  ctx: Person,
): Promise<{ secret: string; address: string; proofAsked: ProofAsked }> {
  authorize(ctx.actor, "factor.manage");
  const [row] = await sqlOf(ctx.db)<{ bank: string; name: string }[]>`
    select b.name as bank, u.sign_in_name as name from users u cross join bank_settings b where u.id = ${ctx.actor.userId}`;
  if (!row) throw refusal("user_not_found");
  const { before, current } = await authenticatorsOf(ctx, ctx.actor.userId);
  const secret = offered(ctx, before);
  return { secret, address: totpAddress({ secret, ...row }), proofAsked: proofAsked(ctx, current) };
}

/**
 * Makes an app the actor's second factor, proven by its first code, and answers ten recovery codes. It replaces the
 * one before, whose code or a recovery code must be given; a first one later than right after the password asks for the
 * password. The other sessions end. Refuses `factor_code_wrong`, `current_password_wrong` and `tried_too_often`.
 */
export async function setUpAuthenticator(
  ctx: Person,
  input: { code: string; proof?: string | undefined; device?: string | undefined },
): Promise<Proven & { recoveryCodes: string[] }> {
  const { userId } = ctx.actor;
  const attempt = await takeTry(ctx.db, [{ rule: "person", of: ["factor", userId] }]);
  const knowsPassword = attempt ? await hasPassword(ctx, userId, input.proof) : false;
  return transact(ctx, "factor.set_up", async (inside) => {
    authorize(inside.actor, "factor.manage");
    if (!attempt) throw refusal("tried_too_often");
    const sql = sqlOf(inside.db);
    await sql`select 1 from users where id = ${userId} for update`;
    const { before, current } = await authenticatorsOf(inside, userId);
    await assertProof(inside, proofAsked(inside, current), { ...input, knowsPassword });
    const secret = offered(inside, before);
    const [now] = await sql<{ seconds: number }[]>`select extract(epoch from bank_now())::float8 as seconds`;
    const step = stepOf(secret, input.code, now?.seconds ?? 0);
    if (step === null) throw refusal("factor_code_wrong");
    await attempt.succeeded(inside.db);
    await keepAuthenticator(inside.db, userId, { secret, lastStep: step });
    const recoveryCodes = await issueRecoveryCodes(inside.db, userId);
    await sql`
      update sessions set revoked_at = bank_now()
      where user_id = ${userId} and id is distinct from ${inside.actor.sessionId} and revoked_at is null`;
    await forgetDevices(inside.db, userId);
    const { token } = await proveSession(inside.db, inside.actor);
    const device = deviceToken(input.device);
    await rememberDevice(inside.db, userId, device);
    await record(inside, {
      act: "factor.added",
      subjectKind: "user",
      subjectId: userId,
      customerId: inside.actor.kind === "customer" ? inside.actor.customerId : null,
      before: { authenticator: current },
      after: { authenticator: true },
    });
    await notify(inside, { to: { userId }, kind: "factor_changed" });
    return { ticket: token, device, recoveryCodes };
  });
}

async function authenticatorsOf(ctx: Ctx, userId: UserId): Promise<{ before: number; current: boolean }> {
  const [row] = await sqlOf(ctx.db)<{ before: number; current: boolean }[]>`
    select count(*)::int as before, coalesce(bool_or(removed_at is null), false) as current
    from totp_factors where user_id = ${userId}`;
  return row ?? { before: 0, current: false };
}

/** Another session is offered another secret, and so is the next authenticator in this one. */
function offered({ actor }: Person, before: number): string {
  return secretFor(`${actor.userId} ${actor.sessionId} ${before}`);
}

function proofAsked({ actor }: Person, current: boolean): ProofAsked {
  if (current) return "code";
  return actor.unproven === "halfway" ? "none" : "password";
}

async function assertProof(
  ctx: TxCtx<StaffActor | CustomerActor>,
  asked: ProofAsked,
  given: { proof?: string | undefined; knowsPassword: boolean },
): Promise<void> {
  if (asked === "password" && !given.knowsPassword) throw refusal("current_password_wrong", undefined, "proof");
  // Who has given the password alone gives the factor first; replacing it is for later.
  if (asked === "code" && ctx.actor.unproven) throw refusal("factor_needed");
  if (asked === "code" && !(await spendCode(ctx.db, ctx.actor.userId, given.proof ?? "")))
    throw refusal("factor_code_wrong", undefined, "proof");
}

async function hasPassword(ctx: Ctx, userId: UserId, typed: string | undefined): Promise<boolean> {
  if (!typed) return false;
  const [row] = await sqlOf(ctx.db)<{ hash: string }[]>`select password_hash as hash from users where id = ${userId}`;
  return verifyPassword(row?.hash ?? null, typed);
}

import type { Fragment } from "postgres";
import { sqlOf } from "@/db/client";
import { record } from "../audit/record";
import { beforeAct } from "../command/before-act";
import { transact } from "../command/transact";
import type { Ctx, Role, StaffActor } from "../core/context";
import { refusal } from "../core/errors";
import type { BranchId, CustomerId, UserId } from "../core/ids";
import { notify } from "../notifications/notify";
import { authorize } from "./authorize";
import { spendCode } from "./factors";
import type { PasskeyAnswer } from "./passkey-schema";
import { provenBy } from "./passkeys";
import { verifyPassword } from "./password";
import { normalizeSignInName } from "./rules";
import { networkOf, takeTry } from "./throttle";

/**
 * Who a colleague is by name, password and second factor, for one act at somebody else's screen: it opens no session and is remembered
 * nowhere. An unknown name, a wrong password and a try too many are refused alike: `wrong_credentials` (controls 31, 32); then `factor_code_wrong`, for a used code too.
 */
export async function proveColleague(
  ctx: Ctx<StaffActor>,
  act: string,
  typed: { signInName: string; password: string; code: string },
): Promise<StaffActor> {
  await beforeAct(ctx, act, () => authorize(ctx.actor, "approval.withdraw"));
  const name = normalizeSignInName(typed.signInName);
  const attempt = await takeTry(ctx.db, [
    // Not the counters of the sign-in: who tries here in vain shuts nobody out of their own browser.
    { rule: "place", of: ["override", name, networkOf(ctx.ip)] },
    { rule: "person", of: [ctx.actor.userId, name] },
  ]);
  const colleague = attempt ? await colleagueWith(ctx, sqlOf(ctx.db)`sign_in_name = ${name}`) : undefined;
  const proven = await verifyPassword(colleague?.passwordHash ?? null, typed.password);
  return transact(ctx, act, async (inside) => {
    if (!attempt || !colleague || !proven) throw refusal("wrong_credentials");
    const proof = await spendCode(inside.db, colleague.userId, typed.code);
    if (!proof) throw refusal("factor_code_wrong");
    await attempt.succeeded(inside.db);
    const { userId } = colleague;
    await record(inside, { act: "colleague.proven", subjectKind: "user", subjectId: userId, after: { with: proof } });
    if (proof === "recovery code") await notify(inside, { to: { userId }, kind: "recovery_code_used" });
    return actorOf(colleague);
  });
}

/**
 * The same by a passkey of theirs, which signs that one act: their device has asked for the person itself. Refuses
 * `colleague_passkey_refused`, also when the passkey signed anything else, and `tried_too_often`.
 */
export async function proveColleagueByPasskey(
  ctx: Ctx<StaffActor>,
  act: string,
  { passkey, bound }: { passkey: PasskeyAnswer; bound: Buffer },
): Promise<StaffActor> {
  await beforeAct(ctx, act, () => authorize(ctx.actor, "approval.withdraw"));
  const { userId: asker, sessionId } = ctx.actor;
  const attempt = await takeTry(ctx.db, [{ rule: "person", of: [asker, "colleague's passkey"] }]);
  return transact(ctx, act, async (inside) => {
    if (!attempt) throw refusal("tried_too_often");
    const userId = await provenBy(inside.db, passkey, { purpose: "override", sessionId, bound });
    const colleague = userId ? await colleagueWith(inside, sqlOf(inside.db)`id = ${userId}`) : undefined;
    if (!colleague) throw refusal("colleague_passkey_refused");
    await attempt.succeeded(inside.db);
    await record(inside, {
      act: "colleague.proven",
      subjectKind: "user",
      subjectId: colleague.userId,
      after: { with: "passkey" },
    });
    return actorOf(colleague);
  });
}

type Colleague = {
  userId: UserId;
  name: string;
  roles: Role[];
  related: CustomerId[];
  branchId: BranchId;
  passwordHash: string;
};

async function colleagueWith(ctx: Ctx, who: Fragment): Promise<Colleague | undefined> {
  const [colleague] = await sqlOf(ctx.db)<Colleague[]>`
    select id as "userId", display_name as name, branch_id as "branchId", password_hash as "passwordHash",
      array(select role from held_roles where user_id = users.id order by role) as roles,
      array(select customer_id from staff_relations where user_id = users.id and ended_at is null) as related
    from users where ${who} and kind = 'staff' and disabled_at is null`;
  return colleague;
}

function actorOf({ passwordHash: _, ...colleague }: Colleague): StaffActor {
  return { kind: "staff", ...colleague, sessionId: null };
}

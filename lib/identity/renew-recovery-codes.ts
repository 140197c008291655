import { sqlOf } from "@/db/client";
import { record } from "../audit/record";
import { transact } from "../command/transact";
import type { Ctx, CustomerActor, StaffActor, TxCtx } from "../core/context";
import { refusal } from "../core/errors";
import { notify } from "../notifications/notify";
import { assertFresh, authorize } from "./authorize";
import { spendCode } from "./factors";
import { issueRecoveryCodes } from "./recovery-codes";
import { takeTry } from "./throttle";

/**
 * Gives the actor ten new recovery codes in place of the old ones, for a code of theirs; who has passkeys alone has given
 * one in the last minutes. Refuses `factor_code_wrong` and `confirm_again`.
 */
export async function renewRecoveryCodes(
  ctx: Ctx<StaffActor | CustomerActor>,
  input: { code?: string | undefined },
): Promise<{ recoveryCodes: string[] }> {
  const { userId } = ctx.actor;
  const { code } = input;
  const attempt = code ? await takeTry(ctx.db, [{ rule: "person", of: ["factor", userId] }]) : null;
  return transact(ctx, "factor.renew_codes", async (inside) => {
    authorize(inside.actor, "factor.manage");
    if (inside.actor.unproven) throw refusal("factor_needed");
    if (!code) await assertPasskeyGiven(inside);
    else if (!attempt) throw refusal("tried_too_often");
    else if (!(await spendCode(inside.db, userId, code))) throw refusal("factor_code_wrong");
    await attempt?.succeeded(inside.db);
    const recoveryCodes = await issueRecoveryCodes(inside.db, userId);
    await record(inside, {
      act: "factor.codes_renewed",
      subjectKind: "user",
      subjectId: userId,
      customerId: inside.actor.kind === "customer" ? inside.actor.customerId : null,
    });
    await notify(inside, { to: { userId }, kind: "factor_changed" });
    return { recoveryCodes };
  });
}

/** Without an authenticator a passkey stands for the code: the session's second factor is of the last minutes. */
async function assertPasskeyGiven({ db, actor }: TxCtx<StaffActor | CustomerActor>): Promise<void> {
  const [held] = await sqlOf(db)`select 1 from totp_factors where user_id = ${actor.userId} and removed_at is null`;
  if (held) throw refusal("required", { what: "the code" }, "code");
  assertFresh(actor);
}

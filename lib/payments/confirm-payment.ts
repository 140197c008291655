import { sqlOf, type Transaction } from "@/db/client";
import { record } from "../audit/record";
import { transact } from "../command/transact";
import type { Ctx, CustomerActor, TxCtx } from "../core/context";
import { refusal } from "../core/errors";
import { askToSign } from "../identity/ask-for-passkey";
import { assertSecondFactor, authorize } from "../identity/authorize";
import { type Proof, spendCode } from "../identity/factors";
import type { PasskeyAnswer } from "../identity/passkey-schema";
import { provenBy } from "../identity/passkeys";
import { takeTry } from "../identity/throttle";
import { notify } from "../notifications/notify";
import { keepConfirmed } from "./payment-confirmations";

/** What a browser needs to have one payment signed with a passkey: the challenge begins with the hash of that payment. */
export async function askToSignPayment(ctx: Ctx<CustomerActor>, input: { confirmation: string }) {
  authorize(ctx.actor, "transfer.create");
  const [row] = await sqlOf(ctx.db)<{ boundTo: Buffer }[]>`
    select bound_to as "boundTo" from payment_confirmations
    where id = ${input.confirmation} and user_id = ${ctx.actor.userId} and expires_at > bank_now() and used_at is null`;
  if (!row) throw refusal("payment_not_confirmed");
  return askToSign(ctx, { purpose: "pay", bound: row.boundTo });
}

/**
 * Confirms one payment with a code or a passkey of the payer. What was confirmed or paid already asks for nothing more:
 * whether it may be paid is for the transfer to say. Refuses `payment_not_confirmed` when its two minutes are over,
 * `factor_code_wrong`, for a used code too, `passkey_refused` and `tried_too_often`.
 */
export async function confirmPayment(
  ctx: Ctx<CustomerActor>,
  input: { confirmation: string; code?: string | undefined; passkey?: PasskeyAnswer | undefined },
): Promise<void> {
  const { userId, customerId } = ctx.actor;
  if (await isConfirmed(ctx, input.confirmation)) return;
  const attempt = await takeTry(ctx.db, [{ rule: "person", of: ["factor", userId] }]);
  const confirmed = await transact(ctx, "payment.confirm", async (inside) => {
    authorize(inside.actor, "transfer.create", { customerIds: [customerId] });
    assertSecondFactor(inside.actor);
    if (!attempt) throw refusal("tried_too_often");
    const row = await lockConfirmation(inside.db, userId, input.confirmation);
    if (!row?.open) throw refusal("payment_not_confirmed");
    if (!input.code && !input.passkey) throw refusal("required", { what: "the code" }, "code");
    const proof = row.confirmed ? null : await proofOf(inside, input, row.boundTo);
    if (!row.confirmed && !proof) throw refusal(input.passkey ? "passkey_refused" : "factor_code_wrong");
    await attempt.succeeded(inside.db);
    if (!proof) return null;
    await sqlOf(inside.db)`
      update payment_confirmations set confirmed_at = bank_now() where id = ${input.confirmation}`;
    await record(inside, {
      act: "payment.confirmed",
      subjectKind: "payment",
      subjectId: input.confirmation,
      customerId,
      after: { with: proof },
    });
    if (proof === "recovery code") await notify(inside, { to: { userId }, kind: "recovery_code_used" });
    return row;
  });
  if (confirmed) keepConfirmed(input.confirmation, { userId, ...confirmed });
}

async function isConfirmed(ctx: Ctx<CustomerActor>, id: string): Promise<boolean> {
  const rows = await sqlOf(ctx.db)`
    select 1 from payment_confirmations where id = ${id} and user_id = ${ctx.actor.userId} and confirmed_at is not null`;
  return rows.length > 0;
}

type Row = { salt: Buffer; boundTo: Buffer; open: boolean; confirmed: boolean };

async function lockConfirmation(tx: Transaction, userId: string, id: string): Promise<Row | undefined> {
  const [row] = await sqlOf(tx)<Row[]>`
    select salt, bound_to as "boundTo", expires_at > bank_now() as open, confirmed_at is not null as confirmed
    from payment_confirmations where id = ${id} and user_id = ${userId} for update`;
  return row;
}

async function proofOf(
  { db, actor }: TxCtx<CustomerActor>,
  { code, passkey }: { code?: string | undefined; passkey?: PasskeyAnswer | undefined },
  bound: Buffer,
): Promise<Proof | null> {
  const { userId, sessionId } = actor;
  if (passkey) return (await provenBy(db, passkey, { purpose: "pay", sessionId, userId, bound })) && "passkey";
  return code ? spendCode(db, userId, code) : null;
}

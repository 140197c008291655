import { randomBytes } from "node:crypto";
import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { beforeAct } from "../command/before-act";
import type { Ctx, CustomerActor } from "../core/context";
import { newId } from "../core/ids";
import { assertSecondFactor } from "../identity/authorize";
import { checkTransfer } from "./check-transfer";
import { boundHash } from "./payment-confirmations";
import type { checkTransferInput } from "./schema";
import { keepTypedPayment } from "./typed-payments";

const VALID_SECONDS = 120;

/**
 * Checks what a customer wants to pay, books nothing, and answers the key of the check page and where what was typed is kept. A payment to somebody else is
 * bound, under that key, to its payee and amount, and can be confirmed within two minutes (control 22).
 */
export async function beginPayment(
  ctx: Ctx<CustomerActor>,
  input: z.output<typeof checkTransferInput>,
): Promise<{ key: string; typed: string }> {
  const { key, from, to, amount } = await beforeAct(ctx, "transfer.create", () => {
    assertSecondFactor(ctx.actor);
    return checkTransfer(ctx, input);
  });
  const typed = await keepTypedPayment(ctx, input);
  if (to.own) return { key, typed };
  const [id, salt] = [newId<"paymentConfirmation">(), randomBytes(16)];
  const boundTo = boundHash({ from: from.id, to: to.iban, amountMinor: amount.minor, currency: amount.currency }, salt);
  const sql = sqlOf(ctx.db);
  await sql`
    delete from payment_confirmations where id in (
      select id from payment_confirmations where expires_at <= bank_now() - interval '1 day' order by expires_at limit 20)`;
  await sql`
    insert into payment_confirmations (id, user_id, salt, bound_to, expires_at)
    values (${id}, ${ctx.actor.userId}, ${salt}, ${boundTo}, bank_now() + make_interval(secs => ${VALID_SECONDS}))`;
  return { key: id, typed };
}

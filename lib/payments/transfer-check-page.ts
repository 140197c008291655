import { sqlOf } from "@/db/client";
import type { Ctx, CustomerActor } from "../core/context";
import { isBankError } from "../core/errors";
import { isId } from "../core/ids";
import { checkTransfer, type TransferCheck } from "./check-transfer";
import { boundHash } from "./payment-confirmations";
import { transferUnder } from "./queries";
import { checkTransferInput } from "./schema";
import type { TypedPayment } from "./typed-payments";

/** A transfer as its check page shows it: to be paid, already paid under this page's key, or no longer possible. */
export type TransferCheckPage =
  | { state: "ready"; check: TransferCheck; confirmation: "not needed" | "open" | "over" }
  | { state: "paid"; reference: string }
  | { state: "refused"; sentence: string }
  | { state: "unreadable" };

export type CheckQuery = TypedPayment & { key?: string | undefined };

/** Looks anew at what the form sent on, because a page may be opened again long after. */
export async function transferCheckPage(
  ctx: Ctx<CustomerActor>,
  { key, ...typed }: CheckQuery,
): Promise<TransferCheckPage> {
  if (!isId(key)) return { state: "unreadable" };
  const reference = await transferUnder(ctx, key);
  if (reference) return { state: "paid", reference };
  const read = checkTransferInput.safeParse(typed);
  if (!read.success) return { state: "unreadable" };
  try {
    const check = { ...(await checkTransfer(ctx, read.data)), key };
    return { state: "ready", check, confirmation: check.to.own ? "not needed" : await confirmationOf(ctx, check) };
  } catch (error) {
    if (!isBankError(error)) throw error;
    return { state: "refused", sentence: error.sentence };
  }
}

/** Whether what stands on the page is what can still be confirmed under its key. */
async function confirmationOf(ctx: Ctx<CustomerActor>, { key, from, to, amount }: TransferCheck) {
  const [row] = await sqlOf(ctx.db)<{ salt: Buffer; boundTo: Buffer }[]>`
    select salt, bound_to as "boundTo" from payment_confirmations
    where id = ${key} and user_id = ${ctx.actor.userId} and used_at is null and expires_at > bank_now()`;
  const shown = { from: from.id, to: to.iban, amountMinor: amount.minor, currency: amount.currency };
  return row && boundHash(shown, row.salt).equals(row.boundTo) ? ("open" as const) : ("over" as const);
}

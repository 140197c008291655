import { sendOnly, sqlOf, type Transaction } from "@/db/client";
import { canonicalHash } from "../core/canonical";
import type { Actor } from "../core/context";
import { refusal } from "../core/errors";

/** What a confirmation is bound to: payer's account, payee's IBAN, amount and currency. */
export type BoundPayment = { from: string; to: string; amountMinor: bigint; currency: string };

/** The hash that stands for one payment under one salt. */
export function boundHash(payment: BoundPayment, salt: Buffer): Buffer {
  const { from, to, amountMinor, currency } = payment;
  return Buffer.from(canonicalHash({ from, to, amountMinor, currency, salt: salt.toString("hex") }), "hex");
}

/** A confirmation as a payment finds it; `used` also by an earlier call of the same batch. */
export type Confirmation = {
  id: string;
  userId: string;
  salt: Buffer;
  boundTo: Buffer;
  open: boolean;
  confirmed: boolean;
  used: boolean;
};

/** Locks the confirmations that calls name, in id order; nothing is sent when none does. */
export async function loadConfirmations(
  tx: Transaction,
  inputs: readonly { confirmation?: string | undefined }[],
): Promise<Map<string, Confirmation>> {
  const ids = inputs.flatMap(({ confirmation }) => confirmation ?? []);
  if (ids.length === 0) return new Map();
  const rows = await sqlOf(tx)<Confirmation[]>`
    select id, user_id as "userId", salt, bound_to as "boundTo", expires_at > bank_now() as open,
      confirmed_at is not null as confirmed, used_at is not null as used
    from payment_confirmations where id = any(${ids}::uuid[]) order by id for update`;
  return new Map(rows.map((row) => [row.id, row]));
}

/**
 * The confirmation of exactly this payment by whoever pays at a screen: theirs, of the last two minutes, not used. Staff
 * and programs have none. Refuses `payment_not_confirmed` and `payment_changed` (control 22).
 */
export function assertConfirmedPayment(
  actor: Actor,
  payment: BoundPayment,
  found: Confirmation | undefined,
): Confirmation | null {
  if (actor.kind !== "customer" || actor.sessionId === null) return null;
  if (!found || found.userId !== actor.userId || !found.open || found.used) throw refusal("payment_not_confirmed");
  if (!boundHash(payment, found.salt).equals(found.boundTo)) throw refusal("payment_changed");
  if (!found.confirmed) throw refusal("payment_not_confirmed");
  return found;
}

/** Uses the confirmations of accepted payments up. */
export async function spendConfirmations(
  tx: Transaction,
  rows: readonly { confirmation?: string | null }[],
): Promise<void> {
  const ids = rows.flatMap(({ confirmation }) => confirmation ?? []);
  if (ids.length === 0) return;
  await sendOnly(tx, sqlOf(tx)`update payment_confirmations set used_at = bank_now() where id = any(${ids}::uuid[])`);
}

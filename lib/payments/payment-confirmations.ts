import type { Fragment } from "postgres";
import { type Sql, sendOnly, sqlOf, type Transaction } from "@/db/client";
import { canonicalHash } from "../core/canonical";
import type { Actor } from "../core/context";
import { refusal } from "../core/errors";
import { perProcess } from "../core/per-process";

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

/** What this process has seen confirmed, for as long as it counts: most are paid at once, by the same process. */
const seen = perProcess("confirmed payments", () => new Map<string, Seen>());
type Seen = Pick<Confirmation, "userId" | "salt" | "boundTo"> & { until: number };

/** Keeps a confirmation that was just given, for a minute. What becomes of it elsewhere is found out when it is used up (`spending`). */
export function keepConfirmed(id: string, { userId, salt, boundTo }: Omit<Seen, "until">): void {
  const now = performance.now();
  for (const [other, { until }] of seen) {
    if (until > now && seen.size < SEEN) break;
    seen.delete(other);
  }
  seen.set(id, { userId, salt, boundTo, until: now + 60_000 });
}

const SEEN = 10_000;

/** The confirmations that calls name, as this process has seen them given, once; null where it has not seen one. */
export function knownConfirmations(
  inputs: readonly { confirmation?: string | undefined }[],
): Map<string, Confirmation> | null {
  const named = inputs.flatMap(({ confirmation }) => confirmation ?? []);
  const found = new Map<string, Confirmation>();
  for (const id of named) {
    const one = seen.get(id);
    if (!one || one.until <= performance.now()) return null;
    const { userId, salt, boundTo } = one;
    found.set(id, { id, userId, salt, boundTo, open: true, confirmed: true, used: false });
  }
  for (const id of named) seen.delete(id);
  return found;
}

/** What uses confirmations up as a part of a statement, after `claims`: it returns a row for each that still was as this process has seen it. */
export function spending(sql: Sql, confirmed: readonly Confirmation[]): Fragment {
  return sql`
    update payment_confirmations c set used_at = bank_now()
    from unnest(${confirmed.map(({ id }) => id)}::uuid[], ${confirmed.map(({ userId }) => userId)}::uuid[],
      ${confirmed.map(({ boundTo }) => boundTo.toString("hex"))}::text[]) as s (id, user_id, bound_to)
    where c.id = s.id and c.user_id = s.user_id and c.bound_to = decode(s.bound_to, 'hex') and c.used_at is null
      and c.confirmed_at is not null and c.expires_at > bank_now() and (select count(*) from claims) >= 0
    returning 1`;
}

/** Uses the confirmations of accepted payments up. */
export async function spendConfirmations(
  tx: Transaction,
  rows: readonly { confirmation?: Confirmation | null }[],
): Promise<void> {
  const ids = rows.flatMap(({ confirmation }) => confirmation?.id ?? []);
  if (ids.length === 0) return;
  await sendOnly(tx, sqlOf(tx)`update payment_confirmations set used_at = bank_now() where id = any(${ids}::uuid[])`);
}

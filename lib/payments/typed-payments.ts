import { sqlOf } from "@/db/client";
import { bankDataKey, decryptBytes, encryptBytes } from "../audit/cipher";
import type { Ctx, CustomerActor, StaffActor } from "../core/context";
import { type Id, isId, newId } from "../core/ids";

/** A payment as it was typed, between its form and the page that puts it before the person once more. */
export type TypedPayment = { [field in "from" | "to" | "amount" | "remittance" | "waive"]?: string | undefined };

const KEPT_HOURS = 24;

/**
 * Keeps a payment as its form was sent, for a day and for whoever typed it, so that the address of its check page holds
 * nothing of it. It is no act of the bank: nothing is booked or promised by it.
 */
export async function keepTypedPayment(
  ctx: Ctx<StaffActor | CustomerActor>,
  typed: TypedPayment,
): Promise<Id<"typedPayment">> {
  const id = newId<"typedPayment">();
  const sealed = encryptBytes(bankDataKey(), Buffer.from(JSON.stringify(typed), "utf8"), place(id));
  const sql = sqlOf(ctx.db);
  await sql`
    with old as (delete from typed_payments where id in (
      select id from typed_payments where created_at <= bank_now() - make_interval(hours => ${KEPT_HOURS}) order by created_at limit 20))
    insert into typed_payments (id, user_id, sealed) values (${id}, ${ctx.actor.userId}, ${sealed})`;
  return id;
}

/** What this person typed and had kept under an id; nothing of anybody else's, and nothing after a day. */
export async function typedPayment(
  ctx: Ctx<StaffActor | CustomerActor>,
  id: string | undefined,
): Promise<TypedPayment> {
  if (!isId(id)) return {};
  const [row] = await sqlOf(ctx.db)<{ sealed: Buffer }[]>`
    select sealed from typed_payments
    where id = ${id} and user_id = ${ctx.actor.userId} and created_at > bank_now() - make_interval(hours => ${KEPT_HOURS})`;
  return row ? JSON.parse(decryptBytes(bankDataKey(), row.sealed, place(id)).toString("utf8")) : {};
}

const place = (id: string) => `typed_payments ${id}`;

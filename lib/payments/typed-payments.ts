import { sqlOf } from "@/db/client";
import { decryptField, encryptField } from "../audit/cipher";
import type { Ctx, CustomerActor, StaffActor } from "../core/context";
import { type Id, isId, newId } from "../core/ids";

type Field = "from" | "to" | "amount" | "remittance" | "waive" | "way" | "against" | "currency";

/** A payment or an exchange of notes as it was typed, between its form and the page that puts it before the person once more. */
export type TypedPayment = { [field in Field]?: string | undefined };

export const KEPT_HOURS = 24;

/**
 * Keeps a payment as its form was sent, for a day and for whoever typed it, so that the address of its check page holds
 * nothing of it. It is no act of the bank: nothing is booked or promised by it.
 */
export async function keepTypedPayment(
  ctx: Ctx<StaffActor | CustomerActor>,
  typed: TypedPayment,
): Promise<Id<"typedPayment">> {
  const id = newId<"typedPayment">();
  const sealed = encryptField(JSON.stringify(typed), place(id));
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
  const [row] = await sqlOf(ctx.db)<{ sealed: string }[]>`
    select sealed from typed_payments
    where id = ${id} and user_id = ${ctx.actor.userId} and created_at > bank_now() - make_interval(hours => ${KEPT_HOURS})`;
  return row ? JSON.parse(decryptField(row.sealed, place(id))) : {};
}

/** The same where it was typed for this account; what was typed at another account does not fill this one's page. */
export async function typedAtAccount(
  ctx: Ctx<StaffActor>,
  accountId: string,
  id: string | undefined,
): Promise<TypedPayment> {
  const typed = await typedPayment(ctx, id);
  return typed.from === accountId ? typed : {};
}

const place = (id: string) => ({ table: "typed_payments", column: "sealed", id });

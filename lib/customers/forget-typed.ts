import { sqlOf } from "@/db/client";
import type { StaffActor, TxCtx } from "../core/context";
import { type CustomerId, newId } from "../core/ids";
import type { TypedFormName } from "./keep-typed";

/**
 * Drops what the officer had typed into a form, now that it is sent. Of an application's form it stays known when that
 * was, so that what its page saves on the way cannot bring it back; a new application's form is known by its key.
 */
export async function forgetTyped(
  ctx: TxCtx<StaffActor>,
  form: TypedFormName,
  customerId: CustomerId | null,
): Promise<void> {
  const sql = sqlOf(ctx.db);
  if (customerId === null) {
    await sql`delete from typed_forms where user_id = ${ctx.actor.userId} and form = ${form} and customer_id is null`;
    return;
  }
  await sql`
    insert into typed_forms (id, user_id, form, customer_id, values_cipher, sent_at)
    values (${newId()}, ${ctx.actor.userId}, ${form}, ${customerId}, '', bank_now())
    on conflict (user_id, form, customer_id) do update
      set values_cipher = '', saved_at = excluded.saved_at, sent_at = excluded.sent_at`;
}

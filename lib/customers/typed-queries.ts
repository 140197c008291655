import { sqlOf } from "@/db/client";
import { decryptField } from "../audit/cipher";
import type { Ctx, StaffActor } from "../core/context";
import type { CustomerId } from "../core/ids";
import { KEPT_DAYS, place, type TypedFormName } from "./keep-typed";

/** Values by the names of their fields; the parts of a date below the date's name. */
export type TypedValues = Record<string, string | Record<string, string>>;
export type Typed = { values: TypedValues; savedAtLocal: string };

/**
 * What this officer typed into a form and never sent, or null. A new application's form that was sent after all, under the
 * key it carried, is not given back: the next customer is somebody else.
 */
export async function readTyped(
  ctx: Ctx<StaffActor>,
  form: TypedFormName,
  customerId: CustomerId | null,
): Promise<Typed | null> {
  const [row] = await sqlOf(ctx.db)<{ id: string; cipher: string; savedAtLocal: string }[]>`
    select t.id, t.values_cipher as cipher, (t.saved_at at time zone bank.time_zone)::text as "savedAtLocal"
    from typed_forms t cross join bank_settings bank
    where t.user_id = ${ctx.actor.userId} and t.form = ${form} and t.customer_id is not distinct from ${customerId}::uuid
      and t.sent_at is null and t.saved_at > bank_now() - make_interval(days => ${KEPT_DAYS})
      and not exists (select from idempotency_keys k where k.key = t.key)`;
  if (!row) return null;
  const typed: Record<string, string> = JSON.parse(decryptField(row.cipher, place(row.id)));
  return { values: nested(typed), savedAtLocal: row.savedAtLocal };
}

function nested(typed: Record<string, string>): TypedValues {
  const values: TypedValues = {};
  for (const [name, value] of Object.entries(typed)) {
    const [field = "", part] = name.split(".");
    if (part === undefined) values[field] = value;
    else values[field] = { ...(typeof values[field] === "object" ? values[field] : {}), [part]: value };
  }
  return values;
}

import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { encryptField } from "../audit/cipher";
import type { Ctx, StaffActor } from "../core/context";
import { refusal } from "../core/errors";
import { type CustomerId, newId } from "../core/ids";
import { authorize, branchScope } from "../identity/authorize";
import {
  type keepTypedInput,
  saveBusinessInput,
  saveContactInput,
  saveDeclarationsInput,
  saveDocumentInput,
  saveIdentityInput,
  saveOrganisationInput,
  savePersonInput,
} from "./schema";

type Input = z.output<typeof keepTypedInput>;
export type TypedFormName = Input["form"];

const FIELDS: Record<TypedFormName, readonly string[]> = {
  start: Object.keys(saveIdentityInput.shape),
  start_organisation: Object.keys(saveOrganisationInput.shape),
  organisation: Object.keys(saveOrganisationInput.shape),
  business: Object.keys(saveBusinessInput.shape),
  person: Object.keys(savePersonInput.shape),
  identity: Object.keys(saveIdentityInput.shape),
  contact: Object.keys(saveContactInput.shape),
  document: Object.keys(saveDocumentInput.shape),
  declarations: Object.keys(saveDeclarationsInput.shape),
};
/** Not typed by a person, or to be given anew each time. */
const NOT_KEPT = ["section", "customerId", "personId", "linkedId", "key", "consent"];
export const KEPT_DAYS = 7;

/**
 * Keeps what an officer has typed into a form of an application that may still be changed, for that officer only and for a
 * week. It is no act of the bank: nothing of the application changes, so the activity log has no row of it. What a page
 * saves that was opened before its form was sent is let go.
 */
export async function keepTyped(ctx: Ctx<StaffActor>, input: Input): Promise<{ savedAtLocal: string }> {
  authorize(ctx.actor, "customer.onboard");
  const fields = FIELDS[input.form].filter((name) => !NOT_KEPT.includes(name));
  const values = Object.entries(input.typed).filter(
    ([name, value]) => value !== "" && fields.includes(name.split(".")[0] ?? ""),
  );
  const customerId = "key" in input ? null : input.customerId;
  const since = "key" in input ? null : (input.since ?? null);
  if (values.length === 0) return forgotten(ctx, input.form, customerId);
  const id = newId<"typedForm">();
  const cipher = encryptField(JSON.stringify(Object.fromEntries(values)), place(id));
  const scope = branchScope(ctx.actor, "customer.onboard");
  const sql = sqlOf(ctx.db);
  const [kept] = await sql<{ savedAtLocal: string }[]>`
    with old as (
      delete from typed_forms where saved_at < bank_now() - make_interval(days => ${KEPT_DAYS})
        and (user_id, form, customer_id) is distinct from (${ctx.actor.userId}::uuid, ${input.form}::text, ${customerId}::uuid)
    ), kept as (
      insert into typed_forms (id, user_id, form, customer_id, key, values_cipher)
      select ${id}, ${ctx.actor.userId}, ${input.form}, ${customerId}::uuid, ${"key" in input ? input.key : null}, ${cipher}
      where ${customerId}::uuid is null or exists (
        select from customers c where c.id = ${customerId} and c.status in ('draft', 'returned')
          ${scope ? sql`and c.branch_id = ${scope}` : sql``})
      on conflict (user_id, form, customer_id) do update
        set id = excluded.id, key = excluded.key, values_cipher = excluded.values_cipher, saved_at = bank_now(), sent_at = null
        where typed_forms.sent_at is null or typed_forms.sent_at < coalesce(${since}::timestamptz, bank_now())
      returning saved_at
    )
    select (coalesce(kept.saved_at, late.sent_at) at time zone bank.time_zone)::text as "savedAtLocal"
    from bank_settings bank left join kept on true left join typed_forms late on late.user_id = ${ctx.actor.userId}
      and late.form = ${input.form} and late.customer_id = ${customerId}::uuid
    where kept.saved_at is not null or late.sent_at >= ${since}::timestamptz`;
  if (!kept) throw refusal("customer_not_found");
  return kept;
}

/** An emptied form is nothing to give back. */
async function forgotten(
  ctx: Ctx<StaffActor>,
  form: TypedFormName,
  customerId: CustomerId | null,
): Promise<{ savedAtLocal: string }> {
  const sql = sqlOf(ctx.db);
  await sql`
    delete from typed_forms
    where user_id = ${ctx.actor.userId} and form = ${form} and customer_id is not distinct from ${customerId}::uuid
      and sent_at is null`;
  const [now] = await sql<{ savedAtLocal: string }[]>`
    select (bank_now() at time zone time_zone)::text as "savedAtLocal" from bank_settings`;
  return now ?? { savedAtLocal: "" };
}

export const place = (id: string) => ({ table: "typed_forms", column: "values_cipher", id });

import { sqlOf } from "@/db/client";
import type { TxCtx } from "../core/context";
import { countryName } from "../core/countries";
import { refusal } from "../core/errors";
import { newId } from "../core/ids";
import { isPostcode } from "../core/is-postcode";
import type { CustomerFacts } from "./lock-customer";
import { customerSearchText } from "./search-text";

/** What of a customer an act changed. */
export type Change = { before: object; after: object };

type TypedAddress = { street: string; postcode: string; city: string; country: string };
type Contact = { phone?: string | undefined; email?: string | undefined } & {
  [Part in keyof TypedAddress]?: TypedAddress[Part] | undefined;
};

/** Writes how the bank reaches a customer: phone, e-mail address and residence, whole or not at all. Answers what changed; refuses `postcode_elsewhere`. */
export async function saveContact(ctx: TxCtx, customer: CustomerFacts, typed: Contact): Promise<Change> {
  const facts = await saveFacts(ctx, customer, { phone: typed.phone ?? null, email: typed.email ?? null });
  const address = await saveAddress(ctx, customer, addressIn(typed));
  return { before: { ...facts.before, ...address.before }, after: { ...facts.after, ...address.after } };
}

type Facts = Pick<CustomerFacts, "fullName" | "birthDate" | "nationality" | "phone" | "email">;

/** Writes facts of a customer, and what a search finds them by. Answers which changed. */
export async function saveFacts(ctx: TxCtx, customer: CustomerFacts, typed: Partial<Facts>): Promise<Change> {
  const next = { ...customer, ...typed };
  await sqlOf(ctx.db)`
    update customers set full_name = ${next.fullName}, birth_date = ${next.birthDate}, nationality = ${next.nationality},
      phone = ${next.phone}, email = ${next.email}, search_text = ${customerSearchText(next)}, updated_at = bank_now()
    where id = ${customer.id}`;
  const changed = (Object.keys(typed) as (keyof Facts)[]).filter((name) => customer[name] !== next[name]);
  const pick = (from: Facts) => Object.fromEntries(changed.map((name) => [name, from[name]]));
  return { before: pick(customer), after: pick(next) };
}

/** The schema asks for an address whole or not at all. */
function addressIn(input: Omit<Contact, "phone" | "email">): TypedAddress | null {
  const { street, postcode, city, country } = input;
  return street && postcode && city && country ? { street, postcode, city, country } : null;
}

async function saveAddress(ctx: TxCtx, customer: CustomerFacts, typed: TypedAddress | null): Promise<Change> {
  const sql = sqlOf(ctx.db);
  const known = customer.address && addressIn(customer.address);
  if (JSON.stringify(known) === JSON.stringify(typed)) return { before: {}, after: {} };
  if (typed === null) {
    await sql`delete from customer_addresses where customer_id = ${customer.id} and kind = 'residence'`;
  } else {
    if (!isPostcode(typed.postcode, typed.country))
      throw refusal("postcode_elsewhere", { country: countryName(typed.country) ?? typed.country });
    await sql`
      insert into customer_addresses (id, customer_id, kind, street, postcode, city, country)
      values (${newId<"address">()}, ${customer.id}, 'residence', ${typed.street}, ${typed.postcode}, ${typed.city}, ${typed.country})
      on conflict (customer_id, kind) do update
        set street = excluded.street, postcode = excluded.postcode, city = excluded.city, country = excluded.country`;
  }
  return { before: { address: known }, after: { address: typed } };
}

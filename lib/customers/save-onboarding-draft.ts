import { sqlOf } from "@/db/client";
import { record } from "../audit/record";
import { transact } from "../command/transact";
import type { Ctx, StaffActor, TxCtx } from "../core/context";
import type { CustomerId } from "../core/ids";
import { newId } from "../core/ids";
import { authorize } from "../identity/authorize";
import { forgetTyped } from "./forget-typed";
import { type CustomerFacts, lockCustomer } from "./lock-customer";
import { assertBirthDate, assertEditable, assertPerson } from "./rules";
import { saveBusiness } from "./save-business";
import { saveDeclarations } from "./save-declarations";
import { saveDocument } from "./save-document";
import { saveOrganisation } from "./save-organisation";
import type { SaveOnboardingDraftInput } from "./schema";
import { customerSearchText } from "./search-text";

/**
 * Saves one section of an application that is not submitted: identity, contact and address, identity document, or
 * declarations; of an organisation its register entry, contact, or business.
 * Parts may stay empty. Refuses `onboarding_locked`, `identity_document_taken`, `registration_taken`, `lei_taken`,
 * `person_needed`, `organisation_needed`, and dates that cannot be.
 */
export function saveOnboardingDraft(
  ctx: Ctx<StaffActor>,
  input: SaveOnboardingDraftInput,
): Promise<{ customerId: CustomerId; kind: CustomerFacts["kind"] }> {
  return transact(ctx, "customer.save", async (inside) => {
    const customer = await lockCustomer(inside.db, input.customerId);
    authorize(inside.actor, "customer.onboard", { branchId: customer.branchId, customerIds: [customer.id] });
    assertEditable(customer);
    const change = await saveSection(inside, customer, input);
    await forgetTyped(inside, input.section, customer.id);
    if (Object.keys(change.after).length > 0) {
      await record(inside, {
        act: `customer.${input.section}_saved`,
        subjectKind: "customer",
        subjectId: customer.id,
        customerId: customer.id,
        reference: customer.customerNo,
        ...change,
      });
    }
    return { customerId: customer.id, kind: customer.kind };
  });
}

export type Change = { before: object; after: object };

async function saveSection(
  ctx: TxCtx<StaffActor>,
  customer: CustomerFacts,
  input: SaveOnboardingDraftInput,
): Promise<Change> {
  switch (input.section) {
    case "organisation":
      return saveOrganisation(ctx, customer, input);
    case "business":
      return saveBusiness(ctx, customer, input);
    case "identity":
      assertPerson(customer);
      assertBirthDate(input.birthDate, ctx.businessDate);
      return saveFacts(ctx, customer, {
        fullName: input.fullName,
        birthDate: input.birthDate ?? null,
        nationality: input.nationality ?? null,
      });
    case "contact": {
      const facts = await saveFacts(ctx, customer, { phone: input.phone ?? null, email: input.email ?? null });
      const address = await saveAddress(ctx, customer, addressIn(input));
      return { before: { ...facts.before, ...address.before }, after: { ...facts.after, ...address.after } };
    }
    case "document":
      assertPerson(customer);
      return saveDocument(ctx, customer, input);
    case "declarations":
      assertPerson(customer);
      return saveDeclarations(ctx, customer, input);
  }
}

type Facts = Pick<CustomerFacts, "fullName" | "birthDate" | "nationality" | "phone" | "email">;

async function saveFacts(ctx: TxCtx, customer: CustomerFacts, typed: Partial<Facts>): Promise<Change> {
  const next = { ...customer, ...typed };
  await sqlOf(ctx.db)`
    update customers set full_name = ${next.fullName}, birth_date = ${next.birthDate}, nationality = ${next.nationality},
      phone = ${next.phone}, email = ${next.email}, search_text = ${customerSearchText(next)}, updated_at = bank_now()
    where id = ${customer.id}`;
  const changed = (Object.keys(typed) as (keyof Facts)[]).filter((name) => customer[name] !== next[name]);
  const pick = (from: Facts) => Object.fromEntries(changed.map((name) => [name, from[name]]));
  return { before: pick(customer), after: pick(next) };
}

type TypedAddress = { street: string; postcode: string; city: string; country: string };

/** The schema asks for an address whole or not at all. */
function addressIn(input: Partial<TypedAddress>): TypedAddress | null {
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
    await sql`
      insert into customer_addresses (id, customer_id, kind, street, postcode, city, country)
      values (${newId<"address">()}, ${customer.id}, 'residence', ${typed.street}, ${typed.postcode}, ${typed.city}, ${typed.country})
      on conflict (customer_id, kind) do update
        set street = excluded.street, postcode = excluded.postcode, city = excluded.city, country = excluded.country`;
  }
  return { before: { address: known }, after: { address: typed } };
}

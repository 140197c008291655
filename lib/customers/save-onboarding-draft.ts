import { record } from "../audit/record";
import { transact } from "../command/transact";
import type { Ctx, StaffActor, TxCtx } from "../core/context";
import type { CustomerId } from "../core/ids";
import { authorize } from "../identity/authorize";
import { aboutCustomer } from "./about-customer";
import { forgetTyped } from "./forget-typed";
import { type CustomerFacts, lockCustomer } from "./lock-customer";
import { assertBirthDate, assertEditable, assertIssuedInLife, assertPerson } from "./rules";
import { saveBusiness } from "./save-business";
import { type Change, saveContact, saveFacts } from "./save-contact";
import { saveDeclarations } from "./save-declarations";
import { saveDocument } from "./save-document";
import { saveOrganisation } from "./save-organisation";
import type { SaveOnboardingDraftInput } from "./schema";

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
        ...aboutCustomer(customer),
        reference: customer.customerNo,
        ...change,
      });
    }
    return { customerId: customer.id, kind: customer.kind };
  });
}

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
      assertIssuedInLife(customer.document?.issuedOn ?? null, input.birthDate ?? null, "birthDate");
      return saveFacts(ctx, customer, {
        fullName: input.fullName,
        birthDate: input.birthDate ?? null,
        nationality: input.nationality ?? null,
      });
    case "contact":
      return saveContact(ctx, customer, input);
    case "document":
      assertPerson(customer);
      return saveDocument(ctx, customer, input);
    case "declarations":
      assertPerson(customer);
      return saveDeclarations(ctx, customer, input);
  }
}

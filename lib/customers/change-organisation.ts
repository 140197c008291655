import type { z } from "zod";
import { demandApproval } from "../approvals/demand-approval";
import type { FieldWords } from "../approvals/sealed-request";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor } from "../core/context";
import { countryName } from "../core/countries";
import { refusal } from "../core/errors";
import { authorize } from "../identity/authorize";
import { aboutCustomer } from "./about-customer";
import { lockCustomer, type OrganisationFacts } from "./lock-customer";
import { raiseRisk } from "./raise-risk";
import { assertIncorporated, statusWords } from "./rules";
import { assertRegisterFree, organisationOf, saveOrganisation, typedOrganisation } from "./save-organisation";
import { type changeOrganisationInput, legalFormNames } from "./schema";
import { screenCustomer } from "./screen-customer";

type Input = z.output<typeof changeOrganisationInput>;

/**
 * Changes the register entry of an active organisation once the branch manager has agreed, and compares it with the
 * screening lists again. Refuses `nothing_changes`, `customer_not_active`, `incorporated_later`, `registration_taken`, `lei_taken`.
 */
export function changeOrganisation(ctx: Ctx<StaffActor>, input: Input) {
  const { key, ...asked } = input;
  return transactOnce(ctx, { command: "customer.change_organisation", key, input: asked }, async (inside) => {
    const customer = await lockCustomer(inside.db, asked.customerId);
    authorize(inside.actor, "customer.onboard", { branchId: customer.branchId, customerIds: [customer.id] });
    const known = organisationOf(customer);
    if (customer.status !== "active") throw refusal("customer_not_active", { status: statusWords(customer.status) });
    assertIncorporated(asked.incorporatedOn, inside.businessDate);
    // Before anybody is asked to agree to what could not be done.
    await assertRegisterFree(inside, customer.id, typedOrganisation(asked));
    const before = wordsOf(customer.fullName, known);
    const after = wordsOf(asked.fullName, { ...typedOrganisation(asked), activity: known.activity });
    if (Object.keys(after).every((name) => before[name] === after[name])) throw refusal("nothing_changes");
    const pending = await demandApproval(inside, {
      kind: "customer.change_organisation",
      payload: { ...input, tradingNames: asked.tradingNames?.join("\n") },
      ...aboutCustomer(customer),
      branchId: customer.branchId,
      reason: asked.reason,
      before,
      after,
      always: true,
    });
    if (pending) return pending;
    await saveOrganisation(inside, customer, asked);
    await record(inside, {
      act: "customer.organisation_changed",
      ...aboutCustomer(customer),
      reference: customer.customerNo,
      before,
      after: { ...after, reason: asked.reason },
    });
    await raiseRisk(inside, customer.id);
    await screenCustomer(inside, await lockCustomer(inside.db, customer.id));
    return { customerId: customer.id };
  });
}

function wordsOf(fullName: string, facts: OrganisationFacts): FieldWords {
  return {
    name: fullName,
    trading_names: facts.tradingNames.join(", ") || null,
    legal_form: legalFormNames[facts.legalForm],
    registration_number: facts.registrationNo,
    register: facts.registerCountry && (countryName(facts.registerCountry) ?? facts.registerCountry),
    incorporated_on: facts.incorporatedOn,
    lei: facts.lei,
  };
}

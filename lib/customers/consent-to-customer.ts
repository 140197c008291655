import type { z } from "zod";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor } from "../core/context";
import { refusal } from "../core/errors";
import type { CustomerId } from "../core/ids";
import { authorize, decidersOf } from "../identity/authorize";
import { latestConsent } from "./consent-queries";
import { giveConsent } from "./give-consent";
import { lockCustomer } from "./lock-customer";
import { assertSecondPerson } from "./rules";
import type { consentToCustomerInput } from "./schema";

/**
 * A senior manager's consent, with its reason, to serve somebody who became of high risk, where it is asked for. Refuses
 * `senior_consent_not_asked` and `maker_cannot_approve`.
 */
export function consentToCustomer(
  ctx: Ctx<StaffActor>,
  input: z.output<typeof consentToCustomerInput>,
): Promise<{ customerId: CustomerId }> {
  const { key, ...rest } = input;
  return transactOnce(ctx, { command: "customer.consent", key, input: rest }, async (inside) => {
    const customer = await lockCustomer(inside.db, input.customerId);
    authorize(inside.actor, "customer.consent", { branchId: customer.branchId, customerIds: [customer.id] });
    for (const decider of decidersOf(inside.actor)) assertSecondPerson(customer, decider);
    const latest = await latestConsent(inside.db, customer);
    const served = customer.status === "active" || customer.status === "compliance_review";
    if (!served || !latest || latest.givenBy) throw refusal("senior_consent_not_asked");
    await giveConsent(inside, customer, input.reason);
    return { customerId: customer.id };
  });
}

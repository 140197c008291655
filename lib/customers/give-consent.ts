import { sqlOf } from "@/db/client";
import { record } from "../audit/record";
import type { StaffActor, TxCtx } from "../core/context";
import { aboutCustomer } from "./about-customer";
import { keepAskedConsent } from "./keep-asked-consent";
import type { CustomerFacts } from "./lock-customer";
import { assessRisk, highRules } from "./risk";

/** Keeps a senior manager's consent to serve somebody of high risk, with its reason: the answer to who asked for it, where somebody did. */
export async function giveConsent(ctx: TxCtx<StaffActor>, customer: CustomerFacts, reason: string): Promise<void> {
  const rules = await keepAskedConsent(ctx.db, customer.id, highRules(assessRisk(customer, ctx.businessDate)));
  await sqlOf(ctx.db)`
    update senior_consents set given_by = ${ctx.actor.userId}, given_at = bank_now(), reason = ${reason}
    where customer_id = ${customer.id} and given_at is null`;
  await record(ctx, {
    act: "customer.consented",
    ...aboutCustomer(customer),
    reference: customer.customerNo,
    after: { reason, rules },
  });
}

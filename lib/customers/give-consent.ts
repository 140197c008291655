import { sqlOf } from "@/db/client";
import { record } from "../audit/record";
import type { StaffActor, TxCtx } from "../core/context";
import { newId } from "../core/ids";
import type { CustomerFacts } from "./lock-customer";
import { assessRisk, highRules } from "./risk";

/** Keeps a senior manager's consent to serve somebody of high risk, with its reason: the answer to who asked for it, where somebody did. */
export async function giveConsent(ctx: TxCtx<StaffActor>, customer: CustomerFacts, reason: string): Promise<void> {
  const sql = sqlOf(ctx.db);
  const rules = highRules(assessRisk(customer, ctx.businessDate));
  await sql`
    insert into senior_consents (id, customer_id, rules) values (${newId<"seniorConsent">()}, ${customer.id}, ${rules}::text[])
    on conflict (customer_id) where given_at is null do update set rules = excluded.rules`;
  await sql`
    update senior_consents set given_by = ${ctx.actor.userId}, given_at = bank_now(), reason = ${reason}
    where customer_id = ${customer.id} and given_at is null`;
  await record(ctx, {
    act: "customer.consented",
    subjectKind: "customer",
    subjectId: customer.id,
    customerId: customer.id,
    reference: customer.customerNo,
    after: { reason, rules },
  });
}

import { sqlOf } from "@/db/client";
import { record } from "../audit/record";
import type { TxCtx } from "../core/context";
import { newId } from "../core/ids";
import { latestConsent } from "./consent-queries";
import type { CustomerFacts } from "./lock-customer";
import { assessRisk, highRules } from "./risk";
import type { RiskRating } from "./schema";

/**
 * Asks a senior manager for consent to go on serving a customer who became of high risk, or of high risk for one more
 * cause. Nothing is asked while a consent covers every cause, nor twice at once.
 */
export async function askConsent(ctx: TxCtx, customer: CustomerFacts, rating: RiskRating): Promise<void> {
  if (customer.status !== "active" || rating !== "high") return;
  const rules = highRules(assessRisk(customer, ctx.businessDate));
  const latest = await latestConsent(ctx.db, customer);
  if (latest && rules.every((rule) => latest.rules.includes(rule))) return;
  await sqlOf(ctx.db)`
    insert into senior_consents (id, customer_id, rules) values (${newId<"seniorConsent">()}, ${customer.id}, ${rules}::text[])
    on conflict (customer_id) where given_at is null do update set rules = excluded.rules`;
  await record(ctx, {
    act: "customer.consent_asked",
    subjectKind: "customer",
    subjectId: customer.id,
    customerId: customer.id,
    reference: customer.customerNo,
    after: { rules },
  });
}

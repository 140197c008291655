import { record } from "../audit/record";
import type { TxCtx } from "../core/context";
import { aboutCustomer } from "./about-customer";
import { latestConsent } from "./consent-queries";
import { type ConsentCause, keepAskedConsent } from "./keep-asked-consent";
import type { CustomerFacts } from "./lock-customer";
import { assessRisk, highRules } from "./risk";
import type { RiskRating } from "./schema";

/**
 * Asks a senior manager for consent to go on serving a customer who became of high risk, or of high risk for one more
 * cause. Nothing is asked while a consent covers every cause, nor twice at once; a prohibition that ended,
 * a judgement as high, and the end of one below high, are always asked for.
 */
export async function askConsent(
  ctx: TxCtx,
  customer: CustomerFacts,
  rating: RiskRating,
  since?: ConsentCause,
): Promise<void> {
  if (customer.status !== "active" || rating !== "high") return;
  const causes = [...highRules(assessRisk(customer, ctx.businessDate)), ...(since ? [since] : [])];
  const latest = await latestConsent(ctx.db, customer);
  if (!since && latest && causes.every((cause) => latest.rules.includes(cause))) return;
  const rules = await keepAskedConsent(ctx.db, customer.id, causes);
  await record(ctx, {
    act: "customer.consent_asked",
    ...aboutCustomer(customer),
    reference: customer.customerNo,
    after: { rules },
  });
}

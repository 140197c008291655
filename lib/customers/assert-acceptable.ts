import type { TxCtx } from "../core/context";
import { assertNotListed } from "../screening/rules";
import type { CustomerFacts } from "./lock-customer";
import { assessRisk, type RiskAssessment } from "./risk";
import { assertNotProhibited, assertReadyForApproval } from "./rules";

/**
 * The bank may take the applicant on as of today: all is known, no list names them and no rule prohibits them. Gives what
 * the rules say of their risk.
 */
export async function assertAcceptable(ctx: TxCtx, customer: CustomerFacts): Promise<RiskAssessment> {
  assertReadyForApproval(customer, ctx.businessDate);
  await assertNotListed(ctx, customer.id);
  const assessed = assessRisk(customer, ctx.businessDate);
  assertNotProhibited(assessed.rating);
  return assessed;
}

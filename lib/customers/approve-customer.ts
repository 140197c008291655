import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor } from "../core/context";
import { refusal } from "../core/errors";
import type { CustomerId } from "../core/ids";
import { authorize, decidersOf } from "../identity/authorize";
import { assertAcceptable } from "./assert-acceptable";
import { giveConsent } from "./give-consent";
import { lockCustomer } from "./lock-customer";
import { openSignIn } from "./own-sign-in";
import { recordStatus } from "./record-status";
import { assessRisk, higher, reviewDate } from "./risk";
import { assertDecidable } from "./rules";
import type { approveCustomerInput } from "./schema";

/**
 * Makes the applicant a customer, with the risk rating the manager gives and the day of the next review; the rules are
 * checked again as of today. Of high risk, the manager consents with a reason and compliance decides after that. Refuses a
 * rating below that of the rules (`risk_too_low`), high risk without the reason (`senior_reason_needed`), `customer_under_review`, `maker_cannot_approve`, `wrong_state`, `stale`, and what submitting refuses.
 */
export function approveCustomer(
  ctx: Ctx<StaffActor>,
  input: z.output<typeof approveCustomerInput>,
): Promise<{ customerId: CustomerId }> {
  const { key, ...rest } = input;
  return transactOnce(ctx, { command: "customer.approve", key, input: rest }, async (inside) => {
    const customer = await lockCustomer(inside.db, input.customerId);
    authorize(inside.actor, "customer.approve", { branchId: customer.branchId, customerIds: [customer.id] });
    const deciders = decidersOf(inside.actor);
    const high = higher(assessRisk(customer, inside.businessDate).rating, input.riskRating) === "high";
    const status = high ? "compliance_review" : "active";
    assertDecidable(customer, { deciders, at: "pending_review", to: status, seen: input.seen });
    const assessed = await assertAcceptable(inside, customer);
    if (higher(assessed.rating, input.riskRating) !== input.riskRating)
      throw refusal("risk_too_low", { rating: assessed.rating });
    if (high) {
      authorize(inside.actor, "customer.consent", { branchId: customer.branchId, customerIds: [customer.id] });
      if (!input.consentReason) throw refusal("senior_reason_needed");
      await giveConsent(inside, customer, input.consentReason);
    }
    const reviewOn = status === "active" ? reviewDate(input.riskRating, customer, inside.businessDate) : null;
    await sqlOf(inside.db)`
      update customers set status = ${status}, risk_rating = ${input.riskRating}, next_review_on = ${reviewOn}, decided_by = ${inside.actor.userId},
        decided_at = bank_now(), decision_reason = null, updated_at = bank_now()
      where id = ${customer.id}`;
    if (status === "active") await openSignIn(inside, customer.id);
    const rules = assessed.rules.map(({ rule }) => rule);
    const after = { status, riskRating: input.riskRating, rules, nextReviewOn: reviewOn };
    await recordStatus(inside, customer, status === "active" ? "customer.approved" : "customer.referred", after);
    return { customerId: customer.id };
  });
}

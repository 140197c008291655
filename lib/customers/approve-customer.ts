import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor } from "../core/context";
import { refusal } from "../core/errors";
import type { CustomerId } from "../core/ids";
import { authorize, decidersOf } from "../identity/authorize";
import { assertNotListed } from "../screening/rules";
import { lockCustomer } from "./lock-customer";
import { openSignIn } from "./own-sign-in";
import { recordStatus } from "./record-status";
import { assessRisk, higher, reviewDate } from "./risk";
import {
  assertMayBecome,
  assertNotProhibited,
  assertReadyForApproval,
  assertSecondPerson,
  assertSeen,
  assertStatus,
} from "./rules";
import type { approveCustomerInput } from "./schema";

/**
 * Makes the applicant a customer, with the risk rating the manager gives and the day of the next review; the rules are
 * checked again as of today. High risk goes on to compliance instead. Refuses a rating below that of the rules
 * (`risk_too_low`), `customer_under_review`, `maker_cannot_approve`, `wrong_state`, `stale`, and what submitting refuses.
 */
export function approveCustomer(
  ctx: Ctx<StaffActor>,
  input: z.output<typeof approveCustomerInput>,
): Promise<{ customerId: CustomerId }> {
  const { key, ...rest } = input;
  return transactOnce(ctx, { command: "customer.approve", key, input: rest }, async (inside) => {
    const customer = await lockCustomer(inside.db, input.customerId);
    authorize(inside.actor, "customer.approve", { branchId: customer.branchId, customerIds: [customer.id] });
    for (const decider of decidersOf(inside.actor)) assertSecondPerson(customer, decider);
    const assessed = assessRisk(customer, inside.businessDate);
    const status = higher(assessed.rating, input.riskRating) === "high" ? "compliance_review" : "active";
    assertMayBecome(customer, status);
    assertStatus(customer, "pending_review", status);
    assertSeen(customer, input.seen);
    assertReadyForApproval(customer, inside.businessDate);
    await assertNotListed(inside, customer.id);
    assertNotProhibited(assessed.rating);
    if (higher(assessed.rating, input.riskRating) !== input.riskRating)
      throw refusal("risk_too_low", { rating: assessed.rating });
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

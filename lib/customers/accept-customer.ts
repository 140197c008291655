import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor } from "../core/context";
import { refusal } from "../core/errors";
import type { CustomerId } from "../core/ids";
import { authorize } from "../identity/authorize";
import { assertAcceptable } from "./assert-acceptable";
import { latestConsent } from "./consent-queries";
import { lockCustomer } from "./lock-customer";
import { openSignIn } from "./own-sign-in";
import { recordStatus } from "./record-status";
import { reviewDate } from "./risk";
import { assertDecidable } from "./rules";
import type { acceptCustomerInput } from "./schema";

/**
 * Compliance's decision, with its reason, on an applicant of high risk whom the branch manager wants to take on: a
 * customer from now on, or rejected. Refuses `senior_consent_missing` and `senior_consent_same`, `customer_under_review`,
 * `maker_cannot_approve`, `wrong_state`, `stale`, and what submitting refuses.
 */
export function acceptCustomer(
  ctx: Ctx<StaffActor>,
  input: z.output<typeof acceptCustomerInput>,
): Promise<{ customerId: CustomerId }> {
  const { key, ...rest } = input;
  return transactOnce(ctx, { command: "customer.accept", key, input: rest }, async (inside) => {
    const customer = await lockCustomer(inside.db, input.customerId);
    authorize(inside.actor, "customer.accept", { branchId: customer.branchId, customerIds: [customer.id] });
    const to = input.decision === "accept" ? "active" : "rejected";
    const deciders = [inside.actor.userId];
    assertDecidable(customer, { deciders, at: "compliance_review", to, seen: input.seen });
    if (to === "active") {
      await assertAcceptable(inside, customer);
      const consent = await latestConsent(inside.db, customer);
      if (!consent?.givenBy) throw refusal("senior_consent_missing");
      if (consent.givenBy === inside.actor.userId) throw refusal("senior_consent_same");
    }
    const reviewOn = to === "active" ? reviewDate("high", customer, inside.businessDate) : null;
    await sqlOf(inside.db)`
      update customers set status = ${to}, decided_by = ${inside.actor.userId}, decided_at = bank_now(),
        decision_reason = ${input.reason}, next_review_on = ${reviewOn}, updated_at = bank_now()
      where id = ${customer.id}`;
    if (to === "active") await openSignIn(inside, customer.id);
    const after = { status: to, reason: input.reason, nextReviewOn: reviewOn };
    await recordStatus(inside, customer, to === "active" ? "customer.accepted" : "customer.rejected", after);
    return { customerId: customer.id };
  });
}

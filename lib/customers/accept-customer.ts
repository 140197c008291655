import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor } from "../core/context";
import type { CustomerId } from "../core/ids";
import { authorize } from "../identity/authorize";
import { assertNotListed } from "../screening/rules";
import { lockCustomer } from "./lock-customer";
import { openSignIn } from "./own-sign-in";
import { recordStatus } from "./record-status";
import { assessRisk, reviewDate } from "./risk";
import {
  assertMayBecome,
  assertNotProhibited,
  assertReadyForApproval,
  assertSecondPerson,
  assertSeen,
  assertStatus,
} from "./rules";
import type { acceptCustomerInput } from "./schema";

/**
 * Compliance's decision, with its reason, on an applicant of high risk whom the branch manager wants to take on: a
 * customer from now on, or rejected. Refuses `customer_under_review`, `maker_cannot_approve`, `wrong_state`, `stale`, and what submitting refuses.
 */
export function acceptCustomer(
  ctx: Ctx<StaffActor>,
  input: z.output<typeof acceptCustomerInput>,
): Promise<{ customerId: CustomerId }> {
  const { key, ...rest } = input;
  return transactOnce(ctx, { command: "customer.accept", key, input: rest }, async (inside) => {
    const customer = await lockCustomer(inside.db, input.customerId);
    authorize(inside.actor, "customer.accept", { branchId: customer.branchId, customerIds: [customer.id] });
    assertSecondPerson(customer, inside.actor.userId);
    const to = input.decision === "accept" ? "active" : "rejected";
    assertMayBecome(customer, to);
    assertStatus(customer, "compliance_review", to);
    assertSeen(customer, input.seen);
    if (to === "active") {
      assertReadyForApproval(customer, inside.businessDate);
      await assertNotListed(inside, customer.id);
      assertNotProhibited(assessRisk(customer, inside.businessDate).rating);
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

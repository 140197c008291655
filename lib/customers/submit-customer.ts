import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor } from "../core/context";
import { refusal } from "../core/errors";
import type { CustomerId } from "../core/ids";
import { authorize } from "../identity/authorize";
import { lockCustomer } from "./lock-customer";
import { recordStatus } from "./record-status";
import { undecidedLikenesses } from "./review-queries";
import { assessRisk } from "./risk";
import { assertMayBecome, assertNotProhibited, assertReadyForApproval } from "./rules";
import type { submitCustomerInput } from "./schema";
import { screenCustomer } from "./screen-customer";

/**
 * Hands a complete application to the branch manager, also one that came back, and compares the applicant, and who is
 * behind an organisation, with the screening lists. Refuses `wrong_state`, `onboarding_incomplete` with the missing parts,
 * `likeness_undecided`, `guardian_needed`, `identity_document_expired`, `person_lapsed`, and `customer_under_review` for whom the bank may not serve.
 */
export function submitCustomer(
  ctx: Ctx<StaffActor>,
  input: z.output<typeof submitCustomerInput>,
): Promise<{ customerId: CustomerId }> {
  const { key, ...rest } = input;
  return transactOnce(ctx, { command: "customer.submit", key, input: rest }, async (inside) => {
    const customer = await lockCustomer(inside.db, input.customerId);
    authorize(inside.actor, "customer.onboard", { branchId: customer.branchId, customerIds: [customer.id] });
    assertMayBecome(customer, "pending_review");
    assertReadyForApproval(customer, inside.businessDate);
    assertNotProhibited(assessRisk(customer, inside.businessDate).rating);
    const [undecided] = await undecidedLikenesses(inside, customer);
    if (undecided) throw refusal("likeness_undecided", { other: undecided.customerNo });
    await sqlOf(inside.db)`
      update customers set status = 'pending_review', submitted_by = ${inside.actor.userId}, submitted_at = bank_now(),
        decided_by = null, decided_at = null, updated_at = bank_now()
      where id = ${customer.id}`;
    await recordStatus(inside, customer, "customer.submitted", { status: "pending_review" });
    await screenCustomer(inside, customer);
    return { customerId: customer.id };
  });
}

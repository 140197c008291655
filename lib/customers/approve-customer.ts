import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor } from "../core/context";
import type { CustomerId } from "../core/ids";
import { authorize } from "../identity/authorize";
import { lockCustomer } from "./lock-customer";
import { recordStatus } from "./record-status";
import { assertMayBecome, assertReadyForApproval, assertSecondPerson, assertSeen } from "./rules";
import type { approveCustomerInput } from "./schema";

/**
 * Makes the applicant a customer, with the risk rating the manager gives; the rules are checked again as of today.
 * Refuses `maker_cannot_approve`, `wrong_state`, `stale`, and what submitting refuses.
 */
export function approveCustomer(
  ctx: Ctx<StaffActor>,
  input: z.output<typeof approveCustomerInput>,
): Promise<{ customerId: CustomerId }> {
  const { key, ...rest } = input;
  return transactOnce(ctx, { command: "customer.approve", key, input: rest }, async (inside) => {
    const customer = await lockCustomer(inside.db, input.customerId);
    authorize(inside.actor, "customer.approve", { branchId: customer.branchId });
    assertSecondPerson(customer, inside.actor.userId);
    assertMayBecome(customer, "active");
    assertSeen(customer, input.seen);
    assertReadyForApproval(customer, inside.businessDate);
    await sqlOf(inside.db)`
      update customers set status = 'active', risk_rating = ${input.riskRating}, decided_by = ${inside.actor.userId},
        decided_at = bank_now(), decision_reason = null, updated_at = bank_now()
      where id = ${customer.id}`;
    const after = { status: "active", riskRating: input.riskRating };
    await recordStatus(inside, customer, "customer.approved", after);
    return { customerId: customer.id };
  });
}

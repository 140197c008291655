import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor } from "../core/context";
import { refusal } from "../core/errors";
import type { CustomerId } from "../core/ids";
import { authorize } from "../identity/authorize";
import { lockCustomer } from "./lock-customer";
import { recordStatus } from "./record-status";
import { assertMayBecome } from "./rules";
import type { reopenCustomerInput } from "./schema";

/**
 * Takes up the application of somebody who was rejected, withdrew or left: a draft that is reviewed anew, never straight to active.
 * Refuses `wrong_state`, and a record that was merged as `merged_away`.
 */
export function reopenCustomer(
  ctx: Ctx<StaffActor>,
  input: z.output<typeof reopenCustomerInput>,
): Promise<{ customerId: CustomerId }> {
  const { key, ...rest } = input;
  return transactOnce(ctx, { command: "customer.reopen", key, input: rest }, async (inside) => {
    const customer = await lockCustomer(inside.db, input.customerId);
    authorize(inside.actor, "customer.onboard", { branchId: customer.branchId, customerIds: [customer.id] });
    assertMayBecome(customer, "draft");
    if (customer.mergedInto) throw refusal("merged_away");
    await sqlOf(inside.db)`
      update customers set status = 'draft', opened_by = ${inside.actor.userId}, submitted_by = null, submitted_at = null,
        decided_by = null, decided_at = null, decision_reason = null, closed_on = null, closed_by = null,
        close_reason = null, next_review_on = null, updated_at = bank_now()
      where id = ${customer.id}`;
    await recordStatus(inside, customer, "customer.reopened", { status: "draft", reason: input.reason });
    return { customerId: customer.id };
  });
}

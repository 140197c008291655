import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor } from "../core/context";
import type { CustomerId } from "../core/ids";
import { authorize } from "../identity/authorize";
import { bindingsOf } from "./closing-queries";
import { lockCustomer } from "./lock-customer";
import { shutSignIn } from "./own-sign-in";
import { recordStatus } from "./record-status";
import { assertMayBecome, assertUnbound } from "./rules";
import type { closeCustomerInput } from "./schema";

/**
 * Ends the relation with a customer who has no open account, no loan and nothing that waits, with the reason; their
 * sign-in is shut. What the bank knows of them is kept for the retention period. Refuses `wrong_state`, `customer_has_pending`.
 */
export function closeCustomer(
  ctx: Ctx<StaffActor>,
  input: z.output<typeof closeCustomerInput>,
): Promise<{ customerId: CustomerId }> {
  const { key, ...rest } = input;
  return transactOnce(ctx, { command: "customer.close", key, input: rest }, async (inside) => {
    const customer = await lockCustomer(inside.db, input.customerId);
    authorize(inside.actor, "customer.close", { branchId: customer.branchId, customerIds: [customer.id] });
    assertMayBecome(customer, "closed");
    assertUnbound(await bindingsOf(inside.db, customer.id));
    await sqlOf(inside.db)`
      update customers set status = 'closed', closed_on = ${inside.businessDate}, closed_by = ${inside.actor.userId},
        close_reason = ${input.reason}, next_review_on = null, updated_at = bank_now()
      where id = ${customer.id}`;
    await shutSignIn(inside, customer.id);
    const after = { status: "closed", reason: input.reason };
    await recordStatus(inside, customer, "customer.closed", after);
    return { customerId: customer.id };
  });
}

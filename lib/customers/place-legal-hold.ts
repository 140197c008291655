import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor } from "../core/context";
import { refusal } from "../core/errors";
import { type CustomerId, newId } from "../core/ids";
import { authorize } from "../identity/authorize";
import { aboutCustomer } from "./about-customer";
import { lockCustomer } from "./lock-customer";
import type { placeLegalHoldInput } from "./schema";

/**
 * Keeps what the bank knows of a person from being erased or deleted, because a court or an authority wants it kept.
 * Refuses `legal_hold_known`, and a record that was merged as `merged_away`.
 */
export function placeLegalHold(
  ctx: Ctx<StaffActor>,
  input: z.output<typeof placeLegalHoldInput>,
): Promise<{ customerId: CustomerId }> {
  const { key, ...rest } = input;
  return transactOnce(ctx, { command: "customer.hold", key, input: rest }, async (inside) => {
    const customer = await lockCustomer(inside.db, input.customerId);
    authorize(inside.actor, "customer.hold", { branchId: customer.branchId, customerIds: [customer.id] });
    if (customer.mergedInto) throw refusal("merged_away");
    const [placed] = await sqlOf(inside.db)`
      insert into legal_holds (id, customer_id, reason, placed_by)
      values (${newId()}, ${customer.id}, ${input.reason}, ${inside.actor.userId})
      on conflict (customer_id) where lifted_at is null do nothing returning 1`;
    if (!placed) throw refusal("legal_hold_known");
    await record(inside, {
      act: "customer.held",
      ...aboutCustomer(customer),
      reference: customer.customerNo,
      after: { reason: input.reason },
    });
    return { customerId: customer.id };
  });
}

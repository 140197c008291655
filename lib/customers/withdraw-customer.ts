import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor } from "../core/context";
import type { CustomerId } from "../core/ids";
import { authorize } from "../identity/authorize";
import { isKept } from "./is-kept";
import { lockCustomer } from "./lock-customer";
import { recordStatus } from "./record-status";
import { assertMayBecome } from "./rules";
import type { withdrawCustomerInput } from "./schema";

/**
 * Ends an application that is not submitted, because the person no longer wants it. The identity document, or the
 * registration number and LEI, is let go, so that the same customer may come again; what the law makes the bank keep stays,
 * and is taken up again instead. Refuses `wrong_state`.
 */
export function withdrawCustomer(
  ctx: Ctx<StaffActor>,
  input: z.output<typeof withdrawCustomerInput>,
): Promise<{ customerId: CustomerId }> {
  const { key, ...rest } = input;
  return transactOnce(ctx, { command: "customer.withdraw", key, input: rest }, async (inside) => {
    const customer = await lockCustomer(inside.db, input.customerId);
    authorize(inside.actor, "customer.onboard", { branchId: customer.branchId, customerIds: [customer.id] });
    assertMayBecome(customer, "withdrawn");
    const sql = sqlOf(inside.db);
    if (!(await isKept(inside.db, customer.id))) {
      await sql`delete from identity_documents where customer_id = ${customer.id}`;
      await sql`
      update organisations set registration_no = null, registration_key = null, lei = null where customer_id = ${customer.id}`;
    }
    await sql`
      update customers set status = 'withdrawn', decision_reason = ${input.reason}, updated_at = bank_now()
      where id = ${customer.id}`;
    const after = { status: "withdrawn", reason: input.reason };
    await recordStatus(inside, customer, "customer.withdrawn", after);
    return { customerId: customer.id };
  });
}

import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor } from "../core/context";
import { refusal } from "../core/errors";
import type { CustomerId } from "../core/ids";
import { authorize } from "../identity/authorize";
import { lockCustomer } from "./lock-customer";
import { isDeletable, statusWords } from "./rules";
import type { deleteCustomerInput } from "./schema";

/**
 * Deletes an application of somebody who never was a customer with everything that hangs on it: addresses, documents,
 * declarations and the key of its history, whose acts stay without their details. Refuses `customer_kept` for anybody
 * who has or had an account or loan, waits for a decision, or was rejected.
 */
export function deleteCustomer(
  ctx: Ctx<StaffActor>,
  input: z.output<typeof deleteCustomerInput>,
): Promise<{ customerId: CustomerId }> {
  const { key, ...rest } = input;
  return transactOnce(ctx, { command: "customer.delete", key, input: rest }, async (inside) => {
    const customer = await lockCustomer(inside.db, input.customerId);
    authorize(inside.actor, "customer.delete", { branchId: customer.branchId, customerIds: [customer.id] });
    if (!isDeletable(customer)) throw refusal("customer_kept", { status: statusWords(customer.status) });
    const sql = sqlOf(inside.db);
    const [held] = await sql`
      select 1 from account_parties where customer_id = ${customer.id}
      union all select 1 from loans where customer_id = ${customer.id} limit 1`;
    if (held) throw refusal("customer_kept", { status: "known by an account or loan" });
    // A refused application is kept as long as the law asks, also after it was taken up again.
    const [rejected] = await sql`
      select 1 from audit_events where customer_id = ${customer.id} and act = 'customer.rejected' limit 1`;
    if (rejected) throw refusal("customer_kept", { status: "known as rejected before" });
    await sql`delete from customers where id = ${customer.id}`;
    await sql`delete from customer_keys where customer_id = ${customer.id}`;
    // Without the person's key nothing of them may be written again: the act names the number only.
    await record(inside, {
      act: "customer.deleted",
      subjectKind: "customer",
      subjectId: customer.id,
      customerId: customer.id,
      reference: customer.customerNo,
    });
    return { customerId: customer.id };
  });
}

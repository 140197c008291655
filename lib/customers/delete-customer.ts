import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor } from "../core/context";
import { refusal } from "../core/errors";
import type { CustomerId } from "../core/ids";
import { authorize } from "../identity/authorize";
import { aboutCustomer } from "./about-customer";
import { forgetCustomer } from "./forget-customer";
import { assertNotHeld } from "./legal-hold-queries";
import { lockCustomer } from "./lock-customer";
import { isDeletable, statusWords } from "./rules";
import type { deleteCustomerInput } from "./schema";

/**
 * Deletes an application, or a closed customer who never had an account or loan, with everything that hangs on them:
 * addresses, documents, declarations and the key of their history, whose acts stay without their details. Refuses
 * `customer_kept` for anybody else, who waits for a decision, or was rejected.
 */
export function deleteCustomer(
  ctx: Ctx<StaffActor>,
  input: z.output<typeof deleteCustomerInput>,
): Promise<{ customerId: CustomerId }> {
  const { key, ...rest } = input;
  return transactOnce(ctx, { command: "customer.delete", key, input: rest }, async (inside) => {
    const customer = await lockCustomer(inside.db, input.customerId);
    authorize(inside.actor, "customer.delete", { branchId: customer.branchId, customerIds: [customer.id] });
    if (customer.mergedInto) throw refusal("merged_away");
    if (!isDeletable(customer)) throw refusal("customer_kept", { status: statusWords(customer.status) });
    const [held] = await sqlOf(inside.db)<{ what: string }[]>`
      with records as (select id from customers where id = ${customer.id} or merged_into = ${customer.id})
      select 'known by an account' as what from account_parties where customer_id in (select id from records)
      union all select 'known by an account' from customers where id in (select id from records) and had_account
      union all select 'known by a loan' from loans where customer_id in (select id from records)
      union all select 'among the people of an organisation' from organisation_people where customer_id in (select id from records)
      union all select 'waiting for a second person' from approvals
        where customer_id in (select id from records) and status in ('pending', 'returned', 'released')
      -- A refused application is kept as long as the law asks, also after it was taken up again.
      union all select 'known as rejected before' from audit_events
        where customer_id = ${customer.id} and act = 'customer.rejected'
      -- Whoever deletes must not learn that compliance has something to decide.
      union all select 'on record' from screening_hits
        where customer_id in (select id from records) and status in ('open', 'confirmed')
      limit 1`;
    if (held) throw refusal("customer_kept", { status: held.what });
    await assertNotHeld(inside.db, customer.id);
    await forgetCustomer(inside, customer.id);
    // Without the person's key nothing of them may be written again: the act names the number only.
    await record(inside, {
      act: "customer.deleted",
      ...aboutCustomer(customer),
      reference: customer.customerNo,
    });
    return { customerId: customer.id };
  });
}

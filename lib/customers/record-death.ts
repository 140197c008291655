import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { demandApproval } from "../approvals/demand-approval";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor, TxCtx } from "../core/context";
import { refusal } from "../core/errors";
import type { CustomerId } from "../core/ids";
import { authorize } from "../identity/authorize";
import { aboutCustomer } from "./about-customer";
import { lockCustomer } from "./lock-customer";
import { openSignIn, shutSignIn } from "./own-sign-in";
import { assertPerson, statusWords } from "./rules";
import type { recordDeathInput } from "./schema";

/**
 * Records that an active customer has died, once the branch manager has agreed: nothing leaves their accounts any more, and
 * their sign-in is shut. Without a day it takes back what was recorded by mistake.
 * Refuses `person_needed`, `customer_not_active`, `died_on`, `required`, `nothing_changes`.
 */
export function recordDeath(ctx: Ctx<StaffActor>, input: z.output<typeof recordDeathInput>) {
  const { key, ...asked } = input;
  return transactOnce(ctx, { command: "customer.record_death", key, input: asked }, async (inside) => {
    if (inside.approval) await awaitMoney(inside, asked.customerId);
    const customer = await lockCustomer(inside.db, asked.customerId);
    authorize(inside.actor, "customer.onboard", { branchId: customer.branchId, customerIds: [customer.id] });
    assertPerson(customer);
    if (customer.status !== "active") throw refusal("customer_not_active", { status: statusWords(customer.status) });
    const diedOn = asked.diedOn ?? null;
    if (!diedOn && !customer.deceasedOn) throw refusal("required", { what: "the date of death" }, "diedOn");
    if (diedOn && (diedOn > inside.businessDate || (customer.birthDate && diedOn < customer.birthDate)))
      throw refusal("died_on", undefined, "diedOn");
    if (diedOn === customer.deceasedOn) throw refusal("nothing_changes");
    const [before, after] = [{ died_on: customer.deceasedOn }, { died_on: diedOn }];
    const pending = await demandApproval(inside, {
      kind: "customer.record_death",
      payload: input,
      ...aboutCustomer(customer),
      branchId: customer.branchId,
      reason: asked.reason,
      before,
      after,
      always: true,
    });
    if (pending) return pending;
    await sqlOf(inside.db)`
      update customers set deceased_on = ${diedOn}, updated_at = bank_now() where id = ${customer.id}`;
    if (diedOn) await shutSignIn(inside, customer.id);
    else await openSignIn(inside, customer.id);
    await record(inside, {
      act: diedOn ? "customer.death_recorded" : "customer.death_taken_back",
      ...aboutCustomer(customer),
      reference: customer.customerNo,
      before,
      after: { ...after, reason: asked.reason },
    });
    return { customerId: customer.id };
  });
}

/** Money that is under way on their accounts was let go while they lived: it is booked before the death is, and none after. */
async function awaitMoney({ db }: TxCtx, id: CustomerId): Promise<void> {
  await sqlOf(db)`
    select from account_balances where account_id = any(array(select account_id from account_parties where customer_id = ${id}))
    order by account_id for no key update`;
}

import type { z } from "zod";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor } from "../core/context";
import { refusal } from "../core/errors";
import { assertFresh, authorize } from "../identity/authorize";
import { notify } from "../notifications/notify";
import { aboutCustomer } from "./about-customer";
import { lockCustomer } from "./lock-customer";
import { raiseRisk } from "./raise-risk";
import { statusWords } from "./rules";
import { saveContact } from "./save-contact";
import type { changeContactInput } from "./schema";
import { screenCustomer } from "./screen-customer";

/**
 * Changes how the bank reaches an active customer, by somebody who has just proved to be themselves (control 21), and rates
 * and screens them again by where they live now. The customer is told, by mail at the address that was theirs before (control 30).
 * Refuses `confirm_again`, `customer_not_active`, `contact_unchanged`.
 */
export function changeContact(ctx: Ctx<StaffActor>, input: z.output<typeof changeContactInput>) {
  const { key, ...asked } = input;
  return transactOnce(ctx, { command: "customer.change_contact", key, input: asked }, async (inside) => {
    const customer = await lockCustomer(inside.db, input.customerId);
    authorize(inside.actor, "customer.onboard", { branchId: customer.branchId, customerIds: [customer.id] });
    assertFresh(inside.actor);
    if (customer.status !== "active") throw refusal("customer_not_active", { status: statusWords(customer.status) });
    const change = await saveContact(inside, customer, asked);
    if (Object.keys(change.after).length === 0) throw refusal("contact_unchanged");
    await record(inside, {
      act: "customer.contact_changed",
      ...aboutCustomer(customer),
      reference: customer.customerNo,
      ...change,
    });
    await raiseRisk(inside, customer.id);
    await screenCustomer(inside, await lockCustomer(inside.db, customer.id));
    const mailTo = customer.email === asked.email ? null : customer.email;
    await notify(inside, { to: { customerId: customer.id }, kind: "contact_changed", mailTo });
    return { customerId: customer.id };
  });
}

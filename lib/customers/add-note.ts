import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor } from "../core/context";
import { type CustomerId, newId } from "../core/ids";
import { authorize } from "../identity/authorize";
import { aboutCustomer } from "./about-customer";
import { lockCustomer } from "./lock-customer";
import type { addNoteInput } from "./schema";

/** Notes what the next colleague should know of a customer. Refuses `customer_not_found`. */
export function addNote(
  ctx: Ctx<StaffActor>,
  input: z.output<typeof addNoteInput>,
): Promise<{ customerId: CustomerId }> {
  const { key, ...asked } = input;
  return transactOnce(ctx, { command: "customer.add_note", key, input: asked }, async (inside) => {
    const customer = await lockCustomer(inside.db, asked.customerId);
    authorize(inside.actor, "customer.note", { branchId: customer.branchId, customerIds: [customer.id] });
    await sqlOf(inside.db)`
      insert into customer_notes (id, customer_id, note, written_by)
      values (${newId<"customerNote">()}, ${customer.id}, ${asked.note}, ${inside.actor.userId})`;
    await record(inside, {
      act: "customer.note_added",
      ...aboutCustomer(customer),
      reference: customer.customerNo,
      after: { note: asked.note },
    });
    return { customerId: customer.id };
  });
}

import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { demandApproval } from "../approvals/demand-approval";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor } from "../core/context";
import { refusal } from "../core/errors";
import { authorize } from "../identity/authorize";
import { aboutCustomer } from "./about-customer";
import { lockCustomer } from "./lock-customer";
import type { liftLegalHoldInput } from "./schema";

/** Lifts the legal hold on a person once a second compliance officer has agreed. Refuses `legal_hold_not_found`. */
export function liftLegalHold(ctx: Ctx<StaffActor>, input: z.output<typeof liftLegalHoldInput>) {
  const { key, ...rest } = input;
  return transactOnce(ctx, { command: "customer.lift_hold", key, input: rest }, async (inside) => {
    const customer = await lockCustomer(inside.db, input.customerId);
    authorize(inside.actor, "customer.hold", { branchId: customer.branchId, customerIds: [customer.id] });
    const sql = sqlOf(inside.db);
    const [hold] = await sql<{ id: string; reason: string }[]>`
      select id, reason from legal_holds where customer_id = ${customer.id} and lifted_at is null`;
    if (!hold) throw refusal("legal_hold_not_found");
    const pending = await demandApproval(inside, {
      kind: "customer.lift_hold",
      payload: input,
      ...aboutCustomer(customer),
      branchId: null,
      reason: input.reason,
      before: { customer: `${customer.fullName}, ${customer.customerNo}`, legal_hold: hold.reason },
      after: { customer: `${customer.fullName}, ${customer.customerNo}`, legal_hold: null },
      always: true,
    });
    if (pending) return pending;
    await sql`
      update legal_holds set lifted_by = ${inside.actor.userId}, lifted_at = bank_now(), lift_reason = ${input.reason}
      where id = ${hold.id}`;
    await record(inside, {
      act: "customer.hold_lifted",
      ...aboutCustomer(customer),
      reference: customer.customerNo,
      before: { reason: hold.reason },
      after: { reason: input.reason },
    });
    return { customerId: customer.id };
  });
}

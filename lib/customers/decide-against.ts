import { sqlOf } from "@/db/client";
import type { StaffActor, TxCtx } from "../core/context";
import type { CustomerId } from "../core/ids";
import { authorize, decidersOf } from "../identity/authorize";
import { lockCustomer } from "./lock-customer";
import { recordStatus } from "./record-status";
import { assertDecidable } from "./rules";

type Decision = { customerId: CustomerId; seen: string; reason: string; to: "returned" | "rejected" };

/** A second person's no, for now or for good, with its reason. */
export async function decideAgainst(ctx: TxCtx<StaffActor>, decision: Decision): Promise<{ customerId: CustomerId }> {
  const { to, reason } = decision;
  const customer = await lockCustomer(ctx.db, decision.customerId);
  authorize(ctx.actor, "customer.approve", { branchId: customer.branchId, customerIds: [customer.id] });
  assertDecidable(customer, { deciders: decidersOf(ctx.actor), at: "pending_review", to, seen: decision.seen });
  await sqlOf(ctx.db)`
    update customers set status = ${to}, decided_by = ${ctx.actor.userId}, decided_at = bank_now(),
      decision_reason = ${reason}, updated_at = bank_now()
    where id = ${customer.id}`;
  const after = { status: to, reason };
  await recordStatus(ctx, customer, `customer.${to}`, after);
  return { customerId: customer.id };
}

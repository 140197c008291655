import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { demandApproval } from "../approvals/demand-approval";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor, TxCtx } from "../core/context";
import type { BusinessDate } from "../core/dates";
import { refusal } from "../core/errors";
import { authorize } from "../identity/authorize";
import { aboutCustomer } from "./about-customer";
import { bindingsOf } from "./closing-queries";
import { erasureOf } from "./erasure-queries";
import { forgetCustomer } from "./forget-customer";
import { assertNotHeld } from "./legal-hold-queries";
import { type CustomerFacts, lockCustomer } from "./lock-customer";
import { assertUnbound, statusWords } from "./rules";
import type { eraseCustomerInput } from "./schema";

/**
 * Erases a person whose retention period is over, once the branch manager has agreed: everything that names them goes, the
 * books and what was done stay without them, for good.
 * Refuses `wrong_state`, `merged_away`, `erasure_not_due`, `erasure_held`, `legal_hold`, `customer_has_pending`.
 */
export function eraseCustomer(ctx: Ctx<StaffActor>, input: z.output<typeof eraseCustomerInput>) {
  const { key, ...rest } = input;
  return transactOnce(ctx, { command: "customer.erase", key, input: rest }, async (inside) => {
    const customer = await lockCustomer(inside.db, input.customerId);
    authorize(inside.actor, "customer.erase", { branchId: customer.branchId, customerIds: [customer.id] });
    const keptUntil = await assertErasable(inside, customer);
    const pending = await demandApproval(inside, {
      kind: "customer.erase",
      payload: input,
      subjectKind: "customer",
      subjectId: customer.id,
      // Not tied to the person: the request outlives them, and names their number only.
      branchId: customer.branchId,
      reason: input.reason,
      before: { customer: customer.customerNo, kept_until: keptUntil },
      after: { customer: "Erased for good", kept_until: null },
      always: true,
    });
    if (pending) return pending;
    await forgetCustomer(inside, customer.id);
    // Their key is gone: the act names the number only.
    await record(inside, {
      act: "customer.erased",
      ...aboutCustomer(customer),
      reference: customer.customerNo,
    });
    return { customerId: customer.id };
  });
}

/** The last day of the period, once it is over and nothing else keeps the person. */
async function assertErasable(ctx: TxCtx<StaffActor>, customer: CustomerFacts): Promise<BusinessDate> {
  if (customer.mergedInto) throw refusal("merged_away");
  const erasure = await erasureOf(ctx, customer.id);
  if (!erasure) throw refusal("wrong_state", { from: statusWords(customer.status), to: "erased" });
  if (!erasure.isOver) throw refusal("erasure_not_due", { until: erasure.keptUntil });
  const [hit] = await sqlOf(ctx.db)`
    select 1 from screening_hits where customer_id = ${customer.id} and status in ('open', 'confirmed') limit 1`;
  if (hit) throw refusal("erasure_held");
  await assertNotHeld(ctx.db, customer.id);
  assertUnbound(await bindingsOf(ctx.db, customer.id));
  return erasure.keptUntil;
}

import { record } from "../audit/record";
import type { TxCtx } from "../core/context";
import type { CustomerFacts } from "./lock-customer";

/** Records a change of a customer's status with what else it decided. */
export function recordStatus(
  ctx: TxCtx,
  customer: CustomerFacts,
  act: string,
  after: { status: string } & Record<string, unknown>,
): Promise<void> {
  return record(ctx, {
    act,
    subjectKind: "customer",
    subjectId: customer.id,
    customerId: customer.id,
    reference: customer.customerNo,
    before: { status: customer.status },
    after,
  });
}

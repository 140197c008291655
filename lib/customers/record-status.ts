import { record } from "../audit/record";
import type { TxCtx } from "../core/context";
import { aboutCustomer } from "./about-customer";
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
    ...aboutCustomer(customer),
    reference: customer.customerNo,
    before: { status: customer.status },
    after,
  });
}

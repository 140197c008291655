import type { z } from "zod";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor } from "../core/context";
import type { CustomerId } from "../core/ids";
import { decideAgainst } from "./decide-against";
import type { rejectCustomerInput } from "./schema";

/** Refuses an application with the reason; it and its documents are kept. Refuses `maker_cannot_approve`, `wrong_state`, `stale`. */
export function rejectCustomer(
  ctx: Ctx<StaffActor>,
  input: z.output<typeof rejectCustomerInput>,
): Promise<{ customerId: CustomerId }> {
  const { key, ...decision } = input;
  return transactOnce(ctx, { command: "customer.reject", key, input: decision }, (inside) =>
    decideAgainst(inside, { ...decision, to: "rejected" }),
  );
}

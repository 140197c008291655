import type { z } from "zod";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor } from "../core/context";
import type { CustomerId } from "../core/ids";
import { decideAgainst } from "./decide-against";
import type { returnCustomerInput } from "./schema";

/** Sends an application back to its officer with the reason; it may be changed and submitted again. Refuses `maker_cannot_approve`, `wrong_state`, `stale`. */
export function returnCustomer(
  ctx: Ctx<StaffActor>,
  input: z.output<typeof returnCustomerInput>,
): Promise<{ customerId: CustomerId }> {
  const { key, ...decision } = input;
  return transactOnce(ctx, { command: "customer.return", key, input: decision }, (inside) =>
    decideAgainst(inside, { ...decision, to: "returned" }),
  );
}

import { sqlOf } from "@/db/client";
import type { Ctx, CustomerActor } from "../core/context";
import { isTransaction } from "./transact";

/**
 * Reads for a customer in a transaction that sees that customer's rows and no others, whatever a query forgets (control
 * 49). The role and the setting go out together with the first query and end with the transaction.
 */
export async function readOwn<T>(ctx: Ctx<CustomerActor>, read: (own: Ctx<CustomerActor>) => Promise<T>): Promise<T> {
  if (isTransaction(ctx.db)) throw new Error("A transaction under way would keep the customer's eyes");
  return ctx.db.transaction(async (tx) => {
    // Sent now and not when it is awaited: what is read comes after it on the connection, the first query too.
    const become = sqlOf(tx)`
      select set_config('role', 'bank_customer', true), set_config('app.customer_id', ${ctx.actor.customerId}, true)`.execute();
    const [, found] = await Promise.all([become, read({ ...ctx, db: tx, ownRows: true })]);
    return found;
  });
}

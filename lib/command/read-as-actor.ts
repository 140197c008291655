import type { Ctx, CustomerActor } from "../core/context";
import { readOwn } from "./read-own";
import { isTransaction } from "./transact";

/** Reads with the eyes of whoever asks: a customer sees rows of their own and no others, whatever a query forgets (control 49). */
export function readAsActor<T>(ctx: Ctx, read: (seen: Ctx) => Promise<T>): Promise<T> {
  return isCustomer(ctx) && !isTransaction(ctx.db) ? readOwn(ctx, read) : read(ctx);
}

const isCustomer = (ctx: Ctx): ctx is Ctx<CustomerActor> => ctx.actor.kind === "customer";

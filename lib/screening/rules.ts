import { sqlOf } from "@/db/client";
import type { TxCtx } from "../core/context";
import { refusal } from "../core/errors";
import type { CustomerId } from "../core/ids";

/** Nobody becomes a customer while they may be, or are, whom a list names. */
export async function assertNotListed(ctx: TxCtx, customerId: CustomerId): Promise<void> {
  const [stopping] = await sqlOf(ctx.db)`
    select 1 from screening_hits where customer_id = ${customerId} and status in ('open', 'confirmed') limit 1`;
  if (stopping) throw refusal("customer_under_review");
}

import { sqlOf } from "@/db/client";
import type { TxCtx } from "../core/context";
import { refusal } from "../core/errors";
import type { CustomerId } from "../core/ids";

/** Nobody becomes a customer while they may be, or are, whom a list names, or before a list just loaded was looked at. */
export async function assertNotListed(ctx: TxCtx, customerId: CustomerId): Promise<void> {
  const [unread] = await sqlOf(ctx.db)`
    select 1 from screening_runs
    where ended_at is null and (last_customer_id is null or last_customer_id < ${customerId})`;
  if (unread) throw refusal("screening_under_way");
  const [stopping] = await sqlOf(ctx.db)`
    select 1 from screening_hits where customer_id = ${customerId} and status in ('open', 'confirmed') limit 1`;
  if (stopping) throw refusal("customer_under_review");
}

import { sqlOf } from "@/db/client";
import type { TxCtx } from "../core/context";
import { refusal } from "../core/errors";
import type { CustomerId } from "../core/ids";

/**
 * Nobody becomes a customer while they, or a customer behind them, may be, or are, whom a list names, or before a list just
 * loaded was looked at.
 */
export async function assertNotListed(ctx: TxCtx, customerId: CustomerId): Promise<void> {
  const sql = sqlOf(ctx.db);
  const whom = sql`
    select ${customerId}::uuid as id
    union select p.customer_id from organisation_people p
      where p.organisation_id = ${customerId} and p.customer_id is not null and p.removed_at is null`;
  const [unread] = await sql`
    select 1 from screening_runs
    where ended_at is null and (last_customer_id is null or exists (select from (${whom}) w where w.id > last_customer_id))`;
  if (unread) throw refusal("screening_under_way");
  const [stopping] = await sql`
    select 1 from screening_hits where customer_id in (${whom}) and status in ('open', 'confirmed') limit 1`;
  if (stopping) throw refusal("customer_under_review");
}

import { type Executor, sqlOf } from "@/db/client";
import type { CustomerId } from "../core/ids";

/**
 * Whether the bank must keep what it knows of an applicant although they withdraw: they were a customer or rejected before,
 * had a part in an account or a loan, compliance has something to decide, or a court wants them kept.
 */
export async function isKept(db: Executor, id: CustomerId): Promise<boolean> {
  const [row] = await sqlOf(db)`
    with records as (select id, had_account from customers where id = ${id} or merged_into = ${id})
    select 1 from records where had_account
    union all select 1 from account_parties where customer_id in (select id from records)
    union all select 1 from loans where customer_id in (select id from records)
    union all select 1 from legal_holds where customer_id in (select id from records) and lifted_at is null
    union all select 1 from screening_hits where customer_id in (select id from records) and status in ('open', 'confirmed')
    union all select 1 from audit_events where customer_id = ${id} and act in ('customer.approved', 'customer.accepted', 'customer.rejected')
    limit 1`;
  return row !== undefined;
}

import { type Executor, sqlOf } from "@/db/client";
import type { CustomerId } from "../core/ids";

/** Somebody of the staff who was shown a customer's data. */
export type Viewer = {
  actor: string;
  /** How often, among the latest looks that are read. */
  looks: number;
  /** In the bank's time zone. */
  lastAt: string;
  /** Whether one of the looks was at a picture of a document. */
  scans: boolean;
};

/** Being shown a customer's page, one of their accounts, or a picture of a document. */
export const looks = ["customer.viewed", "account.viewed", "customer.scan_opened"] as const;
/** What the filter of acts calls all looks together. */
export const ANY_LOOK = "looks";

/** Looks that are read, however often somebody was looked up. */
const LATEST = 200;

/** Who was shown a customer's page, accounts or documents last: one line a person, the latest first. */
export function viewersOf(db: Executor, customerId: CustomerId, people = 6): Promise<Viewer[]> {
  return sqlOf(db)<Viewer[]>`
    select coalesce(u.display_name, v.actor_id) as actor, count(*)::int as looks, bool_or(v.act = 'customer.scan_opened') as scans,
      to_char(max(v.at) at time zone bank.time_zone, 'YYYY-MM-DD HH24:MI') as "lastAt"
    from (
        select e.actor_kind, e.actor_id, e.act, e.at from audit_events e
        where e.customer_id = ${customerId} and e.act = any(${[...looks]}::text[])
        order by e.id desc limit ${LATEST}) v
      cross join bank_settings bank
      left join users u on u.id = case when v.actor_kind in ('staff', 'customer') then v.actor_id::uuid end
    group by v.actor_id, u.display_name, bank.time_zone
    order by max(v.at) desc, v.actor_id limit ${people}`;
}

import type { Fragment } from "postgres";
import type { Sql } from "@/db/client";

/** The movement that a session, `s` in the query, numbered last, with cash or without: `t`. */
export function lastNumbered(sql: Sql): Fragment {
  return sql`lateral (
    (select c.id, c.reference, c.no, c.account_id, c.amount_minor, c.currency from cash_transactions c
      where c.till_session_id = s.id order by c.no desc limit 1)
    union all
    (select c.id, c.reference, c.no, c.account_id, c.amount_minor, c.currency from counter_entries c
      where c.till_session_id = s.id order by c.no desc limit 1)
    order by no desc limit 1) t`;
}

import type { Fragment } from "postgres";
import type { Sql } from "@/db/client";

/** The product version on whose terms `accounts a` stood on a day: what it was moved to later counts from later. */
export const versionOn = (sql: Sql, day: Fragment): Fragment => sql`
  coalesce((
    select h.version_id from account_versions h join product_versions n on n.id = h.version_id
    where h.account_id = a.id and h.from_day <= ${day} order by h.from_day desc, n.version desc limit 1
  ), a.product_version_id)`;

import type { Fragment } from "postgres";
import type { Sql } from "@/db/client";
import type { StaffActor } from "../core/context";
import { may } from "../identity/authorize";

/**
 * Whether a session, `x` in the query, is being counted and its count is not in: what the books say of that till is kept
 * from everybody who might count it, so that nobody counts towards a figure.
 */
export function countedBlind(sql: Sql, actor: StaffActor): Fragment {
  return may(actor, "till.count_for") ? sql`(x.status = 'counting' and not x.counted)` : sql`false`;
}

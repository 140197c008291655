import type { Fragment } from "postgres";
import type { Sql } from "@/db/client";
import type { BusinessDate } from "../core/dates";

/** The day since which a customer is to be reviewed, or null while they are not; only an active customer has such a day. */
export function reviewDue(
  { nextReviewOn }: { nextReviewOn: BusinessDate | null },
  on: BusinessDate,
): BusinessDate | null {
  return nextReviewOn && nextReviewOn <= on ? nextReviewOn : null;
}

/** Of `customers c` those who are to be reviewed. */
export const reviewIsDue = (sql: Sql, on: BusinessDate): Fragment =>
  sql`c.status = 'active' and c.next_review_on <= ${on}`;

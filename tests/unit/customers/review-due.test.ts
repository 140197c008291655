import { expect, test } from "vitest";
import { businessDate } from "@/lib/core/dates";
import { reviewDue } from "@/lib/customers/review-due";

test.each([
  [null, null],
  ["2026-03-03", null],
  ["2026-03-02", "2026-03-02"],
  ["2025-12-31", "2025-12-31"],
])("a review on %s is due since %s on 2 March", (day, since) => {
  const nextReviewOn = day === null ? null : businessDate(day);
  expect(reviewDue({ nextReviewOn }, businessDate("2026-03-02"))).toBe(since);
});

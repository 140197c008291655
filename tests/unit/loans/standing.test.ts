import { describe, expect, it } from "vitest";
import { businessDate } from "@/lib/core/dates";
import type { InstalmentState } from "@/lib/loans/allocation";
import { amortize } from "@/lib/loans/amortization";
import { markOf, nextInstalment, standingOf } from "@/lib/loans/standing";

const { instalments: schedule } = amortize({
  amountMinor: 1_000_000n,
  annualRate: "0.09",
  dayCount: "30/360",
  termMonths: 36,
  startsOn: businessDate("2026-04-15"),
});
const paidUpTo = (no: number): InstalmentState[] =>
  schedule.map((row) => ({
    ...row,
    principalPaidMinor: row.no <= no ? row.principalMinor : 0n,
    interestPaidMinor: row.no <= no ? row.interestMinor : 0n,
  }));

describe("where a loan stands", () => {
  it("is in order on a due date: due, not overdue, zero days past due", () => {
    expect(standingOf(paidUpTo(0), businessDate("2026-05-15"))).toEqual({
      outstandingMinor: 1_000_000n,
      dueMinor: 31_800n,
      overdueMinor: 0n,
      daysPastDue: 0,
    });
  });

  it("counts the days from the oldest unpaid due date", () => {
    const standing = standingOf(paidUpTo(1), businessDate("2026-07-20"));
    expect(standing).toMatchObject({ dueMinor: 63_600n, overdueMinor: 63_600n, daysPastDue: 35 });
  });

  it("owes nothing when all is paid", () => {
    const standing = standingOf(paidUpTo(36), businessDate("2030-01-01"));
    expect(standing).toEqual({ outstandingMinor: 0n, dueMinor: 0n, overdueMinor: 0n, daysPastDue: 0 });
    expect(nextInstalment(paidUpTo(36))).toBeNull();
  });

  it("marks instalments as paid, overdue, next and later", () => {
    const rows = paidUpTo(1);
    const on = businessDate("2026-06-20");
    expect(rows.slice(0, 4).map((row) => markOf(row, rows, on))).toEqual(["paid", "overdue", "next", "scheduled"]);
    expect(nextInstalment(rows)?.no).toBe(2);
  });
});

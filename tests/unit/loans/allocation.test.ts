import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, businessDate } from "@/lib/core/dates";
import { accruedInterest } from "@/lib/loans/accrual";
import { allocate, amountDue, type InstalmentState, nextDueOn } from "@/lib/loans/allocation";
import { amortize } from "@/lib/loans/amortization";
import { workOutInterest } from "@/lib/loans/interest";

const terms = {
  amountMinor: 1_000_000n,
  annualRate: "0.09",
  dayCount: "30/360" as const,
  termMonths: 36,
  startsOn: businessDate("2026-04-15"),
};
const { instalments: schedule } = amortize(terms);
const unpaid = (): InstalmentState[] =>
  schedule.map((row) => ({ ...row, principalPaidMinor: 0n, interestPaidMinor: 0n }));

describe("a repayment", () => {
  it("pays the due instalment, interest before principal", () => {
    expect(allocate(unpaid(), 31_800n, "EUR", businessDate("2026-05-15"))).toEqual([
      { no: 1, interestMinor: 7_500n, principalMinor: 24_300n, settles: true },
    ]);
    expect(allocate(unpaid(), 8_000n, "EUR", businessDate("2026-05-15"))).toEqual([
      { no: 1, interestMinor: 7_500n, principalMinor: 500n, settles: false },
    ]);
  });

  it("pays the oldest instalment first", () => {
    const paid = allocate(unpaid(), 40_000n, "EUR", businessDate("2026-06-20"));
    expect(paid.map(({ no, settles }) => [no, settles])).toEqual([
      [1, true],
      [2, false],
    ]);
    expect(paid[1]).toEqual({ no: 2, interestMinor: 7_318n, principalMinor: 882n, settles: false });
  });

  it("refuses more than is due and names what is due", () => {
    expect(() => allocate(unpaid(), 31_801n, "EUR", businessDate("2026-05-15"))).toThrow(
      expect.objectContaining({ reason: "more_than_due", params: { dueMinor: "31800", currency: "EUR" } }),
    );
  });

  it("is refused while nothing is due and names the next due date", () => {
    expect(() => allocate(unpaid(), 1n, "EUR", businessDate("2026-05-14"))).toThrow(
      expect.objectContaining({ reason: "nothing_due", params: { date: "2026-05-15" } }),
    );
  });

  it("never loses a cent, whatever is paid and when", () => {
    fc.assert(
      fc.property(fc.integer({ min: 30, max: 1_500 }), fc.integer({ min: 1, max: 100 }), (days, share) => {
        const on = addDays(terms.startsOn, days);
        const rows = unpaid();
        const due = amountDue(rows, on).totalMinor;
        const amount = (due * BigInt(share) + 99n) / 100n;
        const paid = allocate(rows, amount, "EUR", on);
        expect(paid.reduce((sum, part) => sum + part.interestMinor + part.principalMinor, 0n)).toBe(amount);
        expect(paid.slice(0, -1).every(({ settles }) => settles)).toBe(true);
        for (const part of paid) {
          const row = rows[part.no - 1] as InstalmentState;
          row.interestPaidMinor += part.interestMinor;
          row.principalPaidMinor += part.principalMinor;
          expect(row.interestPaidMinor <= row.interestMinor && row.principalPaidMinor <= row.principalMinor).toBe(true);
        }
        expect(amountDue(rows, on).totalMinor).toBe(due - amount);
      }),
    );
  });

  it("leaves the next due date at the oldest unpaid instalment", () => {
    const rows = unpaid();
    expect(nextDueOn(rows)).toBe("2026-05-15");
    Object.assign(rows[0] as InstalmentState, { interestPaidMinor: 7_500n, principalPaidMinor: 24_300n });
    expect(nextDueOn(rows)).toBe("2026-06-15");
  });
});

describe("interest accrued", () => {
  it("is nothing on the day the loan is paid out, and the whole instalment's on its due date", () => {
    expect(accruedInterest(terms, schedule, terms.startsOn)).toBe(0n);
    expect(accruedInterest(terms, schedule, businessDate("2026-05-15"))).toBe(7_500n);
  });

  it("goes on in the running period to the day, on the scheduled balance", () => {
    expect(accruedInterest(terms, schedule, businessDate("2026-05-25"))).toBe(7_500n + 2_439n);
  });

  it("never falls, and ends at the interest of the schedule", () => {
    const all = schedule.reduce((sum, row) => sum + row.interestMinor, 0n);
    let before = 0n;
    for (let days = 0; days <= 1_200; days += 1) {
      const earned = accruedInterest(terms, schedule, addDays(terms.startsOn, days));
      expect(earned >= before && earned <= all).toBe(true);
      before = earned;
    }
    expect(before).toBe(all);
  });

  it("covers the interest that is due on any day", () => {
    for (let days = 0; days <= 1_200; days += 7) {
      const on = addDays(terms.startsOn, days);
      expect(accruedInterest(terms, schedule, on) >= amountDue(unpaid(), on).interestMinor).toBe(true);
    }
  });

  it("can be worked out by hand: 8,260.25 × 9 % × 30 ÷ 360", () => {
    const worked = workOutInterest(terms, 826_025n, businessDate("2026-11-15"), businessDate("2026-12-15"));
    expect(worked).toMatchObject({ days: 30, basis: 360, minor: 6_195n });
    expect(worked.exact.div(100).toString()).toBe("61.951875");
  });
});

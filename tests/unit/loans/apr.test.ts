// Not yet built: US Reg Z unit periods. Intervals in weeks and whole years come with products that use them.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { businessDate } from "@/lib/core/dates";
import { decimal, roundMinor } from "@/lib/core/decimal";
import { addFractions, fraction, fractionDecimal, timesFraction } from "@/lib/core/fraction";
import { amortize } from "@/lib/loans/amortization";
import { annualPercentageRate, aprOfSchedule, type CashFlow } from "@/lib/loans/apr";
import { aprVectors, type MonthlyRun } from "../../vectors/loan-math";

describe("the annual percentage rate", () => {
  it.each(aprVectors)("$id is $percent %", ({ percent, tolerance, drawdowns, payments }) => {
    const flows = [...drawdowns.flatMap((run) => flowsOf(run, 1n)), ...payments.flatMap((run) => flowsOf(run, -1n))];
    expect(
      annualPercentageRate(flows).minus(percent).abs().lte(tolerance),
      annualPercentageRate(flows).toString(),
    ).toBe(true);
  });

  it("of a loan without costs is the effective rate of its monthly interest", () => {
    const terms = {
      amountMinor: 1_000_000n,
      annualRate: "0.09",
      dayCount: "30/360" as const,
      termMonths: 36,
      startsOn: businessDate("2026-04-15"),
    };
    const apr = aprOfSchedule(terms.amountMinor, terms.startsOn, amortize(terms).instalments);
    expect(apr).toMatch(/^\d+\.\d{8}$/);
    expect(decimal(apr).minus("9.380690").abs().lt("0.001")).toBe(true);
  });

  it("is zero when nothing is charged", () => {
    const terms = {
      amountMinor: 120_000n,
      annualRate: "0",
      dayCount: "30/360" as const,
      termMonths: 12,
      startsOn: businessDate("2026-04-15"),
    };
    expect(aprOfSchedule(terms.amountMinor, terms.startsOn, amortize(terms).instalments)).toBe("0.00000000");
  });

  it("makes the flows worth nothing today", () => {
    const payment = fc.record({
      months: fc.integer({ min: 1, max: 60 }),
      minor: fc.bigInt({ min: 1_000n, max: 1_000_000n }),
    });
    fc.assert(
      fc.property(
        fc.array(payment, { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 50, max: 99 }),
        (payments, share) => {
          const paid = payments.reduce((sum, { minor }) => sum + minor, 0n);
          const flows: CashFlow[] = [
            { years: fraction(0, 1), minor: (paid * BigInt(share)) / 100n },
            ...payments.map(({ months, minor }) => ({ years: fraction(months, 12), minor: -minor })),
          ];
          const growth = annualPercentageRate(flows).div(100).plus(1);
          const worth = flows.reduce(
            (sum, flow) => sum.plus(decimal(flow.minor).times(growth.pow(fractionDecimal(flow.years).neg()))),
            decimal(0n),
          );
          expect(worth.abs().lt(decimal(paid).times("1e-7"))).toBe(true);
        },
      ),
      { numRuns: 40 },
    );
  });
});

/** Amounts in cents: `12.50x3 7` from a time on, a month apart. */
function flowsOf({ at, monthly }: MonthlyRun, sign: bigint): CashFlow[] {
  const [numerator, denominator] = at.split("/").map((part) => Number.parseInt(part, 10)) as [number, number];
  const amounts = monthly.split(" ").flatMap((text) => {
    const [amount = "", times = "1"] = text.split("x");
    return Array.from(
      { length: Number.parseInt(times, 10) },
      () => sign * roundMinor(timesFraction(decimal(amount), fraction(100, 1))),
    );
  });
  return amounts.map((minor, month) => ({
    years: addFractions(fraction(numerator, denominator), fraction(month, 12)),
    minor,
  }));
}

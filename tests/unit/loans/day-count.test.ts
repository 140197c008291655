import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, type BusinessDate, businessDate } from "@/lib/core/dates";
import { type DayCount, dayCounts, yearFraction } from "@/lib/core/day-count";
import { Decimal } from "@/lib/core/decimal";
import { type Fraction, fractionDecimal } from "@/lib/core/fraction";
import { yearsAfter } from "@/lib/loans/apr";
import { aprIntervalVectors, dayCountVectors, icmaVectors } from "../../vectors/day-count";

/** The sources print doubles, one of them eight decimals. */
const near = (found: Fraction, published: string, source: string) =>
  expect(
    fractionDecimal(found)
      .minus(published)
      .abs()
      .lte(source === "excel" ? "5e-9" : "1e-11"),
    `${published}`,
  ).toBe(true);

describe("day counts as published", () => {
  for (const [id, convention, from, to, years, days, source, termination] of dayCountVectors) {
    it(`${id}: ${convention} from ${from} to ${to}`, () => {
      const context = termination ? { termination: businessDate(termination) } : {};
      const found = yearFraction(convention, businessDate(from), businessDate(to), context);
      if (years !== null) near(found, years, source);
      if (days !== null) expect(found.numerator).toBe(days);
    });
  }

  it.each(icmaVectors)("%s: Act/Act ICMA from %s to %s", (_id, from, to, periodFrom, periodTo, perYear, years) => {
    const period = { from: businessDate(periodFrom), to: businessDate(periodTo), perYear };
    near(yearFraction("Act/Act ICMA", businessDate(from), businessDate(to), { period }), years, "isda");
  });

  it.each(aprIntervalVectors)(
    "%s: the interval of the annual percentage rate from %s to %s",
    (_id, from, to, years) => {
      near(yearsAfter(businessDate(from), businessDate(to)), years, "eu");
    },
  );
});

describe("day counts in general", () => {
  const day = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays("1990-01-01" as BusinessDate, days));
  const counted = dayCounts.filter((name): name is Exclude<DayCount, "Act/Act ICMA"> => name !== "Act/Act ICMA");

  it("count nothing from a day to itself", () => {
    fc.assert(
      fc.property(day, fc.constantFrom(...counted), (on, name) => {
        expect(yearFraction(name, on, on).numerator).toBe(0);
      }),
    );
  });

  it("refuse a period that ends before it begins", () => {
    expect(() => yearFraction("Act/360", businessDate("2026-02-01"), businessDate("2026-01-31"))).toThrow(RangeError);
  });

  it("stay within a hundredth of the actual days", () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 400, max: 9_000 }), fc.constantFrom(...counted), (from, days, name) => {
        const years = fractionDecimal(yearFraction(name, from, addDays(from, days)));
        expect(years.div(new Decimal(days).div("365.25")).minus(1).abs().lt("0.02")).toBe(true);
      }),
    );
  });

  it("let the nights of a period sum to the period, whatever the 30/360 adds on single nights", () => {
    fc.assert(
      fc.property(
        day,
        fc.integer({ min: 1, max: 120 }),
        fc.constantFrom("30/360", "Act/365F", "Act/360"),
        (from, days, name) => {
          const upTo = (night: number) => yearFraction(name as DayCount, from, addDays(from, night)).numerator;
          const nights = Array.from({ length: days }, (_, night) => upTo(night + 1) - upTo(night));
          expect(nights.reduce((sum, night) => sum + night, 0)).toBe(upTo(days));
        },
      ),
    );
  });
});

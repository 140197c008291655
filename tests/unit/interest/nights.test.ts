import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, type BusinessDate, businessDate, daysBetween } from "@/lib/core/dates";
import { type DayCount, yearFraction } from "@/lib/core/day-count";
import { type Exact, exactText, readExact, roundExact } from "@/lib/interest/exact";
import { type InterestTerms, nightFraction, nightInterest } from "@/lib/interest/night-interest";
import { endsPeriod, type Period, periodOf } from "@/lib/interest/periods";

const terms = (changed: Partial<InterestTerms> = {}): InterestTerms => ({
  annualRate: "0.01",
  dayCount: "Act/365F",
  tierMethod: "band",
  tiers: [],
  interestFromMinor: null,
  overdraftRate: null,
  ...changed,
});

/** The nights of a period in turn, the last one before `to`. */
const nightsOf = ({ from, to }: Pick<Period, "from" | "to">): BusinessDate[] =>
  Array.from({ length: daysBetween(from, to) }, (_, at) => addDays(from, at));

const sumOver = (period: Period, some: InterestTerms, balance: bigint): Exact =>
  nightsOf(period).reduce((sum, night) => {
    const earned = nightInterest(some, balance, night, period);
    return sum + (earned?.kind === "deposit" ? earned.exact : -(earned?.exact ?? 0n));
  }, 0n);

describe("a night's interest", () => {
  it("gives 1 % on 10.00 its 0.10 a year, though no night is worth a cent", () => {
    const year = periodOf(businessDate("2026-05-05"), "year");
    expect(nightInterest(terms(), 10_00n, year.from, year)).toEqual({ kind: "deposit", exact: 273_972_603n });
    expect(roundExact(sumOver(year, terms(), 10_00n))).toBe(10n);
  });

  it("pays for each day of a leap year by its day count", () => {
    const year = periodOf(businessDate("2028-03-01"), "year");
    const earned = (dayCount: DayCount) => roundExact(sumOver(year, terms({ dayCount }), 36_500_00n));
    expect(earned("Act/365F")).toBe(366_00n);
    expect(earned("30/360")).toBe(365_00n);
    expect(earned("Act/360")).toBe(371_08n);
    expect(earned("Act/Act ISDA")).toBe(365_00n);
    expect(earned("NL/365")).toBe(365_00n);
    expect(earned("Act/Act ICMA")).toBe(365_00n);
  });

  it("counts nothing for the 31st and three days for 28 February under 30/360", () => {
    const days = (night: string) => {
      const date = businessDate(night);
      return nightFraction("30/360", date, periodOf(date, "quarter")).numerator;
    };
    expect([days("2026-01-30"), days("2026-01-31"), days("2026-02-28"), days("2028-02-29")]).toEqual([1, 0, 3, 2]);
  });

  it("sums to its period under every day count", () => {
    const conventions: DayCount[] = ["30/360", "30E/360", "30U/360", "Act/360", "Act/365F", "Act/Act ISDA", "NL/365"];
    fc.assert(
      fc.property(
        fc.constantFrom(...conventions),
        fc.constantFrom("month", "quarter", "half_year", "year" as const),
        fc.integer({ min: 0, max: 4_000 }),
        (dayCount, length, after) => {
          const period = periodOf(addDays(businessDate("2020-01-01"), after), length as "month");
          const { numerator, denominator } = yearFraction(dayCount, period.from, period.to);
          const sum = nightsOf(period).reduce(
            (total, night) => {
              const part = nightFraction(dayCount, night, period);
              return {
                numerator: total.numerator * BigInt(part.denominator) + BigInt(part.numerator) * total.denominator,
                denominator: total.denominator * BigInt(part.denominator),
              };
            },
            { numerator: 0n, denominator: 1n },
          );
          expect(sum.numerator * BigInt(denominator)).toBe(BigInt(numerator) * sum.denominator);
        },
      ),
      { numRuns: 100 },
    );
  });

  it("takes each tier's rate on its part, or the reached tier's on the whole", () => {
    const tiers = [
      { fromMinor: 1_000_00n, annualRate: "0.02" },
      { fromMinor: 5_000_00n, annualRate: "0.03" },
    ];
    const period = periodOf(businessDate("2026-03-10"), "month");
    const night = (balance: bigint, tierMethod: "band" | "level") =>
      nightInterest(terms({ tiers, tierMethod, dayCount: "Act/360" }), balance, period.from, period)?.exact;
    const perDay = (yearlyMinor: bigint) => (yearlyMinor * 10_000_000_000n * 2n + 360n) / 720n;
    expect(night(6_000_00n, "band")).toBe(perDay(10_00n + 80_00n + 30_00n));
    expect(night(6_000_00n, "level")).toBe(perDay(180_00n));
    expect(night(1_000_00n, "level")).toBe(perDay(20_00n));
    expect(night(999_99n, "level")).toBe((999_99n * 100_000_000n * 2n + 360n) / 720n);
  });

  it("earns nothing below the least balance, on nothing, and nothing without an overdraft rate", () => {
    const period = periodOf(businessDate("2026-03-10"), "month");
    const least = terms({ interestFromMinor: 100_00n });
    expect(nightInterest(least, 99_99n, period.from, period)).toBeNull();
    expect(nightInterest(least, 100_00n, period.from, period)).not.toBeNull();
    expect(nightInterest(least, 0n, period.from, period)).toBeNull();
    expect(nightInterest(least, -500_00n, period.from, period)).toBeNull();
  });

  it("turns the sides for a negative rate and for what is overdrawn", () => {
    const period = periodOf(businessDate("2026-03-10"), "month");
    const some = terms({ annualRate: "-0.005", overdraftRate: "0.12", dayCount: "Act/360" });
    expect(nightInterest(some, 360_00n, period.from, period)).toEqual({ kind: "negative", exact: 5_000_000_000n });
    expect(nightInterest(some, -360_00n, period.from, period)).toEqual({ kind: "overdraft", exact: 120_000_000_000n });
  });

  it("is exact at sums that a float cannot hold", () => {
    const period = periodOf(businessDate("2026-03-10"), "month");
    const earned = nightInterest(terms({ dayCount: "Act/360", annualRate: "0.036" }), 10n ** 17n, period.from, period);
    expect(earned?.exact).toBe(10n ** 13n * 10_000_000_000n);
  });
});

describe("what is booked", () => {
  it("rounds half away from zero, once", () => {
    const half = 5_000_000_000n;
    expect([half, half - 1n, -half, -half + 1n, 3n * half].map(roundExact)).toEqual([1n, 0n, -1n, 0n, 2n]);
  });

  it("writes and reads ten decimals", () => {
    for (const exact of [0n, 1n, -1n, 273_972_603n, -12_345_678_901_234n, 10n ** 27n])
      expect(readExact(exactText(exact))).toBe(exact);
    expect(exactText(-273_972_603n)).toBe("-0.0273972603");
  });
});

describe("periods", () => {
  it("are those of the calendar", () => {
    const period = (day: string, length: Parameters<typeof periodOf>[1]) => periodOf(businessDate(day), length);
    expect(period("2026-02-14", "month")).toEqual({ from: "2026-02-01", to: "2026-03-01", perYear: 12 });
    expect(period("2026-12-31", "quarter")).toEqual({ from: "2026-10-01", to: "2027-01-01", perYear: 4 });
    expect(period("2026-07-01", "half_year")).toEqual({ from: "2026-07-01", to: "2027-01-01", perYear: 2 });
    expect(period("2026-07-01", "year")).toEqual({ from: "2026-01-01", to: "2027-01-01", perYear: 1 });
  });

  it("end on the last calendar day, in a leap year the 29th", () => {
    const ends = (day: string, length: Parameters<typeof periodOf>[1]) => endsPeriod(businessDate(day), length);
    expect([ends("2028-02-28", "month"), ends("2028-02-29", "month"), ends("2026-02-28", "month")]).toEqual([
      false,
      true,
      true,
    ]);
    expect([ends("2026-06-30", "quarter"), ends("2026-06-30", "year"), ends("2026-12-31", "year")]).toEqual([
      true,
      false,
      true,
    ]);
  });
});

import { describe, expect, it } from "vitest";
import { decimal, roundMinor } from "@/lib/core/decimal";
import { ratedParts } from "@/lib/interest/tiers";
import {
  annualYield,
  annualYieldEarned,
  averageBalance,
  compoundedDaily,
  effectiveRate,
  yieldPercent,
} from "@/lib/interest/yields";
import {
  averageVector,
  compoundVectors,
  earnedVector,
  effectiveVector,
  paidOutVector,
  roundingVectors,
  tierVectors,
  yieldVectors,
} from "../../vectors/savings";

describe("savings as published", () => {
  it.each(yieldVectors)("%s: %d on %d over %d days is %s %% a year", (_id, interest, principal, days, percent) => {
    expect(yieldPercent(annualYield(interest, principal, days))).toBe(percent);
  });

  it.each(compoundVectors)("%s: compounds daily", (_id, principal, stretches, interest) => {
    const rates = stretches.map(([annualRate, days]) => ({ annualRate, days }));
    expect(roundMinor(compoundedDaily(principal, rates))).toBe(interest);
  });

  it.each(tierVectors)("%s: tiers by %s", (_id, tierMethod, balance, tiers, interest) => {
    const [[, annualRate], ...rest] = tiers as [(typeof tiers)[number], ...typeof tiers];
    const terms = {
      annualRate,
      tierMethod,
      tiers: rest.map(([fromMinor, rate]) => ({ fromMinor, annualRate: rate })),
      interestFromMinor: null,
    };
    const year = ratedParts(terms, balance).map((part) =>
      compoundedDaily(part.minor, [{ annualRate: part.annualRate, days: 365 }]),
    );
    expect(roundMinor(year.reduce((sum, part) => sum.plus(part), decimal(0n)))).toBe(interest);
  });

  it("averages the daily balance", () => {
    const days = averageVector.days.map(([balanceMinor, count]) => ({ balanceMinor, days: count }));
    expect(roundMinor(averageBalance(days))).toBe(averageVector.average);
  });

  it("brings a statement's interest to one compounding", () => {
    const { interest, balance, percent, ...period } = earnedVector;
    expect(yieldPercent(annualYieldEarned(interest, balance, period))).toBe(percent);
  });

  it("leaves a rate that is paid out as it is", () => {
    expect(yieldPercent(effectiveRate(paidOutVector.annualRate, 0))).toBe(paidOutVector.percent);
  });

  it("tells a yield with two decimals, half up", () => {
    for (const [yearly, percent] of roundingVectors) expect(yieldPercent(decimal(yearly))).toBe(percent);
  });

  it("works out an effective rate", () => {
    const { annualRate, perYear, yearly, tolerance } = effectiveVector;
    expect(effectiveRate(annualRate, perYear).minus(yearly).abs().lte(tolerance)).toBe(true);
  });
});

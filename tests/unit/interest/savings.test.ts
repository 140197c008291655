import { describe, expect, it } from "vitest";
import { decimal, roundMinor } from "@/lib/core/decimal";
import { effectiveRate } from "@/lib/interest/effective-rate";
import { ratedParts } from "@/lib/interest/tiers";
import { effectiveVectors, tierVectors } from "../../vectors/savings";

const DAYS = 365;

describe("savings as published", () => {
  it.each(tierVectors)("%s: tiers by %s", (_id, tierMethod, balance, tiers, interest) => {
    const [[, annualRate], ...rest] = tiers as [(typeof tiers)[number], ...typeof tiers];
    const terms = {
      annualRate,
      tierMethod,
      tiers: rest.map(([fromMinor, rate]) => ({ fromMinor, annualRate: rate })),
      interestFromMinor: null,
    };
    // The figures compound daily, which is the effective rate of each part.
    const year = ratedParts(terms, balance).map((part) =>
      decimal(part.minor).times(effectiveRate(part.annualRate, DAYS)),
    );
    expect(roundMinor(year.reduce((sum, part) => sum.plus(part), decimal(0n)))).toBe(interest);
  });

  it.each(effectiveVectors)("%s: %d times a year is what it comes to", (annualRate, perYear, yearly, tolerance) => {
    expect(effectiveRate(annualRate, perYear).minus(yearly).abs().lte(tolerance)).toBe(true);
  });
});

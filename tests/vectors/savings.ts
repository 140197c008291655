/**
 * Published interest on savings, restated as facts; amounts in cents.
 * Source: US 12 CFR part 1030 (Regulation DD), Appendix A, and comment 3(f)-1 of Supplement I; the effective rate is
 * Microsoft's documentation of EFFECT.
 */
type Tier = readonly [fromCents: bigint, annualRate: string];

/** Interest on a sum over days, and what it comes to a year in percent with two decimals. */
// biome-ignore format: a table
export const yieldVectors: readonly (readonly [id: string, interest: bigint, principal: bigint, days: number, percent: string])[] = [
  ["dd-b2", 133_13n, 1_000_00n, 730, "6.45"],
  ["dd-d1", 53_90n, 1_000_00n, 365, "5.39"],
  ["dd-d3", 1_183_61n, 20_000_00n, 365, "5.92"],
  ["dd-d4", 134_75n, 2_500_00n, 365, "5.39"],
  ["dd-d5", 841_45n, 15_000_00n, 365, "5.61"],
  ["dd-d6", 5_871_79n, 100_000_00n, 365, "5.87"],
  ["dd-d7", 59_134_22n, 1_000_000_00n, 365, "5.91"],
  ["dd-p2", 6_50n, 1_500_00n, 30, "5.40"],
  ["dd-p3", 21_00n, 2_000_00n, 91, "4.28"],
];

/** Interest that compounds daily at rate ÷ 365, rounded to cents at the end. */
// biome-ignore format: a table
export const compoundVectors: readonly (readonly [id: string, principal: bigint, stretches: readonly (readonly [rate: string, days: number])[], interest: bigint])[] = [
  ["dd-i-b1", 1_000_00n, [["0.05", 91], ["0.055", 92]], 26_68n],
  ["dd-i-c1", 1_000_00n, [["0.07", 91], ["0.05", 274]], 56_52n],
  ["dd-i-d1", 1_000_00n, [["0.0525", 365]], 53_90n],
];

const steps: readonly Tier[] = [
  [0n, "0.0525"],
  [2_500_01n, "0.055"],
  [15_000_01n, "0.0575"],
];

/** A year of daily compounding over tiers: each rate on its own part of the balance, or the reached one on the whole. */
// biome-ignore format: a table
export const tierVectors: readonly (readonly [id: string, method: "band" | "level", balance: bigint, tiers: readonly Tier[], interest: bigint])[] = [
  ["dd-t-1", "band", 2_500_01n, [[0n, "0.0525"], [2_500_00n, "0.055"], [15_000_00n, "0.0575"]], 134_75n],
  ["dd-t-2", "band", 15_000_00n, [[0n, "0.0525"], [2_500_00n, "0.055"], [15_000_00n, "0.0575"]], 841_45n],
  ["dd-t-4", "band", 100_000_00n, [[0n, "0.0525"], [2_500_00n, "0.055"], [15_000_00n, "0.0575"]], 5_871_79n],
  ["dd-t-A", "level", 8_000_00n, steps, 452_29n],
];

export const averageVector = { days: [[1_000_00n, 30], [2_000_00n, 31], [3_000_00n, 30]], average: 2_000_00n } as const; // biome-ignore format: a table

/** A statement of 30 days on which interest compounds over 365. */
export const earnedVector = { interest: 4_11n, balance: 1_000_00n, days: 30, compoundingDays: 365, percent: "5.00" };

/** Paid out twice a year and never compounding. */
export const paidOutVector = { annualRate: "0.06", percent: "6.00" };

export const roundingVectors = [
  ["0.05644", "5.64"],
  ["0.05645", "5.65"],
] as const;

export const effectiveVector = { annualRate: "0.0525", perYear: 4, yearly: "0.0535427", tolerance: "5e-8" };

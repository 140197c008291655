/**
 * Published interest on savings, restated as facts; amounts in cents.
 * Source: US 12 CFR part 1030 (Regulation DD), Appendix A, and comment 3(f)-1 of Supplement I; the effective rate is
 * Microsoft's documentation of EFFECT.
 */
type Tier = readonly [fromCents: bigint, annualRate: string];

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

/** What a nominal rate comes to when it compounds so many times a year, within what its source rounds off; 0 is paid out. */
// biome-ignore format: a table
export const effectiveVectors: readonly (readonly [annualRate: string, perYear: number, yearly: string, tolerance: string])[] = [
  ["0.0525", 4, "0.0535427", "5e-8"],
  ["0.0525", 365, "0.0539", "5e-5"],
  ["0.06", 0, "0.06", "0"],
];

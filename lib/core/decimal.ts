import { Decimal as Base } from "decimal.js";

/** Exact decimals for rates and interest: 40 digits, rounded half away from zero. Money itself stays in minor units. */
export const Decimal = Base.clone({ precision: 40, rounding: Base.ROUND_HALF_UP, toExpNeg: -60, toExpPos: 60 });
export type Decimal = Base;

/** A decimal from text, a count, or minor units; never from a fraction held in a float. */
export function decimal(value: string | bigint | Decimal): Decimal {
  return new Decimal(typeof value === "bigint" ? value.toString() : value);
}

/** Rounds an amount in minor units to whole ones, half away from zero. */
export function roundMinor(value: Decimal): bigint {
  return BigInt(value.toDecimalPlaces(0, Base.ROUND_HALF_UP).toString());
}

/** A yearly rate stored as a fraction, as people read it: `0.09` is `9.00 %`. */
export function formatRate(annualRate: string): string {
  return formatPercent(decimal(annualRate).times(100));
}

/** A percentage with two decimals or more where it has them, up to four: `9.00 %`, `6.125 %`. */
export function formatPercent(percent: Decimal): string {
  const shown = percent.toDecimalPlaces(4);
  const text = shown.toFixed(Math.max(2, shown.decimalPlaces()));
  return `${text.replace("-", "\u2212")}\u00a0%`;
}

import { type Currency, decimalsOf } from "../core/currencies";

/** Digits after the point that a rate may have; all arithmetic is in whole numbers of this unit. */
const RATE_DECIMALS = 10;
const UNIT = 10n ** BigInt(RATE_DECIMALS);

/** A positive amount as a fraction of whole numbers: nothing is rounded before the end. */
export type Ratio = { over: bigint; under: bigint };

/** How the end of a conversion is rounded to minor units: down and up are in the bank's favour, `half` is half away from zero. */
export type Rounding = "down" | "up" | "half";

/** A typed rate, or null where it is none: digits with a point, more than zero, at most ten digits after it. */
export function parseRate(typed: string): string | null {
  const text = typed.trim();
  if (!/^\d{1,9}(\.\d{1,10})?$/.test(text)) return null;
  return scaled(text) > 0n ? text : null;
}

/** A rate in whole numbers of its smallest unit. */
export function scaled(rate: string): bigint {
  const [whole = "", fraction = ""] = rate.split(".");
  return BigInt(whole + fraction.padEnd(RATE_DECIMALS, "0").slice(0, RATE_DECIMALS));
}

/** A rate as people read it: four digits after the point, or as many as it has. */
export function formatRateOf(rate: string): string {
  const [whole = "0", fraction = ""] = rate.split(".");
  return `${whole}.${fraction.replace(/0+$/, "").padEnd(4, "0")}`;
}

/** What foreign minor units are worth in minor units of the bank's own currency. */
export function worthIn(
  own: Currency,
  { minor, currency }: { minor: bigint; currency: Currency },
  rate: string,
): Ratio {
  return { over: minor * scaled(rate) * ten(decimalsOf(own)), under: UNIT * ten(decimalsOf(currency)) };
}

/** How many minor units of a foreign currency an amount of the bank's own pays for. */
export function boughtWith({ over, under }: Ratio, own: Currency, currency: Currency, rate: string): Ratio {
  return { over: over * UNIT * ten(decimalsOf(currency)), under: under * scaled(rate) * ten(decimalsOf(own)) };
}

/** Rounds to whole minor units, once, at the end. */
export function rounded({ over, under }: Ratio, rounding: Rounding): bigint {
  if (rounding === "down") return over / under;
  if (rounding === "up") return (over + under - 1n) / under;
  return (2n * over + under) / (2n * under);
}

const ten = (decimals: number) => 10n ** BigInt(decimals);

import { Decimal, decimal } from "../core/decimal";

const YEAR = 365;

/** A stretch of days on which one rate stood. */
export type RateDays = { annualRate: string; days: number };

/** Interest on a sum that compounds daily at rate ÷ 365, through one rate after another, in minor units before rounding. */
export function compoundedDaily(principalMinor: bigint, stretches: readonly RateDays[]): Decimal {
  const factor = stretches.reduce(
    (product, { annualRate, days }) => product.times(decimal(annualRate).div(YEAR).plus(1).pow(days)),
    new Decimal(1),
  );
  return decimal(principalMinor).times(factor.minus(1));
}

/** The average of a balance over days, in minor units before rounding. */
export function averageBalance(stretches: readonly { balanceMinor: bigint; days: number }[]): Decimal {
  const days = stretches.reduce((sum, stretch) => sum + stretch.days, 0);
  const total = stretches.reduce((sum, stretch) => sum + stretch.balanceMinor * BigInt(stretch.days), 0n);
  return days === 0 ? new Decimal(0) : decimal(total).div(days);
}

/** What interest on a sum over days comes to in a year when it compounds, as a fraction. */
export function annualYield(interestMinor: bigint, principalMinor: bigint, days: number): Decimal {
  return decimal(interestMinor).div(decimal(principalMinor)).plus(1).pow(new Decimal(YEAR).div(days)).minus(1);
}

/** The same where a statement comes more often than interest compounds: the period's interest is first brought to one compounding. */
export function annualYieldEarned(
  interestMinor: bigint,
  balanceMinor: bigint,
  { days, compoundingDays }: { days: number; compoundingDays: number },
): Decimal {
  const toOnce = decimal(interestMinor).div(decimal(balanceMinor)).div(days).times(compoundingDays);
  return toOnce.plus(1).pow(new Decimal(YEAR).div(compoundingDays)).minus(1);
}

/** What a nominal rate comes to in a year when it is capitalised so many times; at 0 it is paid out and never compounds. */
export function effectiveRate(annualRate: string, perYear: number): Decimal {
  const nominal = decimal(annualRate);
  return perYear === 0 ? nominal : nominal.div(perYear).plus(1).pow(perYear).minus(1);
}

/** A yearly fraction as the percentage that is told: two decimals, half up. */
export function yieldPercent(yearly: Decimal): string {
  return yearly.times(100).toDecimalPlaces(2, Decimal.ROUND_HALF_UP).toFixed(2);
}

import type { BusinessDate } from "../core/dates";
import { type DayCount, yearFraction } from "../core/day-count";
import { type Decimal, decimal, roundMinor } from "../core/decimal";
import { timesFraction } from "../core/fraction";

export type InterestTerms = {
  /** A fraction a year: `0.09` is 9 %. */
  annualRate: string;
  dayCount: DayCount;
};

/** How interest was worked out, so that a person can do it again: balance × rate × days ÷ basis. */
export type WorkedInterest = {
  balanceMinor: bigint;
  annualRate: string;
  dayCount: DayCount;
  from: BusinessDate;
  to: BusinessDate;
  days: number;
  basis: number;
  /** Minor units before rounding. */
  exact: Decimal;
  /** Rounded once, half away from zero. */
  minor: bigint;
};

/** Contract interest on a balance from the first day (inclusive) to the last (exclusive), in minor units. */
export function workOutInterest(
  terms: InterestTerms,
  balanceMinor: bigint,
  from: BusinessDate,
  to: BusinessDate,
): WorkedInterest {
  const { annualRate, dayCount } = terms;
  const part = yearFraction(dayCount, from, to);
  const exact = timesFraction(decimal(balanceMinor).times(decimal(annualRate)), part);
  return {
    balanceMinor,
    annualRate,
    dayCount,
    from,
    to,
    days: part.numerator,
    basis: part.denominator,
    exact,
    minor: roundMinor(exact),
  };
}

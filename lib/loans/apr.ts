import { addMonths, type BusinessDate, daysBetween } from "../core/dates";
import { Decimal, decimal } from "../core/decimal";
import { addFractions, type Fraction, fraction, fractionDecimal } from "../core/fraction";
import type { ScheduledInstalment } from "./amortization";

/** An amount at a time, in years after the first drawdown: what the borrower receives is positive, what they pay negative. */
export type CashFlow = { years: Fraction; minor: bigint };

/** The annual percentage rate of a schedule without further costs, in percent with 8 decimals, as numeric text. */
export function aprOfSchedule(
  amountMinor: bigint,
  startsOn: BusinessDate,
  instalments: readonly ScheduledInstalment[],
): string {
  const drawdown = { years: fraction(0, 1), minor: amountMinor };
  const payments = instalments.map(({ dueOn, principalMinor, interestMinor }) => ({
    years: yearsAfter(startsOn, dueOn),
    minor: -(principalMinor + interestMinor),
  }));
  return annualPercentageRate([drawdown, ...payments]).toFixed(8);
}

/** The effective annual rate at which the flows are worth nothing today, in percent, solved to 1e-8. */
export function annualPercentageRate(flows: readonly CashFlow[]): Decimal {
  const timed = flows.map(({ years, minor }) => ({
    amount: decimal(minor),
    years: fractionDecimal(years),
    months: wholeMonths(years),
  }));
  return solve((rate) => presentValue(timed, rate))
    .times(100)
    .toDecimalPlaces(8);
}

/**
 * Years from the first drawdown to a flow: whole months counted back from the flow, each 1/12, then the days left over
 * the 365 or 366 days of the year that ends where the counting stopped.
 */
export function yearsAfter(firstDrawdown: BusinessDate, date: BusinessDate): Fraction {
  let months = 0;
  while (addMonths(date, -(months + 1)) >= firstDrawdown) months += 1;
  const rest = addMonths(date, -months);
  return addFractions(
    fraction(months, 12),
    fraction(daysBetween(firstDrawdown, rest), daysBetween(addMonths(rest, -12), rest)),
  );
}

type TimedFlow = { amount: Decimal; years: Decimal; months: number | null };

/** The value of the flows at a yearly rate and its slope; whole months are powers of one monthly factor, found once. */
function presentValue(flows: readonly TimedFlow[], rate: Decimal): { value: Decimal; slope: Decimal } {
  const growth = rate.plus(1);
  const month = growth.pow(new Decimal(-1).div(12));
  let [value, slope] = [new Decimal(0), new Decimal(0)];
  const powers = [new Decimal(1)];
  const power = (months: number): Decimal => {
    while (powers.length <= months) powers.push((powers.at(-1) as Decimal).times(month));
    return powers[months] as Decimal;
  };
  for (const { amount, years, months } of flows) {
    const worth = amount.times(months !== null && months >= 0 ? power(months) : growth.pow(years.neg()));
    value = value.plus(worth);
    slope = slope.minus(worth.times(years).div(growth));
  }
  return { value, slope };
}

const TOLERANCE = new Decimal("1e-12");

/** Newton's method kept inside a bracket that halves whenever a step would leave it. */
function solve(at: (rate: Decimal) => { value: Decimal; slope: Decimal }): Decimal {
  let low = new Decimal("-0.9");
  let high = new Decimal(1);
  const below = at(low).value.isNegative();
  while (at(high).value.isNegative() === below) {
    if (high.gt("1e12")) throw new RangeError("No annual percentage rate fits these cash flows");
    high = high.times(8);
  }
  let rate = Decimal.min(high, new Decimal("0.1"));
  for (let step = 0; step < 200; step += 1) {
    const { value, slope } = at(rate);
    if (value.isZero()) return rate;
    if (value.isNegative() === below) low = rate;
    else high = rate;
    const newton = slope.isZero() ? high : rate.minus(value.div(slope));
    const next = newton.gt(low) && newton.lt(high) ? newton : low.plus(high).div(2);
    if (next.minus(rate).abs().lt(TOLERANCE)) return next;
    rate = next;
  }
  throw new RangeError("The annual percentage rate was not found");
}

function wholeMonths({ numerator, denominator }: Fraction): number | null {
  const months = (numerator * 12) / denominator;
  return Number.isInteger(months) ? months : null;
}

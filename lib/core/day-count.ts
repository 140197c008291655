import { addMonths, type BusinessDate, daysBetween, daysInMonth, isLeapYear, partsOf } from "./dates";
import { addFractions, type Fraction, fraction } from "./fraction";

/** Day counts by their standard names. The products of this bank use the first three. */
export const dayCounts = [
  "30/360",
  "Act/365F",
  "Act/360",
  "30E/360",
  "30E/360 ISDA",
  "30U/360",
  "30/360 PSA",
  "Act/364",
  "NL/365",
  "Act/Act ISDA",
  "Act/Act ICMA",
  "Act/Act AFB",
] as const;
export type DayCount = (typeof dayCounts)[number];

export type DayCountContext = {
  /** 30E/360 ISDA: the last day of the contract, on which the end of February is not moved. */
  termination?: BusinessDate;
  /** Act/Act ICMA: the regular interest period the days lie in, and how many of them make a year. */
  period?: { from: BusinessDate; to: BusinessDate; perYear: number };
};

/**
 * The part of a year from the first day (inclusive) to the last (exclusive), as an exact fraction whose numerator is
 * the days counted and whose denominator is the basis wherever the convention has one.
 */
export function yearFraction(
  convention: DayCount,
  from: BusinessDate,
  to: BusinessDate,
  context: DayCountContext = {},
): Fraction {
  if (to < from) throw new RangeError(`A period cannot end before it begins: ${from} to ${to}`);
  // By 30/360 PSA the last of February to itself would be two days backwards.
  if (to === from) return fraction(0, 1);
  return conventions[convention](from, to, context);
}

type Convention = (from: BusinessDate, to: BusinessDate, context: DayCountContext) => Fraction;

const actual =
  (basis: number): Convention =>
  (from, to) =>
    fraction(daysBetween(from, to), basis);

const thirty =
  (adjust: (from: Day, to: Day, context: DayCountContext) => [firstDay: number, lastDay: number]): Convention =>
  (from, to, context) => {
    const [first, last] = [dayOf(from), dayOf(to)];
    const [firstDay, lastDay] = adjust(first, last, context);
    return fraction(360 * (last.year - first.year) + 30 * (last.month - first.month) + (lastDay - firstDay), 360);
  };

const conventions: Record<DayCount, Convention> = {
  "Act/360": actual(360),
  "Act/364": actual(364),
  "Act/365F": actual(365),
  "30/360": thirty((from, to) => {
    const first = Math.min(from.day, 30);
    return [first, to.day === 31 && first === 30 ? 30 : to.day];
  }),
  "30E/360": thirty((from, to) => [Math.min(from.day, 30), Math.min(to.day, 30)]),
  "30E/360 ISDA": thirty((from, to, { termination }) => [
    isMonthEnd(from) ? 30 : from.day,
    to.day === 31 || (isFebruaryEnd(to) && to.date !== termination) ? 30 : to.day,
  ]),
  "30U/360": thirty((from, to) => {
    const first = isFebruaryEnd(from) ? 30 : from.day;
    if (isFebruaryEnd(from) && isFebruaryEnd(to)) return [30, 30];
    return [Math.min(first, 30), to.day === 31 && first >= 30 ? 30 : to.day];
  }),
  "30/360 PSA": thirty((from, to) => {
    const first = isFebruaryEnd(from) ? 30 : Math.min(from.day, 30);
    return [first, to.day === 31 && first === 30 ? 30 : to.day];
  }),
  "NL/365": (from, to) => fraction(daysBetween(from, to) - leapDays(from, to), 365),
  "Act/Act ISDA": (from, to) => {
    const [first, last] = [partsOf(from).year, partsOf(to).year];
    let sum = fraction(0, 1);
    for (let year = first; year <= last; year += 1) {
      const start = later(from, `${year}-01-01` as BusinessDate);
      const end = earlier(to, `${year + 1}-01-01` as BusinessDate);
      sum = addFractions(sum, fraction(daysBetween(start, end), isLeapYear(year) ? 366 : 365));
    }
    return sum;
  },
  "Act/Act ICMA": (from, to, { period }) => {
    if (!period) throw new RangeError("Act/Act ICMA counts within a regular interest period");
    return fraction(daysBetween(from, to), period.perYear * daysBetween(period.from, period.to));
  },
  "Act/Act AFB": (from, to) => {
    let years = 0;
    while (addMonths(to, -12 * (years + 1)) >= from) years += 1;
    const rest = addMonths(to, -12 * years);
    const days = fraction(daysBetween(from, rest), leapDaysFrom(from, rest) > 0 ? 366 : 365);
    return addFractions(fraction(years, 1), days);
  },
};

type Day = { date: BusinessDate; year: number; month: number; day: number };

const dayOf = (date: BusinessDate): Day => ({ date, ...partsOf(date) });
const isMonthEnd = ({ year, month, day }: Day) => day === daysInMonth(year, month);
const isFebruaryEnd = (date: Day) => date.month === 2 && isMonthEnd(date);
const earlier = (a: BusinessDate, b: BusinessDate) => (a < b ? a : b);
const later = (a: BusinessDate, b: BusinessDate) => (a > b ? a : b);

/** Each 29 February after `from` up to and including `to`. */
function leapDays(from: BusinessDate, to: BusinessDate): number {
  return leapDaysBetween(from, to, (day) => day > from && day <= to);
}

/** Each 29 February from `from` (inclusive) to `to` (exclusive). */
function leapDaysFrom(from: BusinessDate, to: BusinessDate): number {
  return leapDaysBetween(from, to, (day) => day >= from && day < to);
}

function leapDaysBetween(from: BusinessDate, to: BusinessDate, counts: (day: BusinessDate) => boolean): number {
  let found = 0;
  for (let year = partsOf(from).year; year <= partsOf(to).year; year += 1) {
    if (isLeapYear(year) && counts(`${year}-02-29` as BusinessDate)) found += 1;
  }
  return found;
}

import { addDays, addMonths, type BusinessDate, dateOf, partsOf } from "../core/dates";
import type { InterestPeriod } from "../products/schema";

const months: Record<InterestPeriod, number> = { month: 1, quarter: 3, half_year: 6, year: 12 };

/** A period of interest in the calendar: its first day, the first day of the next, and how many make a year. */
export type Period = { from: BusinessDate; to: BusinessDate; perYear: number };

/** The month, quarter, half-year or year of the calendar in which a day lies. */
export function periodOf(day: BusinessDate, length: InterestPeriod): Period {
  const { year, month } = partsOf(day);
  const size = months[length];
  const from = dateOf(year, month - ((month - 1) % size), 1);
  return { from, to: addMonths(from, size), perYear: 12 / size };
}

/** Whether a day is the last one of its period, on which interest is capitalised. */
export function endsPeriod(day: BusinessDate, length: InterestPeriod): boolean {
  return periodOf(day, length).to === addDays(day, 1);
}

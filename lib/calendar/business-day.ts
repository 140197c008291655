import { type BusinessDate, daysBetween } from "../core/dates";

/** Whether the bank pays on a day: not on Saturdays and Sundays. */
export function isBusinessDay(day: BusinessDate): boolean {
  // 5 January 1970 was a Monday.
  return ((daysBetween("1970-01-05" as BusinessDate, day) % 7) + 7) % 7 < 5;
}

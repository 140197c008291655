/** A banking day, `YYYY-MM-DD`. It comes from the bank's calendar, never from a host clock. */
export type BusinessDate = string & { readonly __brand: "BusinessDate" };

const DAY_MS = 86_400_000;

/** Whether text is a real day of the Gregorian calendar written `YYYY-MM-DD`. */
export function isDate(text: string): text is BusinessDate {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return year >= 1800 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** Text known to be a day; throws on anything else, because only unchecked input can be wrong. */
export function businessDate(text: string): BusinessDate {
  if (!isDate(text)) throw new RangeError(`Not a calendar day: ${text}`);
  return text;
}

export function daysInMonth(year: number, month: number): number {
  return month === 2 ? (isLeapYear(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
}

export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

export function partsOf(date: BusinessDate): { year: number; month: number; day: number } {
  return { year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)), day: Number(date.slice(8, 10)) };
}

export function dateOf(year: number, month: number, day: number): BusinessDate {
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}` as BusinessDate;
}

/** The day `days` later (earlier when negative). */
export function addDays(date: BusinessDate, days: number): BusinessDate {
  const at = new Date(dayNumber(date) * DAY_MS + days * DAY_MS);
  return dateOf(at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate());
}

/** The same day of the month `months` later, or the month's last day; pass the anchor day to keep it: 31 Jan, 28 Feb, 31 Mar. */
export function addMonths(date: BusinessDate, months: number, anchorDay = partsOf(date).day): BusinessDate {
  const { year, month } = partsOf(date);
  const index = year * 12 + (month - 1) + months;
  const [y, m] = [Math.floor(index / 12), (index % 12) + 1];
  return dateOf(y, m, Math.min(anchorDay, daysInMonth(y, m)));
}

/** Calendar days from `from` (inclusive) to `to` (exclusive). */
export function daysBetween(from: BusinessDate, to: BusinessDate): number {
  return dayNumber(to) - dayNumber(from);
}

/** Whole years lived on a day; a birthday of 29 February falls on 1 March in other years. */
export function ageOn(birthDate: BusinessDate, on: BusinessDate): number {
  const [b, o] = [partsOf(birthDate), partsOf(on)];
  return o.year - b.year - (o.month < b.month || (o.month === b.month && o.day < b.day) ? 1 : 0);
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

/** A day as people read it: `22 Nov 2026`. */
export function formatDate(date: string): string {
  const { year, month, day } = partsOf(date as BusinessDate);
  return `${day} ${MONTHS[month - 1]} ${year}`;
}

/** A day with its weekday: `Mon 23 Nov 2026`. */
export function formatDateWithWeekday(date: string): string {
  return `${WEEKDAYS[new Date(dayNumber(date as BusinessDate) * DAY_MS).getUTCDay()]} ${formatDate(date)}`;
}

function dayNumber(date: BusinessDate): number {
  const { year, month, day } = partsOf(date);
  return Math.round(Date.UTC(year, month - 1, day) / DAY_MS);
}

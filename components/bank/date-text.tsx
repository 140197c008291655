import { formatDate, formatDateWithWeekday } from "@/lib/core/dates";
import { formatLocalTime } from "@/lib/core/local-time";

/** A banking day: `22 Nov 2026`, with `short` without its year, with `weekday` with its name. */
export function DateText({
  date,
  weekday = false,
  short = false,
}: {
  date: string;
  weekday?: boolean;
  short?: boolean;
}) {
  const text = weekday ? formatDateWithWeekday(date) : formatDate(date);
  return <time dateTime={date}>{short ? text.replace(/ \d{4}$/, "") : text}</time>;
}

/** An instant that the database wrote in the bank's local time, on one line: `23 Nov 2026, 10:42`. */
export function LocalTime({ at }: { at: string }) {
  return <time dateTime={at.slice(0, 16).replace(" ", "T")}>{formatLocalTime(at)}</time>;
}

/** An instant in the bank's time zone: `23 Nov 2026, 10:42`, or the time of day alone. */
export function InstantText({ at, timeZone, timeOnly = false }: { at: string; timeZone: string; timeOnly?: boolean }) {
  const instant = new Date(isoInstant(at));
  const time = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit" }).format(instant);
  const day = new Intl.DateTimeFormat("sv-SE", { timeZone }).format(instant);
  return <time dateTime={instant.toISOString()}>{timeOnly ? time : `${formatDate(day)}, ${time}`}</time>;
}

/** PostgreSQL writes `2026-11-23 09:42:00.5+00`. */
function isoInstant(at: string): string {
  return at.replace(" ", "T").replace(/([+-]\d{2})$/, "$1:00");
}

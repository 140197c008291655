import { formatDate } from "./dates";

/** An instant that the database wrote in the bank's local time, as people read it: `23 Nov 2026, 10:42`. */
export function formatLocalTime(local: string): string {
  return `${formatDate(local.slice(0, 10))}, ${local.slice(11, 16)}`;
}

/** How long something has waited, in one unit: `18 min`, `3 h`, `2 days`. */
export function formatWait(minutes: number): string {
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours} h`;
  return `${Math.floor(hours / 24)} days`;
}

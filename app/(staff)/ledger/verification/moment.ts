import { formatDate } from "@/lib/core/dates";

/** An instant of the bank's clock as pages write it: `23 Nov 2026, 10:42:07`. */
export function moment(at: string): string {
  const [day = "", time = ""] = at.split(" ");
  return `${formatDate(day)}, ${time}`;
}

import { formatDate, isDate } from "@/lib/core/dates";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** Listed dates of birth in words: `4 Mar 1961 or 1962 or 1970 to 1972`. */
export function listedBirths(listed: readonly string[]): string {
  return listed.map((one) => one.split("/").map(day).join(" to ")).join(" or ");
}

function day(text: string): string {
  if (isDate(text)) return formatDate(text);
  const [year, month] = text.split("-");
  return month ? `${MONTHS[Number(month) - 1]} ${year}` : (year ?? text);
}

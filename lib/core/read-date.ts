import { type BusinessDate, isDate } from "./dates";
import { refusal } from "./errors";
import { capitalised } from "./read-text";

const PARTS = ["day", "month", "year"] as const;
const MONTHS = [
  "january",
  "february",
  "march",
  "april",
  "may",
  "june",
  "july",
  "august",
  "september",
  "october",
  "november",
  "december",
];

/** A day typed as `YYYY-MM-DD`, or as three parts with the month in digits or in English; never guessed from another order. */
export function readDate(value: unknown, what: string): BusinessDate {
  if (value === undefined || value === null || value === "") throw refusal("date_required", { what });
  const text = typeof value === "string" ? value.trim() : joinParts(value, what);
  if (!isDate(text)) throw refusal("date_unreadable", { what: capitalised(what) });
  return text;
}

function joinParts(value: unknown, what: string): string {
  if (typeof value !== "object" || value === null) throw refusal("one_value");
  const typed = value as Partial<Record<string, unknown>>;
  const [day, month, year] = PARTS.map((part) => (typeof typed[part] === "string" ? typed[part].trim() : "")) as [
    string,
    string,
    string,
  ];
  const missing = PARTS.filter((_, index) => [day, month, year][index] === "");
  if (missing.length === 3) throw refusal("date_required", { what });
  if (missing.length > 0)
    throw refusal("date_incomplete", {
      what: capitalised(what),
      missing: missing.map((part) => `a ${part}`).join(" and "),
    });
  return `${year}-${monthNumber(month).padStart(2, "0")}-${day.padStart(2, "0")}`;
}

function monthNumber(month: string): string {
  const named = month.length < 3 ? -1 : MONTHS.findIndex((name) => name.startsWith(month.toLowerCase()));
  return named === -1 ? month : String(named + 1);
}

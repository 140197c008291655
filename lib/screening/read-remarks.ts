import { dateOf, isDate } from "../core/dates";

/** What a publisher's remarks tell about an entry; the rest of them is not kept. */
export type Told = { birthDates: string[]; countries: string[]; identifiers: string[] };

/** Reads `DOB 12 Dec 1950; nationality Iran; Passport A123 (Iran).` */
export function readRemarks(remarks: string): Told {
  const told: Told = { birthDates: [], countries: [], identifiers: [] };
  for (const part of remarks.split(";")) {
    const text = part
      .trim()
      .replace(/\.$/, "")
      .replace(/^alt\. /, "");
    const [, kind, rest] = /^(DOB|POB|nationality|citizen) (.+)$/.exec(text) ?? [];
    if (kind === "DOB" && rest) pushKnown(told.birthDates, readBirth(rest));
    else if (kind && rest) pushKnown(told.countries, kind === "POB" ? (rest.split(", ").at(-1) ?? null) : rest);
    else if (IDENTIFIER.test(text)) pushKnown(told.identifiers, text.slice(0, 200));
  }
  return told;
}

const IDENTIFIER =
  /^(Passport|National ID No\.|Identification Number|Cedula No\.|D\.N\.I\.|Tax ID No\.|SSN|Driver's License No\.|Residency Number|NIT|RUC|RFC|C\.U\.R\.P\.|Registration (ID|Number)|V\.A\.T\. Number|Personal ID Card|Travel Document Number) ?#? ?\S/;

function pushKnown(to: string[], value: string | null): void {
  if (value && !to.includes(value)) to.push(value);
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** `12 Dec 1950`, `Dec 1950`, `1950`, `circa 1950`, and `1948 to 1952` with a stroke between. */
function readBirth(told: string): string | null {
  const ends = told
    .replace(/^circa /i, "")
    .split(/ to |-/)
    .map(readDay);
  return ends.includes(null) ? null : ends.join("/");
}

function readDay(told: string): string | null {
  const [, day, month, year] = /^(?:(\d{1,2}) )?(?:([A-Z][a-z]{2}) )?(\d{4})$/.exec(told.trim()) ?? [];
  if (!year) return null;
  if (!month) return day ? null : year;
  const number = MONTHS.indexOf(month.toLowerCase()) + 1;
  if (number === 0) return null;
  if (!day) return `${year}-${String(number).padStart(2, "0")}`;
  const whole = dateOf(Number(year), number, Number(day));
  return isDate(whole) ? whole : null;
}

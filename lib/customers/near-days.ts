import { type BusinessDate, isDate } from "../core/dates";

/** The days that are written like this one but for a digit, or for two neighbouring digits that changed places. */
export function nearDays(day: BusinessDate): BusinessDate[] {
  const written = [...day];
  const slips = written.flatMap((digit, at) => {
    if (digit === "-") return [];
    const next = written[at + 1] === "-" ? at + 2 : at + 1;
    const swapped = written.with(at, written[next] ?? digit).with(Math.min(next, written.length - 1), digit);
    return [swapped, ..."0123456789"].map((one) => (typeof one === "string" ? written.with(at, one) : one).join(""));
  });
  return [...new Set(slips)].filter((one): one is BusinessDate => one !== day && isDate(one));
}

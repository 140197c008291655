/** What stands before the decimals of an amount as a person types it. */
export type DecimalMark = "." | ",";

/** The mark of the language that a browser asks for first (`Accept-Language`); a point where it is none of the two. */
export function decimalMarkOf(languages: string | null): DecimalMark {
  const [first = ""] = (languages ?? "").split(/[,;]/);
  try {
    const parts = new Intl.NumberFormat(first.trim()).formatToParts(1.5);
    return parts.some(({ type, value }) => type === "decimal" && value === ",") ? "," : ".";
  } catch {
    return ".";
  }
}

/**
 * An amount with the marks as the bank reads them, a point before the decimals: `1.234,50` of a person whose mark is the
 * comma is `1,234.50`. What can only be meant with a point, as the pages write it themselves, stays.
 */
export function withPoint(typed: string, mark: DecimalMark): string {
  if (mark === "." || /,.*\./.test(typed) || /^\s*\d+\.\d{1,2}\s*$/.test(typed)) return typed;
  return typed.replace(/[.,]/g, (one) => (one === "," ? "." : ","));
}

/** A byte-order mark at the head of a file tells spreadsheets that it is UTF-8; programs do without. */
export const BOM = "\uFEFF";

/**
 * Text that a spreadsheet would take for a formula (control: bad input 39), and what looks like such text with its guard:
 * whoever takes one apostrophe off where these signs follow has what was stored.
 */
const FORMULA = /^'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;
/** What the bank itself writes as a number: only that may begin with a minus. */
const PLAIN_NUMBER = /^-?\d+(\.\d+)?$/;

/** One row of a CSV file (RFC 4180): a cell that could be run as a formula gets an apostrophe in front and stays text. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

function csvCell(text: string): string {
  const safe = FORMULA.test(text) && !PLAIN_NUMBER.test(text) ? `'${text}` : text;
  return safe !== text || /[",\r\n;\t]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

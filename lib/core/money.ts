import { type Currency, decimalsOf } from "./currencies";

/** An exact amount: minor units of one currency. Never a float. */
export type Money = { minor: bigint; currency: Currency };

/** The largest amount one posting may carry, in minor units. */
export const MAX_MINOR = 10n ** 17n;

export const money = (minor: bigint, currency: Currency): Money => ({ minor, currency });

/** What typed text means as an amount, or why it does not mean one. */
export type ParsedAmount = { ok: true; minor: bigint } | { ok: false; reason: AmountFault };
export type AmountFault =
  | "amount_required"
  | "amount_not_digits"
  | "amount_not_positive"
  | "amount_ambiguous"
  | "amount_decimals"
  | "amount_too_large";

const SPACES = /[\u0020\u00a0\u2009\u202f]/g;

/**
 * Reads an amount as a person types it: grouping by comma, space or apostrophe, point as decimal mark.
 * Nothing is rounded and nothing is guessed: `1,234` and `1.234` could each be one or one thousand and are refused.
 */
export function parseAmount(text: string, currency: Currency): ParsedAmount {
  const typed = text.trim().replace(SPACES, " ");
  if (typed === "") return { ok: false, reason: "amount_required" };
  if (typed.length > 64) return { ok: false, reason: "amount_too_large" };
  if (/^[+\-\u2212]\s?[\d.,' ]+$/.test(typed)) return { ok: false, reason: "amount_not_positive" };
  if (!/^\d[\d.,' ]*$/.test(typed)) return { ok: false, reason: "amount_not_digits" };

  const decimals = decimalsOf(currency);
  const point = typed.lastIndexOf(".");
  const whole = point === -1 ? typed : typed.slice(0, point);
  const fraction = point === -1 ? "" : typed.slice(point + 1);
  if (whole.includes(".") || /[,' ]/.test(fraction)) return { ok: false, reason: "amount_ambiguous" };
  if (fraction === "" && point !== -1) return { ok: false, reason: "amount_not_digits" };
  if (whole.includes(",") && point === -1 && decimals > 0) return { ok: false, reason: "amount_ambiguous" };
  if (/[,' ]/.test(whole) && !/^\d{1,3}([,' ]\d{3})+$/.test(whole)) return { ok: false, reason: "amount_ambiguous" };
  if (fraction.length > decimals) {
    return { ok: false, reason: fraction.length === 3 && decimals > 0 ? "amount_ambiguous" : "amount_decimals" };
  }

  const digits = whole.replace(/[,' ]/g, "") + fraction.padEnd(decimals, "0");
  const minor = BigInt(digits);
  if (minor === 0n) return { ok: false, reason: "amount_not_positive" };
  if (minor > MAX_MINOR) return { ok: false, reason: "amount_too_large" };
  return { ok: true, minor };
}

/** Digits of an amount with grouping and the currency's decimals: `1,234.50`, `−12.40` (U+2212). */
export function formatMinor(minor: bigint, currency: Currency, options: { plus?: boolean } = {}): string {
  const sign = minor < 0n ? "\u2212" : options.plus && minor > 0n ? "+" : "";
  const [whole, fraction] = splitMinor(minor < 0n ? -minor : minor, currency);
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return `${sign}${grouped}${fraction === "" ? "" : `.${fraction}`}`;
}

const symbols: Partial<Record<Currency, string>> = { EUR: "€", USD: "$", GBP: "£", JPY: "¥" };

/** The sign or code that stands before an amount in a sentence. */
export function currencySymbol(currency: Currency): string {
  return symbols[currency] ?? `${currency}\u00a0`;
}

/** An amount as it stands in a sentence: `€1,234.50`, `KWD 3.000`. */
export function formatMoney(value: Money): string {
  const digits = formatMinor(value.minor < 0n ? -value.minor : value.minor, value.currency);
  return `${value.minor < 0n ? "\u2212" : ""}${currencySymbol(value.currency)}${digits}`;
}

/** Exact machine text of an amount, for exports and value attributes: `-1234.50`. */
export function decimalText(minor: bigint, currency: Currency): string {
  const [whole, fraction] = splitMinor(minor < 0n ? -minor : minor, currency);
  return `${minor < 0n ? "-" : ""}${whole}${fraction === "" ? "" : `.${fraction}`}`;
}

function splitMinor(minor: bigint, currency: Currency): [string, string] {
  const decimals = decimalsOf(currency);
  const digits = minor.toString().padStart(decimals + 1, "0");
  return [digits.slice(0, digits.length - decimals), decimals === 0 ? "" : digits.slice(-decimals)];
}

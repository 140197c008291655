import type { Currency } from "./currencies";

/** One of it, and many. */
const names: Partial<Record<Currency, readonly [one: string, many: string]>> = {
  AUD: ["Australian dollar", "Australian dollars"],
  BHD: ["Bahraini dinar", "Bahraini dinars"],
  CAD: ["Canadian dollar", "Canadian dollars"],
  CHF: ["Swiss franc", "Swiss francs"],
  CZK: ["koruna", "koruna"],
  DKK: ["Danish krone", "Danish kroner"],
  EUR: ["euro", "euro"],
  GBP: ["pound", "pounds"],
  HUF: ["forint", "forint"],
  JPY: ["yen", "yen"],
  KWD: ["Kuwaiti dinar", "Kuwaiti dinars"],
  NOK: ["Norwegian krone", "Norwegian kroner"],
  PLN: ["zloty", "zloty"],
  SEK: ["Swedish krona", "Swedish kronor"],
  USD: ["US dollar", "US dollars"],
};

/** A currency as it is spoken in a label or after a number; its code where the bank has no word for it. */
export function currencyName(currency: Currency, { one = false } = {}): string {
  return names[currency]?.[one ? 0 : 1] ?? currency;
}

import type { Currency } from "./currencies";

const names: Partial<Record<Currency, string>> = {
  AUD: "Australian dollars",
  BHD: "Bahraini dinars",
  CAD: "Canadian dollars",
  CHF: "Swiss francs",
  CZK: "koruna",
  DKK: "Danish kroner",
  EUR: "euro",
  GBP: "pounds",
  HUF: "forint",
  JPY: "yen",
  KWD: "Kuwaiti dinars",
  NOK: "Norwegian kroner",
  PLN: "zloty",
  SEK: "Swedish kronor",
  USD: "US dollars",
};

/** A currency as it is spoken in a label or in words; its code where the bank has no word for it. */
export function currencyName(currency: Currency): string {
  return names[currency] ?? currency;
}

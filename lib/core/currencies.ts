/** Minor units of the ISO 4217 currencies this bank may hold (list one, 2024-06-25). Not taken from Intl, which is wrong for sixteen. */
const minorUnits = {
  AED: 2, ALL: 2, AMD: 2, AUD: 2, AZN: 2, BAM: 2, BHD: 3, BRL: 2, CAD: 2, CHF: 2, CLP: 0, CNY: 2, COP: 2, CZK: 2,
  DKK: 2, EGP: 2, EUR: 2, GBP: 2, GEL: 2, GHS: 2, HKD: 2, HUF: 2, IDR: 2, ILS: 2, INR: 2, IQD: 3, ISK: 0, JOD: 3,
  JPY: 0, KES: 2, KRW: 0, KWD: 3, KZT: 2, LKR: 2, LYD: 3, MAD: 2, MDL: 2, MKD: 2, MXN: 2, MYR: 2, NGN: 2, NOK: 2,
  NPR: 2, NZD: 2, OMR: 3, PEN: 2, PHP: 2, PKR: 2, PLN: 2, QAR: 2, RON: 2, RSD: 2, RWF: 0, SAR: 2, SEK: 2, SGD: 2,
  THB: 2, TND: 3, TRY: 2, TWD: 2, TZS: 2, UAH: 2, UGX: 0, USD: 2, UYU: 2, UZS: 2, VND: 0, XAF: 0, XOF: 0, ZAR: 2,
} as const; // biome-ignore format: a table

/** An ISO 4217 code the bank knows. */
export type Currency = keyof typeof minorUnits;

export const currencies = Object.keys(minorUnits) as Currency[];

export function isCurrency(code: string): code is Currency {
  return Object.hasOwn(minorUnits, code);
}

/** Decimals of a currency: 2 for EUR, 0 for JPY, 3 for KWD. */
export function decimalsOf(currency: Currency): number {
  return minorUnits[currency];
}

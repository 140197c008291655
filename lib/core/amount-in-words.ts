import { type Currency, decimalsOf } from "./currencies";

const SMALL = [
  "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
  "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]; // biome-ignore format: a table
const TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const SCALES = ["", "thousand", "million", "billion", "trillion", "quadrillion"];

const names: Partial<Record<Currency, string>> = {
  EUR: "euro", USD: "US dollars", GBP: "pounds sterling", CHF: "Swiss francs", JPY: "yen", DKK: "Danish kroner",
  NOK: "Norwegian kroner", SEK: "Swedish kronor", PLN: "zloty", CZK: "Czech koruna", KWD: "Kuwaiti dinars",
}; // biome-ignore format: a table

/** The name of a currency inside a sentence, `euro`, or its code. */
export function currencyName(currency: Currency): string {
  return names[currency] ?? currency;
}

/** An amount in minor units as it is written out on receipts: `two hundred fifty euro and 50/100`. */
export function amountInWords(minor: bigint, currency: Currency): string {
  const scale = 10n ** BigInt(decimalsOf(currency));
  const value = minor < 0n ? -minor : minor;
  const [whole, fraction] = [value / scale, value % scale];
  const words = `${minor < 0n ? "minus " : ""}${wholeInWords(whole)} ${currencyName(currency)}`;
  return fraction === 0n ? words : `${words} and ${fraction.toString().padStart(decimalsOf(currency), "0")}/${scale}`;
}

function wholeInWords(whole: bigint): string {
  if (whole === 0n) return "zero";
  const groups: string[] = [];
  for (let rest = whole, at = 0; rest > 0n; rest /= 1000n, at += 1) {
    const group = Number(rest % 1000n);
    if (group > 0) groups.unshift(`${groupInWords(group)} ${SCALES[at]}`.trim());
  }
  return groups.join(" ");
}

function groupInWords(group: number): string {
  const [hundreds, rest] = [Math.floor(group / 100), group % 100];
  const words = hundreds > 0 ? [`${SMALL[hundreds]} hundred`] : [];
  if (rest > 0 && rest < 20) words.push(SMALL[rest] ?? "");
  if (rest >= 20) words.push(`${TENS[Math.floor(rest / 10)]}${rest % 10 > 0 ? `-${SMALL[rest % 10]}` : ""}`);
  return words.join(" ");
}

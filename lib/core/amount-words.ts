import { type Currency, decimalsOf } from "./currencies";
import { currencyName } from "./currency-names";

// biome-ignore format: a table
const SMALL = [
  "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
  "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
];
const TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const SCALES = ["", "thousand", "million", "billion", "trillion", "quadrillion"];

/** A positive amount in English words, as on a cheque: `two hundred fifty euro`, `one thousand euro and 50/100`. */
export function amountInWords(minor: bigint, currency: Currency): string {
  const unit = 10n ** BigInt(decimalsOf(currency));
  const [whole, fraction] = [minor / unit, minor % unit];
  const words = `${wholeInWords(whole)} ${currencyName(currency, { one: whole === 1n })}`;
  return fraction === 0n ? words : `${words} and ${fraction.toString().padStart(decimalsOf(currency), "0")}/${unit}`;
}

function wholeInWords(whole: bigint): string {
  if (whole === 0n) return "zero";
  const groups: string[] = [];
  for (let rest = whole, scale = 0; rest > 0n; rest /= 1000n, scale += 1) {
    const group = rest % 1000n;
    if (group > 0n)
      groups.unshift([hundreds(Number.parseInt(group.toString(), 10)), SCALES[scale]].filter(Boolean).join(" "));
  }
  return groups.join(" ");
}

function hundreds(group: number): string {
  const [hundred, rest] = [Math.floor(group / 100), group % 100];
  return [hundred > 0 ? `${SMALL[hundred]} hundred` : "", rest > 0 ? underHundred(rest) : ""].filter(Boolean).join(" ");
}

function underHundred(rest: number): string {
  if (rest < 20) return SMALL[rest] ?? "";
  const [ten, one] = [Math.floor(rest / 10), rest % 10];
  return one === 0 ? (TENS[ten] ?? "") : `${TENS[ten]}-${SMALL[one]}`;
}

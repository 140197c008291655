/** Interest before it is booked: a whole number of 10⁻¹⁰ minor units. Never a float, and never rounded twice. */
export type Exact = bigint;

const DECIMALS = 10;
const ONE: Exact = 10n ** BigInt(DECIMALS);

/** A quotient rounded to a whole number, half away from zero; the divisor is positive. */
function divideRounded(numerator: bigint, divisor: bigint): bigint {
  const size = numerator < 0n ? -numerator : numerator;
  const whole = (size * 2n + divisor) / (divisor * 2n);
  return numerator < 0n ? -whole : whole;
}

/** `minor × numerator ÷ divisor`, divided and rounded once. */
export function exactOf(numerator: bigint, divisor: bigint): Exact {
  return divideRounded(numerator * ONE, divisor);
}

/** What is booked of an exact sum: whole minor units, half away from zero. */
export function roundExact(exact: Exact): bigint {
  return divideRounded(exact, ONE);
}

/** As the database holds it: minor units with ten decimals. */
export function exactText(exact: Exact): string {
  const size = exact < 0n ? -exact : exact;
  return `${exact < 0n ? "-" : ""}${size / ONE}.${(size % ONE).toString().padStart(DECIMALS, "0")}`;
}

/** From the database's text. */
export function readExact(text: string): Exact {
  const [whole = "0", fraction = ""] = text.replace("-", "").split(".");
  const size = BigInt(whole) * ONE + BigInt(fraction.padEnd(DECIMALS, "0").slice(0, DECIMALS));
  return text.startsWith("-") ? -size : size;
}

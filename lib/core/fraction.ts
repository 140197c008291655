import { Decimal } from "./decimal";

/** An exact rational number: a day count is one, and a decimal would already be rounded. */
export type Fraction = { numerator: number; denominator: number };

export function fraction(numerator: number, denominator: number): Fraction {
  if (!Number.isSafeInteger(numerator) || !Number.isSafeInteger(denominator) || denominator <= 0) {
    throw new RangeError(`Not a fraction: ${numerator}/${denominator}`);
  }
  return { numerator, denominator };
}

/** The sum; equal denominators stay as they are, so that days over a basis remain readable. */
export function addFractions(a: Fraction, b: Fraction): Fraction {
  if (a.numerator === 0) return b;
  if (b.numerator === 0) return a;
  if (a.denominator === b.denominator) return fraction(a.numerator + b.numerator, a.denominator);
  const shared = divisor(a.denominator, b.denominator);
  const denominator = (a.denominator / shared) * b.denominator;
  return fraction(
    a.numerator * (denominator / a.denominator) + b.numerator * (denominator / b.denominator),
    denominator,
  );
}

/** `amount × fraction`, divided once at the end so that an exact result stays exact. */
export function timesFraction(amount: Decimal, { numerator, denominator }: Fraction): Decimal {
  return amount.times(numerator).div(denominator);
}

export function fractionDecimal({ numerator, denominator }: Fraction): Decimal {
  return new Decimal(numerator).div(denominator);
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}

import { type Decimal, decimal } from "../core/decimal";

/** What a nominal rate comes to in a year when it is capitalised so many times; at 0 it is paid out and never compounds. */
export function effectiveRate(annualRate: string, perYear: number): Decimal {
  const nominal = decimal(annualRate);
  return perYear === 0 ? nominal : nominal.div(perYear).plus(1).pow(perYear).minus(1);
}

/** What one event costs: a fixed part, a part of the amount, or both, and never less or more than this. */
export type FeeTerms<Kind extends string = string> = {
  kind: Kind;
  amountMinor: bigint;
  /** The part of the amount, as a fraction in exact decimals of up to six digits: `0.005` is 0.5 %. */
  rate?: string | null | undefined;
  minMinor?: bigint | null | undefined;
  maxMinor?: bigint | null | undefined;
};

const MILLION = 1_000_000n;

/** The fee of one event over an amount, rounded once to minor units, half away from zero; zero where nothing is charged. */
export function feeOn(terms: FeeTerms | undefined, minor: bigint): bigint {
  if (!terms) return 0n;
  const part = terms.rate ? (minor * millionths(terms.rate) + MILLION / 2n) / MILLION : 0n;
  const fee = terms.amountMinor + part;
  const atLeast = terms.minMinor != null && fee < terms.minMinor ? terms.minMinor : fee;
  return terms.maxMinor != null && atLeast > terms.maxMinor ? terms.maxMinor : atLeast;
}

/** `0.005` is 5,000 millionths, exactly. */
function millionths(rate: string): bigint {
  const [whole = "0", fraction = ""] = rate.split(".");
  return BigInt(whole) * MILLION + BigInt(fraction.padEnd(6, "0").slice(0, 6));
}

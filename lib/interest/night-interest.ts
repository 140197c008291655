import { addDays, type BusinessDate } from "../core/dates";
import { type DayCount, yearFraction } from "../core/day-count";
import type { Fraction } from "../core/fraction";
import { type Exact, exactOf } from "./exact";
import type { Period } from "./periods";
import { ratedParts, type TierTerms } from "./tiers";

/** Owed to the customer; owed by the customer because the rate is negative; owed by them for what is overdrawn. */
export type InterestKind = "deposit" | "negative" | "overdraft";

export const KINDS: readonly InterestKind[] = ["deposit", "negative", "overdraft"];

export type InterestTerms = TierTerms & {
  dayCount: DayCount;
  /** A fraction a year on what is overdrawn; null: it costs nothing. */
  overdraftRate: string | null;
};

/** The interest of one night: whose it is by its kind, and how much, never negative. */
export type NightInterest = { kind: InterestKind; exact: Exact };

/**
 * The part of a year that a night D to D+1 counts, as what the period up to D+1 has more than up to D: so nights sum to
 * their period under every day count, the 31st may count nothing and 28 February three days.
 */
export function nightFraction(dayCount: DayCount, night: BusinessDate, period: Period): Fraction {
  const context = { period };
  return minus(
    yearFraction(dayCount, period.from, addDays(night, 1), context),
    yearFraction(dayCount, period.from, night, context),
  );
}

/** What a balance earns or costs in one night; null where nothing. */
export function nightInterest(
  terms: InterestTerms,
  balanceMinor: bigint,
  night: BusinessDate,
  period: Period,
): NightInterest | null {
  const { numerator, denominator } = nightFraction(terms.dayCount, night, period);
  const parts =
    balanceMinor < 0n
      ? [{ minor: -balanceMinor, annualRate: terms.overdraftRate ?? "0" }]
      : ratedParts(terms, balanceMinor);
  const yearly = parts.reduce((sum, { minor, annualRate }) => sum + minor * millionths(annualRate), 0n);
  const exact = exactOf(yearly * BigInt(numerator), MILLION * BigInt(denominator));
  if (exact === 0n) return null;
  if (balanceMinor < 0n) return { kind: "overdraft", exact };
  return exact > 0n ? { kind: "deposit", exact } : { kind: "negative", exact: -exact };
}

const MILLION = 1_000_000n;

/** `-0.005` is −5,000 millionths, exactly: rates are stored with six decimals. */
function millionths(rate: string): bigint {
  const [whole = "0", fraction = ""] = rate.replace("-", "").split(".");
  const size = BigInt(whole) * MILLION + BigInt(fraction.padEnd(6, "0").slice(0, 6));
  return rate.startsWith("-") ? -size : size;
}

function minus(a: Fraction, b: Fraction): Fraction {
  if (a.denominator === b.denominator) return { numerator: a.numerator - b.numerator, denominator: a.denominator };
  return {
    numerator: a.numerator * b.denominator - b.numerator * a.denominator,
    denominator: a.denominator * b.denominator,
  };
}

import type { Currency } from "../core/currencies";
import { formatDate } from "../core/dates";
import { formatRate } from "../core/decimal";
import type { FeeTerms } from "../core/fee";
import { formatMoney } from "../core/money";
import { eligibility, type FeeKind, feeKinds, type InterestPeriod, interestPeriods, type productKinds } from "./schema";

/** What the terms of a version say, whether they are stored or only asked for. */
type Terms = {
  kind: keyof typeof productKinds;
  name: string;
  currency: Currency;
  effectiveFrom: string;
  annualRate: string;
  dayCount: string;
  eligibleFor?: keyof typeof eligibility | undefined;
  minimumAge: number;
  maximumAge?: number | null | undefined;
  minAmountMinor?: bigint | null | undefined;
  maxAmountMinor?: bigint | null | undefined;
  minTermMonths?: number | null | undefined;
  maxTermMonths?: number | null | undefined;
  minimumBalanceMinor?: bigint | null | undefined;
  overdraftMaxMinor?: bigint | null | undefined;
  overdraftRate?: string | null | undefined;
  interestFromMinor?: bigint | null | undefined;
  interestPeriod?: InterestPeriod | undefined;
  earlyRate?: string | null | undefined;
  debitLimitMinor?: bigint | null | undefined;
  tierMethod?: "band" | "level" | undefined;
  tiers?: readonly { fromMinor: bigint; annualRate: string }[] | undefined;
  fees?: readonly FeeTerms<FeeKind>[] | undefined;
};

/** What a version earns, in a few words: its rate, or that it depends on the amount. */
export function rateWords(annualRate: string, tiered: boolean): string {
  if (/[1-9]/.test(annualRate)) return `${formatRate(annualRate)} a year`;
  return tiered ? "Interest by amount" : "No interest";
}

/** The terms line by line as people read them, in the order of the page; null where a version has none. */
export function wordsOfTerms(terms: Terms): Record<string, string | null> {
  const money = (minor: bigint | null | undefined) =>
    minor === null || minor === undefined ? null : formatMoney({ minor, currency: terms.currency });
  const fees = Object.entries(feeKinds).map(([kind, { label }]) => [
    `Fee: ${label.charAt(0).toLowerCase()}${label.slice(1)}`,
    feeWords(
      terms.fees?.find((fee) => fee.kind === kind),
      money,
    ),
  ]);
  return {
    From: formatDate(terms.effectiveFrom),
    Currency: terms.currency,
    "Rate a year": formatRate(terms.annualRate),
    "Rate tiers": tierWords(terms, money),
    "Interest paid": paidWords(terms),
    "Rate when closed early": terms.kind === "term_deposit" ? formatRate(terms.earlyRate ?? "0") : null,
    "No interest below": money(terms.interestFromMinor),
    "Day count": terms.dayCount,
    For: eligibility[terms.eligibleFor ?? "anyone"],
    Age: ageWords(terms.minimumAge, terms.maximumAge ?? null),
    Amount: between(money(terms.minAmountMinor), money(terms.maxAmountMinor)),
    Term: between(terms.minTermMonths?.toString() ?? null, terms.maxTermMonths?.toString() ?? null, " months"),
    "Minimum balance": money(terms.minimumBalanceMinor),
    "Limit of one payment": money(terms.debitLimitMinor),
    "Overdraft up to": terms.overdraftMaxMinor === 0n ? "None" : money(terms.overdraftMaxMinor),
    "Overdraft rate": terms.overdraftRate ? formatRate(terms.overdraftRate) : null,
    ...Object.fromEntries(fees),
  };
}

function paidWords({ kind, interestPeriod }: Terms): string | null {
  if (kind === "loan") return null;
  return kind === "term_deposit" ? "At maturity" : interestPeriods[interestPeriod ?? "quarter"];
}

function tierWords({ tiers = [], tierMethod }: Terms, money: (minor: bigint) => string | null): string | null {
  if (tiers.length === 0) return null;
  const steps = tiers.map(({ fromMinor, annualRate }) => `from ${money(fromMinor)}: ${formatRate(annualRate)}`);
  return `${steps.join("; ")} (${tierMethod === "level" ? "on the whole balance" : "on the part in the tier"})`;
}

/** A fee as it is told: `€1.00 + 0.50 % of the amount, at least €2.00`. */
function feeWords(fee: FeeTerms | undefined, money: (minor: bigint) => string | null): string | null {
  if (!fee) return null;
  const parts = [
    fee.amountMinor > 0n ? money(fee.amountMinor) : null,
    fee.rate ? `${formatRate(fee.rate)} of the amount` : null,
  ].filter(Boolean);
  const bounds = [
    fee.minMinor == null ? null : `at least ${money(fee.minMinor)}`,
    fee.maxMinor == null ? null : `at most ${money(fee.maxMinor)}`,
  ].filter(Boolean);
  return [parts.join(" + "), ...bounds].join(", ");
}

function ageWords(from: number, to: number | null): string | null {
  if (to === null) return from === 0 ? null : `${from} or older`;
  return `${from} to ${to}`;
}

function between(from: string | null, to: string | null, unit = ""): string | null {
  return from && to ? `${from} to ${to}${unit}` : null;
}

import { type Executor, sqlOf } from "@/db/client";
import { type Currency, decimalsOf } from "../core/currencies";
import { addDays, type BusinessDate, daysBetween, formatDate } from "../core/dates";
import { formatRate } from "../core/decimal";
import type { AccountId, Id } from "../core/ids";
import { formatMoney, money } from "../core/money";
import { type Exact, exactText, readExact, roundExact } from "./exact";
import { type InterestKind, nightFraction } from "./night-interest";
import { periodOf } from "./periods";
import { readInterestTerms, type VersionTerms } from "./read-terms";
import { ratedParts } from "./tiers";

/** How a sum of nights came about, line by line, for a reader with a pencil. */
export type InterestWorking = { result: string; steps: { text: string; value: string }[]; rounding: string };

type Night = { night: BusinessDate; versionId: Id<"productVersion">; balanceMinor: bigint; exact: Exact };

/** Which nights: what became known after one banking day and up to another; null: from the beginning, or all. */
type Which = { accountId: AccountId; kind: InterestKind; after: BusinessDate | null; upTo: BusinessDate | null };

/**
 * The nights of an account that were not settled by a day, put together where balance and terms were the same, and what
 * became known of nights that had been settled already.
 */
export async function workingOf(db: Executor, currency: Currency, which: Which): Promise<InterestWorking> {
  const nights = await nightsOf(db, which);
  const termsOf = await readInterestTerms(
    db,
    nights.map(({ versionId }) => versionId),
  );
  const { after } = which;
  const corrected = nights.filter(({ night }) => after !== null && night <= after);
  const stretches = stretchesOf(
    nights.filter(({ night }) => after === null || night > after),
    termsOf,
  );
  const total = nights.reduce((sum, { exact }) => sum + exact, 0n);
  const [first, last] = [corrected[0], corrected.at(-1)];
  return {
    result: formatMoney(money(roundExact(total), currency)),
    steps: [
      ...stretches.map((stretch) => ({ text: wordsOf(stretch, currency), value: exactWords(stretch.exact, currency) })),
      ...(first && last
        ? [
            {
              text: `What became known later of the nights ${formatDate(first.night)} to ${formatDate(last.night)}`,
              value: exactWords(
                corrected.reduce((sum, { exact }) => sum + exact, 0n),
                currency,
              ),
            },
          ]
        : []),
    ],
    rounding: `= ${exactWords(total, currency)}, rounded once`,
  };
}

async function nightsOf(db: Executor, { accountId, kind, after, upTo }: Which): Promise<Night[]> {
  const sql = sqlOf(db);
  const rows = await sql<(Omit<Night, "exact"> & { exact: string })[]>`
    select night::text as night, (array_agg(version_id order by known_on desc))[1] as "versionId",
      (array_agg(balance_minor order by known_on desc))[1] as "balanceMinor", sum(change)::text as exact
    from interest_accruals
    where account_id = ${accountId} and kind = ${kind} ${after ? sql`and known_on > ${after}` : sql``}
      ${upTo ? sql`and known_on <= ${upTo}` : sql``}
    group by night having sum(change) <> 0 order by night`;
  return rows.map((row) => ({ ...row, exact: readExact(row.exact) }));
}

type Stretch = Omit<Night, "night"> & { from: BusinessDate; to: BusinessDate; days: number; terms: VersionTerms };

/** Nights in a row on the same balance and terms; one that counts no day, like the 31st, does not part them. */
function stretchesOf(nights: readonly Night[], termsOf: (version: Id<"productVersion">) => VersionTerms): Stretch[] {
  const stretches: Stretch[] = [];
  for (const { night, versionId, balanceMinor, exact } of nights) {
    const terms = termsOf(versionId);
    const days = countedOn(night, terms);
    const last = stretches.at(-1);
    if (last && last.versionId === versionId && last.balanceMinor === balanceMinor && follows(last, night)) {
      last.to = night;
      last.days += days;
      last.exact += exact;
    } else stretches.push({ from: night, to: night, days, terms, versionId, balanceMinor, exact });
  }
  return stretches;
}

function follows({ to, terms }: Stretch, night: BusinessDate): boolean {
  const between = Array.from({ length: daysBetween(to, night) - 1 }, (_, at) => addDays(to, at + 1));
  return between.every((day) => countedOn(day, terms) === 0);
}

const countedOn = (night: BusinessDate, { dayCount, period }: VersionTerms): number =>
  nightFraction(dayCount, night, periodOf(night, period)).numerator;

function wordsOf({ from, to, days, terms, balanceMinor }: Stretch, currency: Currency): string {
  const { denominator } = nightFraction(terms.dayCount, from, periodOf(from, terms.period));
  const nights = from === to ? formatDate(from) : `${formatDate(from)} to ${formatDate(to)}`;
  const shown = (minor: bigint) => formatMoney(money(minor, currency));
  const rated =
    balanceMinor < 0n
      ? `${shown(-balanceMinor)} overdrawn × ${formatRate(terms.overdraftRate ?? "0")}`
      : ratedParts(terms, balanceMinor)
          .map(({ minor, annualRate }) => `${shown(minor)} × ${formatRate(annualRate)}`)
          .join(" + ");
  return `${nights}: ${rated} × ${days} ${days === 1 ? "day" : "days"} ÷ ${denominator} (${terms.dayCount})`;
}

/** In the currency's major unit with six decimals, and a sign that there are more. */
export function exactWords(exact: Exact, currency: Currency): string {
  const decimals = decimalsOf(currency);
  const [whole = "0", fraction = ""] = exactText(exact).replace("-", "").split(".");
  const digits = whole.padStart(decimals + 1, "0");
  const major = digits.slice(0, digits.length - decimals);
  const all = `${decimals === 0 ? "" : digits.slice(-decimals)}${fraction}`;
  const shown = all.slice(0, 6);
  return `${exact < 0n ? "\u2212" : ""}${major}.${shown}${/^0*$/.test(all.slice(6)) ? "" : "…"}`;
}

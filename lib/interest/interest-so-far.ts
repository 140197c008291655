import { sqlOf } from "@/db/client";
import { mayOpenAccount } from "../accounts/visibility";
import type { Ctx } from "../core/context";
import type { Currency } from "../core/currencies";
import { addDays, type BusinessDate } from "../core/dates";
import { formatPercent, formatRate } from "../core/decimal";
import { type AccountId, type Id, isId } from "../core/ids";
import { authorize } from "../identity/authorize";
import { interestPeriods } from "../products/schema";
import { effectiveRate } from "./effective-rate";
import { roundExact } from "./exact";
import type { InterestKind } from "./night-interest";
import { periodOf } from "./periods";
import { earns, readInterestTerms, type VersionTerms } from "./read-terms";
import { readUnsettled, type UnsettledRow, unsettledRows } from "./unsettled";
import { type InterestWorking, workingOf } from "./working";

export type InterestSoFar = {
  currency: Currency;
  /** The rates and when interest is brought to the account, in words. */
  terms: string[];
  /** The day in whose close it is next brought to the account. */
  nextOn: BusinessDate;
  /** What is earned or owed and not yet brought to it, by kind, each with how it came about where that was asked for. */
  parts: { label: string; since: BusinessDate; minor: bigint; working: InterestWorking | null }[];
  /** All of it, in the customer's favour positive. */
  netMinor: bigint;
};

/** What interest was, in words. */
export const interestLabels: Record<InterestKind, string> = {
  deposit: "Earned",
  negative: "Charged for the negative rate",
  overdraft: "Charged for the overdraft",
};

/**
 * What an account has earned or costs since interest was last brought to it; null where its product bears none. How it
 * came about, night by night, only where that is asked for.
 */
export async function interestSoFar(
  ctx: Ctx,
  id: AccountId | string,
  { worked = false }: { worked?: boolean } = {},
): Promise<InterestSoFar | null> {
  authorize(ctx.actor, "account.read");
  if (!isId(id)) return null;
  const rows = await accountWithUnsettled(ctx, id as AccountId);
  const [account] = rows;
  if (!account?.active) return null;
  const terms = (await readInterestTerms(ctx.db, [account.versionId]))(account.versionId);
  const unsettled = rows.flatMap((row) => (row.kind ? [readUnsettled(row)] : []));
  if (unsettled.length === 0 && !earns({ ...terms, overdraftRate: null })) return null;
  const parts = await Promise.all(
    unsettled.map(async ({ accountId, kind, exact, fromNight, settledBy }) => ({
      label: interestLabels[kind],
      since: fromNight,
      minor: kind === "deposit" ? roundExact(exact) : -roundExact(exact),
      working: worked
        ? await workingOf(ctx.db, account.currency, { accountId, kind, after: settledBy, upTo: null })
        : null,
    })),
  );
  return {
    currency: account.currency,
    terms: termWords(terms, account.maturesOn !== null),
    nextOn: account.maturesOn ?? addDays(periodOf(ctx.businessDate, terms.period).to, -1),
    parts,
    netMinor: parts.reduce((sum, { minor }) => sum + minor, 0n),
  };
}

type AccountFacts = {
  versionId: Id<"productVersion">;
  currency: Currency;
  active: boolean;
  maturesOn: BusinessDate | null;
};

/** The account once for each kind of interest that is not settled, or once without any: one query, on every view of it. */
function accountWithUnsettled(ctx: Ctx, id: AccountId) {
  const sql = sqlOf(ctx.db);
  return sql<(AccountFacts & (UnsettledRow | { kind: null }))[]>`
    select a.product_version_id as "versionId", a.currency, a.status = 'active' as active,
      (select d.matures_on::text from term_deposits d where d.account_id = a.id) as "maturesOn", u.*
    from accounts a left join lateral (${unsettledRows(sql, sql`(select a.id)`, ctx.businessDate)}) u on true
    where a.id = ${id} and ${mayOpenAccount(ctx)} order by u.kind`;
}

function termWords(terms: VersionTerms, untilMaturity: boolean): string[] {
  const { annualRate, tiers, overdraftRate, period } = terms;
  const { perYear } = periodOf("2026-01-01" as BusinessDate, period);
  const effective = formatPercent(effectiveRate(annualRate, perYear).times(100).toDecimalPlaces(2));
  const plain = formatRate(annualRate);
  const onBalance =
    tiers.length > 0
      ? `${plain} a year, and other rates by tiers`
      : untilMaturity || effective === plain || annualRate.startsWith("-")
        ? `${plain} a year`
        : `${plain} a year, ${effective} with interest on interest`;
  return [
    ...(earns({ ...terms, overdraftRate: null }) ? [onBalance] : []),
    ...(overdraftRate ? [`${formatRate(overdraftRate)} a year on what is overdrawn`] : []),
    untilMaturity
      ? `paid at maturity; closed early it is ${formatRate(terms.earlyRate)}`
      : `brought to the account ${interestPeriods[period].toLowerCase()}`,
  ];
}

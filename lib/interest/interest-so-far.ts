import { sqlOf } from "@/db/client";
import { mayOpenAccount } from "../accounts/visibility";
import type { Ctx } from "../core/context";
import type { Currency } from "../core/currencies";
import { addDays, type BusinessDate } from "../core/dates";
import { formatPercent, formatRate } from "../core/decimal";
import { type AccountId, type Id, isId } from "../core/ids";
import { authorize } from "../identity/authorize";
import { interestPeriods } from "../products/schema";
import { roundExact } from "./exact";
import type { InterestKind } from "./night-interest";
import { periodOf } from "./periods";
import { earns, readInterestTerms, type VersionTerms } from "./read-terms";
import { unsettledOf } from "./unsettled";
import { type InterestWorking, workingOf } from "./working";
import { effectiveRate } from "./yields";

export type InterestSoFar = {
  currency: Currency;
  /** The rates and when interest is brought to the account, in words. */
  terms: string[];
  /** The day in whose close it is next brought to the account. */
  nextOn: BusinessDate;
  /** What is earned or owed and not yet brought to it, by kind, each with how it came about. */
  parts: { label: string; since: BusinessDate; minor: bigint; working: InterestWorking }[];
  /** All of it, in the customer's favour positive. */
  netMinor: bigint;
};

const labels: Record<InterestKind, string> = {
  deposit: "Earned",
  negative: "Charged for the negative rate",
  overdraft: "Charged for the overdraft",
};

/** What an account has earned or costs since interest was last brought to it; null where its product bears none. */
export async function interestSoFar(ctx: Ctx, id: AccountId | string): Promise<InterestSoFar | null> {
  authorize(ctx.actor, "account.read");
  if (!isId(id)) return null;
  const accountId = id as AccountId;
  const sql = sqlOf(ctx.db);
  const [[account], unsettled, settled] = await Promise.all([
    sql<{ versionId: Id<"productVersion">; currency: Currency; active: boolean; maturesOn: BusinessDate | null }[]>`
      select a.product_version_id as "versionId", a.currency, a.status = 'active' as active,
        (select d.matures_on::text from term_deposits d where d.account_id = a.id) as "maturesOn"
      from accounts a where a.id = ${accountId} and ${mayOpenAccount(ctx)}`,
    unsettledOf(ctx.db, [accountId], ctx.businessDate),
    sql<{ kind: InterestKind; day: BusinessDate }[]>`
      select kind, max(day)::text as day from interest_settlements where account_id = ${accountId} group by kind`,
  ]);
  if (!account?.active) return null;
  const terms = (await readInterestTerms(ctx.db, [account.versionId]))(account.versionId);
  if (unsettled.length === 0 && !earns({ ...terms, overdraftRate: null })) return null;
  const parts = await Promise.all(
    unsettled.map(async ({ kind, exact, fromNight }) => ({
      label: labels[kind],
      since: fromNight,
      minor: kind === "deposit" ? roundExact(exact) : -roundExact(exact),
      working: await workingOf(ctx.db, account.currency, {
        accountId,
        kind,
        after: settled.find((one) => one.kind === kind)?.day ?? null,
        upTo: null,
      }),
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

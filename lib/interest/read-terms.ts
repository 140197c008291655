import { type Executor, sqlOf } from "@/db/client";
import type { DayCount } from "../core/day-count";
import type { Id } from "../core/ids";
import type { InterestPeriod } from "../products/schema";
import type { InterestTerms } from "./night-interest";

/** What a product version says of interest on its accounts. */
export type VersionTerms = InterestTerms & {
  versionId: Id<"productVersion">;
  productId: Id<"product">;
  period: InterestPeriod;
  /** What a term deposit earns that is closed before its maturity. */
  earlyRate: string;
};

const known = new Map<string, VersionTerms>();

/**
 * The terms of these versions of deposit products, or of every one. The database lets no version be changed: each is read
 * once in the life of a process.
 */
export async function readInterestTerms(
  db: Executor,
  versions?: readonly Id<"productVersion">[],
): Promise<(version: Id<"productVersion">) => VersionTerms> {
  if (!versions?.every((version) => known.has(version))) await readUnknown(db);
  return (version) => {
    const terms = known.get(version);
    if (!terms) throw new Error(`There is no product version ${version}`);
    return terms;
  };
}

async function readUnknown(db: Executor): Promise<void> {
  const rows = await sqlOf(db)<(Omit<VersionTerms, "tiers" | "dayCount"> & { tiers: string[]; dayCount: DayCount })[]>`
    select v.id as "versionId", v.product_id as "productId", v.annual_rate::text as "annualRate", v.day_count as "dayCount",
      v.overdraft_rate::text as "overdraftRate", coalesce(v.early_rate, 0)::text as "earlyRate", v.tier_method as "tierMethod", v.interest_from_minor as "interestFromMinor",
      v.interest_period as period,
      array(select t.from_minor || ' ' || t.annual_rate from product_rate_tiers t where t.version_id = v.id order by t.from_minor) as tiers
    from product_versions v join products p on p.id = v.product_id
    where p.kind <> 'loan' and v.id <> all(${[...known.keys()]}::uuid[])`;
  for (const row of rows) {
    const tiers = row.tiers.map((tier) => {
      const [from = "", annualRate = ""] = tier.split(" ");
      return { fromMinor: BigInt(from), annualRate };
    });
    known.set(row.versionId, { ...row, tiers });
  }
}

/** The versions on which a balance earns or costs something, of those that were read. */
export function earningVersions(): Id<"productVersion">[] {
  return [...known.values()].filter(earns).map(({ versionId }) => versionId);
}

/** Whether a balance can earn or cost anything on these terms. */
export function earns({ annualRate, tiers, overdraftRate }: InterestTerms): boolean {
  return [annualRate, overdraftRate ?? "0", ...tiers.map((tier) => tier.annualRate)].some((rate) => /[1-9]/.test(rate));
}

import { sqlOf, type Transaction } from "@/db/client";
import { type Id, newId } from "../core/ids";
import type { ProductTerms } from "./schema";

/** Writes the next version of a product in its currency, and the product with its first. Answers the version's id and number. */
export async function insertVersion(
  tx: Transaction,
  terms: ProductTerms,
): Promise<{ id: Id<"productVersion">; version: number }> {
  const sql = sqlOf(tx);
  await sql`
    insert into products (id, code, kind, name) values (${newId()}, ${terms.code}, ${terms.kind}, ${terms.name})
    on conflict (code) do nothing`;
  const id = newId<"productVersion">();
  const minor = (value: bigint | undefined) => value?.toString() ?? null;
  // One version of a product is made at a time, so that two get two numbers.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`product ${terms.code}`}, 0))`;
  const [made] = await sql<{ version: number }[]>`
    insert into product_versions (id, product_id, version, effective_from, currency, annual_rate, day_count,
      min_amount_minor, max_amount_minor, min_term_months, max_term_months, minimum_age, maximum_age, eligible_for,
      minimum_balance_minor, overdraft_max_minor, overdraft_rate, debit_limit_minor, tier_method,
      interest_from_minor, interest_period, early_rate)
    select ${id}, p.id, coalesce((select max(version) from product_versions v where v.product_id = p.id and v.currency = ${terms.currency}), 0) + 1,
      ${terms.effectiveFrom}, ${terms.currency}, ${terms.annualRate}, ${terms.dayCount},
      ${minor(terms.minAmountMinor)}::bigint, ${minor(terms.maxAmountMinor)}::bigint,
      ${terms.minTermMonths ?? null}, ${terms.maxTermMonths ?? null}, ${terms.minimumAge}, ${terms.maximumAge ?? null},
      ${terms.eligibleFor ?? "anyone"}, ${minor(terms.minimumBalanceMinor)}::bigint, ${minor(terms.overdraftMaxMinor)}::bigint,
      ${terms.overdraftRate ?? null}, ${minor(terms.debitLimitMinor)}::bigint, ${terms.tierMethod ?? "band"},
      ${minor(terms.interestFromMinor)}::bigint, ${terms.interestPeriod ?? "quarter"}, ${terms.earlyRate ?? null}
    from products p where p.code = ${terms.code} returning version`;
  if (!made) throw new Error(`Product ${terms.code} was not made`);
  for (const tier of terms.tiers ?? [])
    await sql`
      insert into product_rate_tiers (version_id, from_minor, annual_rate)
      values (${id}, ${tier.fromMinor.toString()}::bigint, ${tier.annualRate})`;
  for (const fee of terms.fees ?? [])
    await sql`
      insert into product_fees (version_id, kind, amount_minor, rate, min_minor, max_minor)
      values (${id}, ${fee.kind}, ${fee.amountMinor.toString()}::bigint, ${fee.rate ?? null}, ${minor(fee.minMinor)}::bigint,
        ${minor(fee.maxMinor)}::bigint)`;
  return { id, version: made.version };
}

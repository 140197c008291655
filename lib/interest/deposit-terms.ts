import { type Executor, sqlOf } from "@/db/client";
import type { TxCtx } from "../core/context";
import type { Currency } from "../core/currencies";
import { refusal } from "../core/errors";
import type { AccountId, Id } from "../core/ids";
import { hasDeclared } from "../customers/declarations";
import type { Applicant, Eligibility } from "../products/assert-eligible";

/** A version of a term deposit on which one is opened today. */
export type DepositTerms = Eligibility & {
  versionId: Id<"productVersion">;
  name: string;
  currency: Currency;
  minAmountMinor: bigint | null;
  maxAmountMinor: bigint | null;
  minTermMonths: number | null;
  maxTermMonths: number | null;
};

/** The terms of a version if it is offered today, or of the one offered today of the product that a deposit is on; else undefined. */
export async function offeredTerms(
  ctx: TxCtx,
  which: { versionId: string } | { productOf: AccountId },
): Promise<DepositTerms | undefined> {
  const sql = sqlOf(ctx.db);
  const named =
    "versionId" in which
      ? sql`v.id::text = ${which.versionId}`
      : sql`(v.product_id, v.currency) = (
          select mine.product_id, mine.currency from accounts a join product_versions mine on mine.id = a.product_version_id
          where a.id = ${which.productOf})`;
  const [row] = await sql<DepositTerms[]>`
    select v.id as "versionId", p.name, v.currency, v.min_amount_minor as "minAmountMinor", v.max_amount_minor as "maxAmountMinor",
      v.min_term_months as "minTermMonths", v.max_term_months as "maxTermMonths",
      v.minimum_age as "minimumAge", v.maximum_age as "maximumAge", v.eligible_for as "eligibleFor"
    from product_versions v join products p on p.id = v.product_id
    where ${named} and p.kind = 'term_deposit' and v.effective_from <= ${ctx.businessDate} and not exists (
      select from product_versions n where n.product_id = v.product_id and n.currency = v.currency
        and n.effective_from <= ${ctx.businessDate} and n.version > v.version)`;
  return row;
}

/** What a product asks of the owner of an account. */
export async function applicantOf(
  db: Executor,
  accountId: AccountId,
): Promise<(Applicant & { declared: boolean }) | undefined> {
  const sql = sqlOf(db);
  const [owner] = await sql<(Applicant & { declared: boolean })[]>`
    select c.kind, c.birth_date::text as "birthDate",
      ${hasDeclared(sql, sql`c.id`)} as declared
    from account_parties p join customers c on c.id = p.customer_id
    where p.account_id = ${accountId} and p.role = 'owner'`;
  return owner;
}

/** Whether the product takes so much for so long; refuses `deposit_amount` and `deposit_term` with what it takes. */
export function assertFits(terms: DepositTerms, minor: bigint, months: number): void {
  const { minAmountMinor, maxAmountMinor, minTermMonths, maxTermMonths, currency } = terms;
  if ((minAmountMinor !== null && minor < minAmountMinor) || (maxAmountMinor !== null && minor > maxAmountMinor))
    throw refusal(
      "deposit_amount",
      { minMinor: `${minAmountMinor ?? 1n}`, maxMinor: `${maxAmountMinor ?? minor}`, currency },
      "amount",
    );
  if ((minTermMonths !== null && months < minTermMonths) || (maxTermMonths !== null && months > maxTermMonths))
    throw refusal("deposit_term", { min: minTermMonths ?? 1, max: maxTermMonths ?? months }, "months");
}

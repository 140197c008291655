import type { AccountFacts } from "../accounts/load-accounts";
import { assertCanDebit, assertCurrency, assertWithinLimit } from "../accounts/rules";
import { parseAmountOrRefuse } from "../core/amounts";
import type { TxCtx } from "../core/context";
import { refusal } from "../core/errors";
import { assertDeclared } from "../customers/declarations";
import { FULL_AGE, isMinor } from "../customers/rules";
import { assertEligible } from "../products/assert-eligible";
import { applicantOf, assertFits, type DepositTerms, offeredTerms } from "./deposit-terms";

type Asked = { productVersionId: string; amount: string; months: string };

/**
 * What a term deposit from this account would be: today's terms, how much and for how long. Refuses
 * `declarations_missing`, `product_not_offered`, `under_age`, `not_eligible`, `guardian_needed`, `deposit_amount`, `deposit_term` and what
 * stops a debit.
 */
export async function depositAsked(
  ctx: TxCtx,
  from: AccountFacts,
  asked: Asked,
): Promise<{ terms: DepositTerms; minor: bigint; months: number }> {
  assertCanDebit(ctx, from);
  const terms = await offeredTerms(ctx, { versionId: asked.productVersionId });
  if (!terms) throw refusal("product_not_offered", undefined, "productVersionId");
  const applicant = await applicantOf(ctx.db, from.id);
  if (applicant) assertDeclared(applicant.declared);
  if (applicant) assertEligible(terms, applicant, ctx.businessDate);
  const guarded = from.parties.some(({ role }) => role === "guardian");
  if (applicant && !guarded && applicant.kind === "individual" && isMinor(applicant.birthDate, ctx.businessDate))
    throw refusal("guardian_needed", { years: FULL_AGE });
  assertCurrency(from, terms.currency);
  const minor = parseAmountOrRefuse(asked.amount, from.currency, "amount");
  const months = readMonths(asked.months);
  assertFits(terms, minor, months);
  assertWithinLimit(from, minor);
  return { terms, minor, months };
}

function readMonths(typed: string): number {
  if (!/^[1-9]\d{0,2}$/.test(typed.trim()))
    throw refusal("whole_number", { what: "For how many months", min: 1, max: 600 }, "months");
  return Number(typed.trim());
}

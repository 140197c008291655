import { parseAmountOrRefuse } from "../core/amounts";
import type { Ctx } from "../core/context";
import { formatDate } from "../core/dates";
import { decimal, formatPercent } from "../core/decimal";
import { isBankError } from "../core/errors";
import { formatMoney } from "../core/money";
import { authorize } from "../identity/authorize";
import { offeredLoanProduct } from "./loan-products";
import { type QuoteAnswer, type QuoteField, quoteLoan } from "./quote";
import { assertInRange } from "./rules";
import { quoteInput } from "./schema";

/** Works out an offer from what has been typed so far, as if it were paid out today. Nothing is stored. */
export async function askQuote(ctx: Ctx, typed: Partial<Record<QuoteField, unknown>>): Promise<QuoteAnswer> {
  authorize(ctx.actor, "loan.apply");
  const { product, amount, termMonths } = typed;
  const parsed = quoteInput.safeParse({ product, amount, termMonths });
  if (!parsed.success) {
    return {
      ok: false,
      fields: Object.fromEntries(parsed.error.issues.map(({ path, message }) => [String(path[0]), message])),
    };
  }
  try {
    return await workOut(ctx, parsed.data);
  } catch (error) {
    if (isBankError(error) && error.field) return { ok: false, fields: { [error.field]: error.sentence } };
    throw error;
  }
}

async function workOut(ctx: Ctx, asked: { product: string; amount: string; termMonths: number }): Promise<QuoteAnswer> {
  const product = await offeredLoanProduct(ctx.db, ctx.businessDate, asked.product);
  const amountMinor = parseAmountOrRefuse(asked.amount, product.currency);
  assertInRange(product, amountMinor, asked.termMonths);
  const quote = quoteLoan({ ...product, amountMinor, termMonths: asked.termMonths, startsOn: ctx.businessDate });
  const shown = (minor: bigint) => formatMoney({ minor, currency: product.currency });
  return {
    ok: true,
    instalment: shown(quote.instalmentMinor),
    months: asked.termMonths,
    interest: shown(quote.totalInterestMinor),
    total: shown(quote.totalMinor),
    apr: formatPercent(decimal(quote.aprPercent).toDecimalPlaces(2)),
    firstDue: formatDate(quote.firstDueOn),
    lastDue: formatDate(quote.lastDueOn),
  };
}

import type { Ctx } from "../core/context";
import type { Currency } from "../core/currencies";
import { refusal } from "../core/errors";
import { formatMaskedIban } from "../core/iban";
import { assertBankMayTake, assertMayComeIn } from "../ledger/blocked";
import type { AccountFacts } from "./load-accounts";

/**
 * Money may leave the account: active, in use, no block on debits, nobody under review and the owners' papers in order.
 * Whether it is enough is the ledger's rule.
 */
export function assertCanDebit(
  { actor, businessDate }: Pick<Ctx, "actor" | "businessDate">,
  account: AccountFacts,
): void {
  assertMoves(account);
  assertMayLeave({ actor, businessDate }, account);
}

/** Its money does not come and go: what is left until a day is neither added to nor taken from. */
function assertMoves(account: AccountFacts): void {
  if (account.kind === "term_deposit") throw refusal("deposit_fixed");
}

/** The bank may let its money go: active, in use, no block on debits, nobody under review and the owners' papers in order. */
export function assertMayLeave(
  { actor, businessDate }: Pick<Ctx, "actor" | "businessDate">,
  account: AccountFacts,
): void {
  assertActive(account);
  if (account.dormant) throw refusal("account_dormant", { account: formatMaskedIban(account.iban) });
  if (account.blocks.some((kind) => kind !== "credit"))
    throw refusal("account_blocked", { account: formatMaskedIban(account.iban) });
  // To the customer it is any other stop: they must not learn why.
  if (account.underReview) throw refusal(actor.kind === "customer" ? "payment_stopped" : "account_under_review");
  if (account.deceased) throw refusal("owner_deceased");
  if (account.papersUntil && account.papersUntil < businessDate)
    throw refusal("papers_overdue", { since: account.papersUntil });
}

/** Money may come to the account: active and no block on credits. */
export function assertCanCredit(account: AccountFacts): void {
  assertMoves(account);
  assertActive(account);
  assertMayComeIn(account);
}

/** The bank may take what is held: active and not frozen. A block on debits stops customers, not the bank. */
export function assertCanCapture(account: AccountFacts): void {
  assertActive(account);
  assertBankMayTake(account);
}

/** One withdrawal or transfer takes no more than the product lets it. */
export function assertWithinLimit({ debitLimitMinor, currency }: AccountFacts, minor: bigint): void {
  if (debitLimitMinor !== null && minor > debitLimitMinor)
    throw refusal("limit_exceeded", { limitMinor: debitLimitMinor.toString(), currency });
}

/** The account is held in this currency. */
export function assertCurrency(account: AccountFacts, currency: Currency): void {
  if (account.currency !== currency) throw refusal("currency_mismatch", { expected: currency });
}

/** The account is open and in use. */
export function assertActive(account: AccountFacts): void {
  const name = formatMaskedIban(account.iban);
  if (account.status === "closed") throw refusal("account_closed", { account: name });
  if (account.status !== "active") throw refusal("account_not_active", { account: name });
}

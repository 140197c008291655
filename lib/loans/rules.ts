import type { AccountFacts } from "../accounts/load-accounts";
import type { Currency } from "../core/currencies";
import type { BusinessDate } from "../core/dates";
import { refusal } from "../core/errors";
import { formatMaskedIban } from "../core/iban";
import type { CustomerId, UserId } from "../core/ids";
import { mayBecome } from "../core/life-cycles";
import { assertBankMayTake } from "../ledger/blocked";
import type { LoanProduct } from "./loan-products";
import type { LoanFacts } from "./lock-loans";

export type LoanStatus =
  | "draft"
  | "submitted"
  | "returned"
  | "approved"
  | "offered"
  | "accepted"
  | "active"
  | "overpaid"
  | "called"
  | "written_off"
  | "rejected"
  | "withdrawn"
  | "cancelled"
  | "closed";

export const OFFER_DAYS = 30;

/** Amount and term lie in the range of the product version. */
export function assertInRange(product: LoanProduct, amountMinor: bigint, termMonths: number): void {
  const { minAmountMinor, maxAmountMinor, minTermMonths, maxTermMonths, currency } = product;
  if (amountMinor < minAmountMinor || amountMinor > maxAmountMinor) {
    throw refusal("loan_amount_range", {
      minMinor: minAmountMinor.toString(),
      maxMinor: maxAmountMinor.toString(),
      currency,
    });
  }
  if (termMonths < minTermMonths || termMonths > maxTermMonths) {
    throw refusal("loan_term_range", { min: minTermMonths, max: maxTermMonths });
  }
}

/** Loans are paid out to and repaid from an active account of the borrower in the loan's currency. */
export function assertSettlementAccount(
  account: AccountFacts | undefined,
  customerId: CustomerId,
  currency: Currency,
): void {
  const fits = account?.status === "active" && account.currency === currency && account.owners.includes(customerId);
  if (!fits) throw refusal("settlement_account_wrong");
}

export function assertMayBecome(loan: Pick<LoanFacts, "status">, to: LoanStatus): void {
  if (!mayBecome("loans", loan.status, to))
    throw refusal("wrong_state", { from: statusWord(loan.status), to: statusWord(to) });
}

/** Who applied does not decide. */
export function assertSecondPerson(loan: Pick<LoanFacts, "appliedBy">, decider: UserId): void {
  if (decider === loan.appliedBy) throw refusal("maker_cannot_approve");
}

/** Who pays out neither applied nor decided. */
export function assertThirdPerson(loan: Pick<LoanFacts, "appliedBy" | "decidedBy">, payer: UserId): void {
  if (payer === loan.appliedBy || payer === loan.decidedBy) throw refusal("third_person_needed");
}

/** Nothing was changed since the decider opened it. */
export function assertSeen(loan: Pick<LoanFacts, "submittedAt">, seen: string): void {
  if (loan.submittedAt !== seen) throw refusal("stale");
}

export function assertOfferOpen(loan: Pick<LoanFacts, "offerValidUntil">, on: BusinessDate): void {
  if (loan.offerValidUntil !== null && on > loan.offerValidUntil)
    throw refusal("offer_expired", { date: loan.offerValidUntil });
}

/** An instalment due may be collected through a debit block (it stops customers, not what they owe), never through a freeze. */
export function assertCanCollect(account: AccountFacts): void {
  const name = formatMaskedIban(account.iban);
  if (account.status !== "active")
    throw refusal(account.status === "closed" ? "account_closed" : "account_not_active", { account: name });
  assertBankMayTake(account);
}

export function statusWord(status: LoanStatus): string {
  return status.replaceAll("_", " ");
}

import { z } from "zod";
import { amountText, choice, idField, key, text, wholeNumber } from "../core/fields";

const loanId = idField("loan");
const termMonths = wholeNumber("the term in months", 1, 600);
const settlementAccount = choice("an account of the borrower");
const purpose = text({ what: "what the loan is for", max: 140 });
const reason = text({ what: "a reason", max: 300 });
/** When the application was last submitted, as the decider saw it: a decision on anything else is stale. */
const seen = text({ what: "the application", max: 40 });

/** What a loan is worked out from; also the URL of the quote. */
export const quoteInput = z.object({ product: choice("a product"), amount: amountText, termMonths });

export const applyForLoanInput = z.strictObject({
  key,
  customerId: idField("customer"),
  product: choice("a product"),
  amount: amountText,
  termMonths,
  purpose,
  settlementAccount,
});

export const resubmitLoanInput = z.strictObject({
  key,
  loanId,
  amount: amountText,
  termMonths,
  purpose,
  settlementAccount,
});

export const withdrawLoanInput = z.strictObject({ key, loanId, reason });
export const approveLoanInput = z.strictObject({ key, loanId, seen });
export const returnLoanInput = z.strictObject({ key, loanId, seen, reason });
export const rejectLoanInput = z.strictObject({ key, loanId, seen, reason });
export const offerLoanInput = z.strictObject({ key, loanId });
export const acceptOfferInput = z.strictObject({ key, loanId });
export const cancelLoanInput = z.strictObject({ key, loanId, reason });
export const disburseLoanInput = z.strictObject({ key, loanId });
export const repayLoanInput = z.strictObject({ key, loanId, amount: amountText });

import { captureHold as capture } from "@/lib/accounts/capture-hold";
import { placeHold as hold } from "@/lib/accounts/place-hold";
import { releaseHold as release } from "@/lib/accounts/release-hold";
import type { Pending } from "@/lib/approvals/demand-approval";
import { bookShareCapital as bookCapital } from "@/lib/cash/book-share-capital";
import { depositCash as deposit } from "@/lib/cash/deposit-cash";
import { offerCash as offer } from "@/lib/cash/offer-cash";
import { takeCash as take } from "@/lib/cash/take-cash";
import { withdrawCash as withdraw } from "@/lib/cash/withdraw-cash";
import { type BankError, isBankError } from "@/lib/core/errors";
import { closeDepositEarly as closeEarly } from "@/lib/interest/close-deposit-early";
import { type CommandFailure, withoutFailure } from "@/lib/ledger/money-command";
import { reverseEntry as reverse } from "@/lib/ledger/reverse-entry";
import { disburseLoan as disburse } from "@/lib/loans/disburse-loan";
import { repayLoan as repay } from "@/lib/loans/repay-loan";
import { bookIncoming as incoming } from "@/lib/payments/book-incoming";
import { createTransfer as transfer } from "@/lib/payments/create-transfer";
import { payInCheque as payIn } from "@/lib/payments/pay-in-cheque";

/** The commands as they answer in a bank without policies: what would wait for a second person fails the test. */
export const depositCash = batched(deposit);
export const withdrawCash = batched(withdraw);
export const createTransfer = batched(transfer);
export const bookShareCapital = batched(bookCapital);
export const repayLoan = batched(repay);
export const payInCheque = batched(payIn);
export const bookIncoming = batched(incoming);
export const captureHold = batched(capture);
export const reverseEntry = batched(reverse);
export const placeHold = single(hold);
export const releaseHold = single(release);
export const closeDepositEarly = single(closeEarly);
export const takeCash = batched(take);
export const offerCash = single(offer);
export const disburseLoan = single(disburse);

function single<Args extends unknown[], Result extends object>(command: (...args: Args) => Promise<Result>) {
  return async (...args: Args) => bookedOf(await command(...args));
}

function batched<Args extends unknown[], Call, Result extends object>(
  command: ((...args: Args) => Promise<Result>) & {
    many: (calls: readonly Call[]) => Promise<(Result | BankError | CommandFailure)[]>;
  },
) {
  const many = async (calls: readonly Call[]) =>
    (await command.many(calls))
      .map(withoutFailure)
      .map((outcome) => (isBankError(outcome) ? outcome : bookedOf(outcome)));
  return Object.assign(single(command), { many });
}

function bookedOf<Result extends object>(result: Result): Exclude<Result, Pending> {
  if ("pending" in result) throw new Error("It waits for a second person");
  return result as Exclude<Result, Pending>;
}

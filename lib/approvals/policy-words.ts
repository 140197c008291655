import type { Role } from "../core/context";
import type { Currency } from "../core/currencies";
import { formatMoney } from "../core/money";
import type { BoundKind } from "./kinds";

/** Acts that policies bind, in words. */
export const moneyKindWords: Record<BoundKind, string> = {
  "cash.deposit": "Cash deposit",
  "cash.withdraw": "Cash withdrawal",
  "cash.exchange": "Exchange of notes",
  "transfer.create": "Transfer",
  "vault.move": "Cash move",
  "capital.book": "Share capital",
  "loan.disburse": "Loan disbursement",
  "loan.repay": "Loan repayment",
  "cheque.pay_in": "Cheque paid in",
  "incoming.book": "Incoming credit",
  "entry.reverse": "Reversal",
  "deposit.close_early": "Deposit closed early",
  "hold.place": "Hold placed",
  "hold.release": "Hold released",
  "fee.waive": "Fee waived",
};

/** Who decides where a person's limit asks for a second person and no policy names one. */
export const decides: Record<BoundKind, Role> = {
  "cash.deposit": "branch_manager",
  "cash.withdraw": "branch_manager",
  "cash.exchange": "branch_manager",
  "transfer.create": "branch_manager",
  "vault.move": "branch_manager",
  "capital.book": "finance_officer",
  "loan.disburse": "credit_approver",
  "loan.repay": "branch_manager",
  "cheque.pay_in": "branch_manager",
  "incoming.book": "finance_officer",
  "entry.reverse": "finance_officer",
  "deposit.close_early": "branch_manager",
  "hold.place": "branch_manager",
  "hold.release": "branch_manager",
  "fee.waive": "branch_manager",
};

/** A policy as a sentence: from which amount whose agreement is needed. */
export function policyWords(policy: { fromMinor: bigint; currency: Currency; checkerRole: Role }): string {
  const from = formatMoney({ minor: policy.fromMinor, currency: policy.currency });
  return `From ${from} a ${policy.checkerRole.replaceAll("_", " ")} must agree.`;
}

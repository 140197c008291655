import { sqlOf, type Transaction } from "@/db/client";
import type { Currency } from "../core/currencies";
import type { BusinessDate } from "../core/dates";
import { refusal } from "../core/errors";
import type { AccountId, BranchId, CustomerId, LedgerAccountId, LoanId, UserId } from "../core/ids";
import type { InterestTerms } from "./interest";
import type { LoanStatus } from "./rules";

/** A loan as its transaction holds it under lock, amounts in minor units. */
export type LoanFacts = InterestTerms & {
  id: LoanId;
  loanNo: string;
  status: LoanStatus;
  customerId: CustomerId;
  branchId: BranchId;
  currency: Currency;
  amountMinor: bigint;
  termMonths: number;
  purpose: string;
  settlementAccountId: AccountId;
  principalAccountId: LedgerAccountId | null;
  interestBookedMinor: bigint;
  interestPaidMinor: bigint;
  appliedBy: UserId;
  decidedBy: UserId | null;
  submittedAt: string | null;
  offerValidUntil: BusinessDate | null;
};

/**
 * Locks loans in id order. Loans are locked before balances, so that paying out and paying back never wait for each
 * other in a ring; what belongs to a loan is read in a statement after this one.
 */
export function lockLoans(tx: Transaction, ids: readonly LoanId[]): Promise<LoanFacts[]> {
  return sqlOf(tx)<LoanFacts[]>`
    select id, loan_no as "loanNo", status, customer_id as "customerId", branch_id as "branchId", currency,
      amount_minor as "amountMinor", term_months as "termMonths", annual_rate::text as "annualRate", day_count as "dayCount", purpose,
      settlement_account_id as "settlementAccountId", principal_account_id as "principalAccountId",
      interest_booked_minor as "interestBookedMinor", interest_paid_minor as "interestPaidMinor",
      applied_by as "appliedBy", decided_by as "decidedBy", submitted_at::text as "submittedAt", offer_valid_until::text as "offerValidUntil"
    from loans where id = any(${[...new Set(ids)].sort()}::uuid[]) order by id for no key update`;
}

/** Locks one loan; refuses an unknown one as `loan_not_found`. */
export async function lockLoan(tx: Transaction, id: LoanId): Promise<LoanFacts> {
  const [loan] = await lockLoans(tx, [id]);
  if (!loan) throw refusal("loan_not_found");
  return loan;
}

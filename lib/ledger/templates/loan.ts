import type { LedgerAccountId } from "../../core/ids";
import { credit, debit, type EntryDraft } from "../entry";

type Entry = Pick<EntryDraft, "id" | "reference" | "branchId" | "valueDate">;

/** Paid out: debit loan principal, credit the borrower's account. */
export function bookDisbursement(
  loan: Entry & { loanNo: string; principal: LedgerAccountId; account: LedgerAccountId; minor: bigint },
): EntryDraft {
  const { loanNo, principal, account, minor, ...entry } = loan;
  return {
    ...entry,
    kind: "loan_disbursed",
    narrative: `Loan ${loanNo} paid out`,
    legs: [debit(principal, minor), credit(account, minor)],
  };
}

/** Interest earned up to the value date: debit interest receivable, credit interest income. */
export function bookInterestAccrual(
  loan: Entry & { loanNo: string; receivable: LedgerAccountId; income: LedgerAccountId; minor: bigint },
): EntryDraft {
  const { loanNo, receivable, income, minor, ...entry } = loan;
  return {
    ...entry,
    kind: "loan_interest_accrued",
    narrative: `Interest on loan ${loanNo}`,
    legs: [debit(receivable, minor), credit(income, minor)],
  };
}

/** Repaid: debit the borrower's account, credit interest receivable, then principal. */
export function bookRepayment(
  loan: Entry & {
    loanNo: string;
    source: LedgerAccountId;
    receivable: LedgerAccountId;
    principal: LedgerAccountId;
    interestMinor: bigint;
    principalMinor: bigint;
  },
): EntryDraft {
  const { loanNo, source, receivable, principal, interestMinor, principalMinor, ...entry } = loan;
  const paid = [
    ...(interestMinor > 0n ? [credit(receivable, interestMinor)] : []),
    ...(principalMinor > 0n ? [credit(principal, principalMinor)] : []),
  ];
  return {
    ...entry,
    kind: "loan_repaid",
    narrative: `Repayment of loan ${loanNo}`,
    legs: [debit(source, interestMinor + principalMinor), ...paid],
  };
}

import { sqlOf, type Transaction } from "@/db/client";
import { type LockedAccounts, lockAccounts } from "../accounts/load-accounts";
import { refusal } from "../core/errors";
import type { LoanId } from "../core/ids";
import type { InstalmentState } from "./allocation";
import type { ScheduledInstalment } from "./amortization";
import { type LoanFacts, lockLoans } from "./lock-loans";

export type LoanInstalment = ScheduledInstalment & InstalmentState & { version: number };

/** A loan under lock with the instalments of its current schedule; repayments accepted so far are already in it. */
export type RepayableLoan = LoanFacts & { instalments: LoanInstalment[] };

export type RepaymentState = LockedAccounts & { loans: Map<LoanId, RepayableLoan> };

/** Locks the loans, then their accounts in the books, and reads the schedules in the statement after. */
export async function loadRepayments(tx: Transaction, ids: readonly LoanId[]): Promise<RepaymentState> {
  const locked = await lockLoans(tx, ids);
  const [accounts, instalments] = await Promise.all([
    lockAccounts(tx, {
      ids: locked.map((loan) => loan.settlementAccountId),
      alsoLock: locked.flatMap((loan) => loan.principalAccountId ?? []),
    }),
    currentInstalments(tx, locked),
  ]);
  const loans = locked.map((loan) => ({ ...loan, instalments: instalments.filter((row) => row.loanId === loan.id) }));
  return { ...accounts, loans: new Map(loans.map((loan) => [loan.id, loan])) };
}

export function loanIn(state: RepaymentState, id: LoanId): RepayableLoan {
  const loan = state.loans.get(id);
  if (!loan) throw refusal("loan_not_found");
  return loan;
}

function currentInstalments(tx: Transaction, loans: readonly LoanFacts[]) {
  return sqlOf(tx)<(LoanInstalment & { loanId: LoanId })[]>`
    select i.loan_id as "loanId", i.version, i.no, i.starts_on::text as "startsOn", i.due_on::text as "dueOn",
      i.principal_minor as "principalMinor", i.interest_minor as "interestMinor", i.balance_minor as "balanceMinor",
      i.principal_paid_minor as "principalPaidMinor", i.interest_paid_minor as "interestPaidMinor"
    from loan_instalments i
    where i.loan_id = any(${loans.map((loan) => loan.id)}::uuid[])
      and i.version = (select max(s.version) from loan_schedules s where s.loan_id = i.loan_id)
    order by i.loan_id, i.no`;
}

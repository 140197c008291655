import type { z } from "zod";
import { accountIn, partiesIn } from "../accounts/load-accounts";
import type { Pending } from "../approvals/demand-approval";
import { assertNumbered, type CounterTills, lockForNumbering } from "../cash/number-at-till";
import { parseAmountOrRefuse } from "../core/amounts";
import type { Actor, Ctx } from "../core/context";
import { refusal } from "../core/errors";
import { formatMaskedIban } from "../core/iban";
import { type EntryId, type LoanId, newId } from "../core/ids";
import { formatMoney } from "../core/money";
import { newReference } from "../core/references";
import { assertSecondFactor, assertStranger, authorize } from "../identity/authorize";
import { applyLinked, glAccount, tryLinked } from "../ledger/book";
import type { EntryDraft } from "../ledger/entry";
import { moneyCommand } from "../ledger/money-command";
import { needsSecond } from "../ledger/money-steps";
import { bookInterestAccrual, bookRepayment } from "../ledger/templates/loan";
import { accruedInterest } from "./accrual";
import { allocate } from "./allocation";
import { loadRepayments, loanIn, type RepayableLoan, type RepaymentState } from "./load-repayments";
import { assertCanCollect, statusWord } from "./rules";
import type { repayLoanInput } from "./schema";
import { type RepaymentRow, writeRepayments } from "./write-repayments";

type Input = Omit<z.output<typeof repayLoanInput>, "key">;
type State = RepaymentState & { tills: CounterTills };
type Result = { entryId: EntryId; reference: string } | Pending;

/**
 * Repays what is due on a loan from the borrower's own account, in minor units of the loan's currency; books the interest
 * earned up to today before it pays. Staff are bound by their limits and wait for a second person from a policy's amount
 * on; nobody takes one from an account of their own. Refuses `till_suspended`, `till_counting`, `loan_not_found`, `wrong_state`, `account_closed`, `account_blocked`,
 * `nothing_due`, `more_than_due`, `insufficient_funds`.
 */
export const repayLoan = moneyCommand<Actor, Input, State, RepaymentRow, Result>("loan.repay", {
  bound: "loan.repay",
  async load(tx, calls) {
    const ids = calls.map(({ input }) => input.loanId as LoanId);
    const [tills, state] = await Promise.all([lockForNumbering(tx, calls), loadRepayments(tx, ids)]);
    return { ...state, tills };
  },
  decide(ctx, input, state, powers) {
    const loan = loanIn(state, input.loanId as LoanId);
    authorize(ctx.actor, "loan.repay", {
      branchId: loan.branchId,
      customerIds: [loan.customerId],
      atCounter: true,
      missing: "loan_not_found",
    });
    assertSecondFactor(ctx.actor);
    assertNumbered(state.tills, ctx.actor);
    if (loan.status !== "active" || !loan.principalAccountId)
      throw refusal("wrong_state", { from: statusWord(loan.status), to: "repaid" });
    const account = accountIn(state, { id: loan.settlementAccountId });
    assertStranger(ctx.actor, partiesIn(account));
    assertCanCollect(account);
    const amountMinor = parseAmountOrRefuse(input.amount, loan.currency);
    const allocations = allocate(loan.instalments, amountMinor, loan.currency, ctx.businessDate);
    const interestMinor = allocations.reduce((sum, part) => sum + part.interestMinor, 0n);
    const principalMinor = amountMinor - interestMinor;

    const receivable = glAccount(state.book, "1210", loan.branchId, loan.currency);
    const accrual = accrualUpToToday(ctx, loan, state);
    const [id, reference] = [newId<"entry">(), newReference("LNR")];
    const repayment = bookRepayment({
      id,
      reference,
      branchId: ctx.actor.kind === "staff" ? ctx.actor.branchId : loan.branchId,
      loanNo: loan.loanNo,
      source: account.id,
      receivable,
      principal: loan.principalAccountId,
      interestMinor,
      principalMinor,
    });
    const drafts = accrual ? [accrual.draft, repayment] : [repayment];
    const amount = { minor: amountMinor, currency: loan.currency };
    const second = powers.weigh(ctx, amount);
    if (second) {
      tryLinked(state.book, drafts);
      return needsSecond({
        ...second,
        subjectKind: "loan",
        subjectId: loan.id,
        customerId: loan.customerId,
        branchId: repayment.branchId,
        amount,
        after: { amount: formatMoney(amount), loan: loan.loanNo, from: formatMaskedIban(account.iban) },
      });
    }
    const entries = applyLinked(state.book, drafts);
    const after = afterRepayment(loan, { allocations, interestMinor, bookedMinor: accrual?.minor ?? 0n });
    state.loans.set(loan.id, after);
    return {
      entries,
      row: {
        id,
        reference,
        loan: after,
        accountId: account.id,
        accrualEntryId: accrual?.draft.id ?? null,
        amountMinor,
        interestMinor,
        principalMinor,
        valueDate: ctx.businessDate,
        allocations,
        by: ctx.actor.kind === "staff" ? ctx.actor.userId : null,
      },
      audit: {
        act: "loan.repaid",
        subjectKind: "loan",
        subjectId: loan.id,
        customerId: loan.customerId,
        entryId: id,
        reference,
        amount,
      },
      result: { entryId: id, reference },
    };
  },
  write: writeRepayments,
});

/** The interest earned up to the value date that is not in the books yet. */
function accrualUpToToday(
  ctx: Ctx,
  loan: RepayableLoan,
  state: RepaymentState,
): { draft: EntryDraft; minor: bigint } | null {
  const minor = accruedInterest(loan, loan.instalments, ctx.businessDate) - loan.interestBookedMinor;
  if (minor <= 0n) return null;
  const { branchId, currency, loanNo } = loan;
  const draft = bookInterestAccrual({
    id: newId<"entry">(),
    reference: newReference("LNI"),
    branchId,
    loanNo,
    receivable: glAccount(state.book, "1210", branchId, currency),
    income: glAccount(state.book, "4010", branchId, currency),
    minor,
  });
  return { draft, minor };
}

/** The loan as the next call of the batch sees it; paid in full it is closed. */
function afterRepayment(
  loan: RepayableLoan,
  paid: { allocations: ReturnType<typeof allocate>; interestMinor: bigint; bookedMinor: bigint },
): RepayableLoan {
  const parts = new Map(paid.allocations.map((part) => [part.no, part]));
  const instalments = loan.instalments.map((row) => {
    const part = parts.get(row.no);
    if (!part) return row;
    return {
      ...row,
      interestPaidMinor: row.interestPaidMinor + part.interestMinor,
      principalPaidMinor: row.principalPaidMinor + part.principalMinor,
    };
  });
  const open = instalments.some(
    (row) => row.principalPaidMinor < row.principalMinor || row.interestPaidMinor < row.interestMinor,
  );
  return {
    ...loan,
    instalments,
    status: open ? "active" : "closed",
    interestBookedMinor: loan.interestBookedMinor + paid.bookedMinor,
    interestPaidMinor: loan.interestPaidMinor + paid.interestMinor,
  };
}

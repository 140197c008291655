import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { lockAccounts } from "../accounts/load-accounts";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import { parseAmountOrRefuse } from "../core/amounts";
import type { Ctx, StaffActor } from "../core/context";
import { refusal } from "../core/errors";
import { type AccountId, isId, type LoanId } from "../core/ids";
import { assertConsented } from "../customers/consent-queries";
import { authorize } from "../identity/authorize";
import { loanProductOf } from "./loan-products";
import { lockLoan } from "./lock-loans";
import { assertInRange, assertMayBecome, assertSettlementAccount } from "./rules";
import type { resubmitLoanInput } from "./schema";

/**
 * Changes a returned application and submits it again, on the product version it was made for; only by the officer who
 * applied, so that whoever decides it has not made it. Refuses `loan_applicant_only`, `wrong_state` and what an application refuses.
 */
export function resubmitLoan(
  ctx: Ctx<StaffActor>,
  input: z.output<typeof resubmitLoanInput>,
): Promise<{ loanId: LoanId }> {
  const { key, ...rest } = input;
  return transactOnce(ctx, { command: "loan.resubmit", key, input: rest }, async (inside) => {
    const loan = await lockLoan(inside.db, input.loanId as LoanId);
    authorize(inside.actor, "loan.apply", { branchId: loan.branchId, customerIds: [loan.customerId] });
    if (inside.actor.userId !== loan.appliedBy) throw refusal("loan_applicant_only");
    assertMayBecome(loan, "submitted");
    await assertConsented(inside.db, [loan.customerId]);
    const product = await loanProductOf(inside.db, loan.id);
    const amountMinor = parseAmountOrRefuse(input.amount, loan.currency);
    const { termMonths } = input;
    assertInRange(product, amountMinor, termMonths);
    const accountId = input.settlementAccount;
    const accounts = await lockAccounts(inside.db, { ids: isId(accountId) ? [accountId as AccountId] : [] });
    assertSettlementAccount(accounts.byId.get(accountId as AccountId), loan.customerId, loan.currency);

    await sqlOf(inside.db)`
      update loans set status = 'submitted', submitted_at = bank_now(), amount_minor = ${amountMinor}, term_months = ${termMonths},
        purpose = ${input.purpose}, settlement_account_id = ${accountId}, decided_by = null, decided_at = null, decision_reason = null
      where id = ${loan.id}`;
    await record(inside, {
      act: "loan.resubmitted",
      subjectKind: "loan",
      subjectId: loan.id,
      customerId: loan.customerId,
      reference: loan.loanNo,
      amount: { minor: amountMinor, currency: loan.currency },
      before: { amountMinor: loan.amountMinor, termMonths: loan.termMonths, purpose: loan.purpose },
      after: { amountMinor, termMonths, purpose: input.purpose },
    });
    return { loanId: loan.id };
  });
}

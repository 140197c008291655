import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { accountIn, lockAccounts } from "../accounts/load-accounts";
import { assertCanCredit } from "../accounts/rules";
import { demandApproval, type Pending } from "../approvals/demand-approval";
import { readPowers } from "../approvals/powers";
import type { ApprovalRequest } from "../approvals/store-requests";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor, TxCtx } from "../core/context";
import { refusal } from "../core/errors";
import { type EntryId, type LedgerAccountId, type LoanId, newId } from "../core/ids";
import { formatMoney, type Money } from "../core/money";
import { newReference } from "../core/references";
import { assertConsented } from "../customers/consent-queries";
import { authorize } from "../identity/authorize";
import { applyEntry } from "../ledger/book";
import { openLedgerAccounts } from "../ledger/open-ledger-account";
import { postEntries } from "../ledger/post-entries";
import { bookDisbursement } from "../ledger/templates/loan";
import { type LoanFacts, lockLoan } from "./lock-loans";
import { quoteLoan } from "./quote";
import { assertMayBecome, assertThirdPerson } from "./rules";
import type { disburseLoanInput } from "./schema";
import { storeSchedule } from "./store-schedule";

type Result = { loanId: LoanId; entryId: EntryId; reference: string } | Pending;

/**
 * Pays an accepted loan out to the borrower's account and starts its schedule on the banking date; by a third person.
 * Not a batch command: it opens the loan's own account in the books, and a refusal must take that back with it.
 * Refuses `third_person_needed`, `wrong_state`, `customer_not_active`, `customer_prohibited`, `customer_deceased`, `senior_consent_missing`, `account_closed`, `account_blocked`.
 */
export function disburseLoan(ctx: Ctx<StaffActor>, input: z.output<typeof disburseLoanInput>): Promise<Result> {
  const { key, ...rest } = input;
  return transactOnce(ctx, { command: "loan.disburse", key, input: rest }, async (inside) => {
    const loan = await lockLoan(inside.db, input.loanId as LoanId);
    authorize(inside.actor, "loan.disburse", { branchId: loan.branchId, customerIds: [loan.customerId] });
    assertThirdPerson(loan, inside.actor.userId);
    assertMayBecome(loan, "active");
    await assertBorrowerActive(inside, loan);
    await assertConsented(inside.db, [loan.customerId]);
    const amount = { minor: loan.amountMinor, currency: loan.currency };
    const powers = await readPowers(inside.db, "loan.disburse", [{ ctx: inside }], inside.businessDate);
    const second = powers.weigh(inside, amount);
    const pending = await demandApproval(inside, { ...second, ...requestFor(loan, amount, input) });
    if (pending) return pending;

    const principal = newId<"ledgerAccount">();
    await openLedgerAccounts(inside.db, [
      {
        id: principal,
        code: loan.loanNo,
        name: "Loan",
        kind: "loan",
        control: "1200",
        branchId: loan.branchId,
        currency: loan.currency,
      },
    ]);
    const accounts = await lockAccounts(inside.db, { ids: [loan.settlementAccountId], alsoLock: [principal] });
    const account = accountIn(accounts, { id: loan.settlementAccountId });
    assertCanCredit(account);

    const [id, reference] = [newId<"entry">(), newReference("LND")];
    const { branchId, loanNo, amountMinor: minor } = loan;
    const entry = applyEntry(
      accounts.book,
      bookDisbursement({ id, reference, branchId, loanNo, principal, account: account.id, minor }),
    );
    await postEntries(inside.db, [{ ctx: inside, entry }]);
    powers.use(inside, amount);
    await powers.write(inside.db);
    await activate(inside, loan, principal);
    await sqlOf(inside.db)`
      insert into loan_disbursements (id, loan_id, reference, account_id, amount_minor)
      values (${id}, ${loan.id}, ${reference}, ${account.id}, ${minor})`;
    await record(inside, {
      act: "loan.disbursed",
      subjectKind: "loan",
      subjectId: loan.id,
      customerId: loan.customerId,
      entryId: id,
      reference,
      amount: { minor, currency: loan.currency },
    });
    return { loanId: loan.id, entryId: id, reference };
  });
}

/** What a second person is asked from a policy's amount on. */
function requestFor(loan: LoanFacts, amount: Money, payload: z.output<typeof disburseLoanInput>): ApprovalRequest {
  return {
    kind: "loan.disburse",
    payload,
    subjectKind: "loan",
    subjectId: loan.id,
    customerId: loan.customerId,
    branchId: loan.branchId,
    amount,
    after: { amount: formatMoney(amount), loan: loan.loanNo },
  };
}

async function assertBorrowerActive(ctx: TxCtx, loan: LoanFacts): Promise<void> {
  const [customer] = await sqlOf(ctx.db)<
    { status: string; deceased: boolean; prohibited: boolean }[]
  >`select status, deceased_on is not null as deceased, coalesce(risk_rating = 'prohibited', false) as prohibited from customers where id = ${loan.customerId} for share`;
  if (customer?.status !== "active")
    throw refusal("customer_not_active", { status: customer?.status.replaceAll("_", " ") ?? "unknown" });
  if (customer.prohibited) throw refusal("customer_prohibited");
  if (customer.deceased) throw refusal("customer_deceased");
}

async function activate(ctx: TxCtx<StaffActor>, loan: LoanFacts, principal: LedgerAccountId): Promise<void> {
  await sqlOf(ctx.db)`
    update loans set status = 'active', principal_account_id = ${principal}, disbursed_by = ${ctx.actor.userId},
      disbursed_on = ${ctx.businessDate}, interest_booked_to = ${ctx.businessDate}
    where id = ${loan.id}`;
  await storeSchedule(ctx.db, loan, ctx.businessDate, quoteLoan({ ...loan, startsOn: ctx.businessDate }));
}

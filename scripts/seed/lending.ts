import { sqlOf } from "@/db/client";
import { addDays, type BusinessDate } from "@/lib/core/dates";
import type { LoanId } from "@/lib/core/ids";
import { decimalText } from "@/lib/core/money";
import { acceptOffer } from "@/lib/loans/accept-offer";
import { applyForLoan } from "@/lib/loans/apply-for-loan";
import { approveLoan } from "@/lib/loans/approve-loan";
import { disburseLoan } from "@/lib/loans/disburse-loan";
import { offerLoan } from "@/lib/loans/offer-loan";
import { rejectLoan } from "@/lib/loans/reject-loan";
import { repayLoan } from "@/lib/loans/repay-loan";
import { returnLoan } from "@/lib/loans/return-loan";
import type { Acts } from "./acts";
import { type Loan, waitingLoans } from "./customers";
import { type DemoBank, submittedAt } from "./found";
import { teamOf } from "./onboarding";
import { type Holder, isHolder } from "./person";

/** Applies, decides, offers, accepts and pays out on one day. */
export async function startLoan(bank: DemoBank, acts: Acts, person: Holder): Promise<void> {
  if (!person.loan) return;
  const { lender } = teamOf(bank, person);
  const loanId = await apply(bank, acts, person, person.loan);
  await approve(bank, acts, person, loanId);
  await offerLoan(acts.staff(lender), { key: acts.key(), loanId });
  await acceptOffer(acts.staff(lender), { key: acts.key(), loanId });
  await disburseLoan(acts.staff(bank.staff.loanops), { key: acts.key(), loanId });
  person.loanId = loanId;
}

/** Repays every instalment that is due and, for those who are late, when they get round to it. */
export async function repayDue(bank: DemoBank, acts: Acts): Promise<void> {
  const day = acts.today();
  const due = await sqlOf(bank.db)<{ loanId: LoanId; no: number; dueOn: BusinessDate; minor: bigint }[]>`
    select i.loan_id as "loanId", i.no, i.due_on::text as "dueOn",
      i.principal_minor + i.interest_minor - i.principal_paid_minor - i.interest_paid_minor as minor
    from loan_instalments i where i.paid_on is null and i.due_on <= ${day} order by i.loan_id, i.no`;
  for (const instalment of due) {
    const person = bank.people.find((one) => one.loanId === instalment.loanId);
    if (!person || !isHolder(person) || !person.loan) continue;
    if (addDays(instalment.dueOn, person.loan.late ?? 0) > day) continue;
    if (person.loan.stopsAfter !== undefined && instalment.no > person.loan.stopsAfter) continue;
    const amount = decimalText(instalment.minor, "EUR");
    await repayLoan.many([
      { ctx: acts.customer(person.actor), input: { key: acts.key(), loanId: instalment.loanId as never, amount } },
    ]);
  }
}

/** In the last days of the year people apply for loans that still wait for someone. */
export async function applyAndWait(bank: DemoBank, acts: Acts, number: number): Promise<void> {
  for (const [at, { name, state, loan }] of waitingLoans.entries()) {
    if (number !== 355 + at) continue;
    const person = bank.people.find((one) => one.name === name);
    if (!person || !isHolder(person)) continue;
    const { lender, manager } = teamOf(bank, person);
    const loanId = await apply(bank, acts, person, loan);
    if (state === "submitted") continue;
    if (state === "returned" || state === "rejected") {
      const decision = { key: acts.key(), loanId, seen: await submittedAt(bank.db, "loans", loanId) };
      if (state === "returned")
        await returnLoan(acts.staff(manager), { ...decision, reason: "Add the last three salary slips." });
      else
        await rejectLoan(acts.staff(manager), {
          ...decision,
          reason: "The instalment is more than a third of the income.",
        });
      continue;
    }
    await approve(bank, acts, person, loanId);
    if (state !== "approved") await offerLoan(acts.staff(lender), { key: acts.key(), loanId });
    if (state === "accepted") await acceptOffer(acts.staff(lender), { key: acts.key(), loanId });
  }
}

async function apply(bank: DemoBank, acts: Acts, person: Holder, loan: Omit<Loan, "start">): Promise<LoanId> {
  const { loanId } = await applyForLoan(acts.staff(teamOf(bank, person).lender), {
    key: acts.key(),
    customerId: person.id,
    product: bank.products[loan.product] as string,
    amount: loan.amount,
    termMonths: loan.months,
    purpose: loan.purpose,
    settlementAccount: person.current.id,
  });
  return loanId;
}

async function approve(bank: DemoBank, acts: Acts, person: Holder, loanId: LoanId): Promise<void> {
  const seen = await submittedAt(bank.db, "loans", loanId);
  await approveLoan(acts.staff(teamOf(bank, person).manager), { key: acts.key(), loanId, seen });
}

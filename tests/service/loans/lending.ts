import { type Database, sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "@/lib/core/context";
import { addDays, type BusinessDate } from "@/lib/core/dates";
import type { AccountId, CustomerId, LoanId } from "@/lib/core/ids";
import { acceptOffer } from "@/lib/loans/accept-offer";
import { applyForLoan } from "@/lib/loans/apply-for-loan";
import { approveLoan } from "@/lib/loans/approve-loan";
import { disburseLoan } from "@/lib/loans/disburse-loan";
import { offerLoan } from "@/lib/loans/offer-loan";
import { closeDay } from "@/lib/operations/close-day";
import { cutDay } from "@/lib/operations/cut-day";
import { newKey, type TestBank } from "../../support/bank";

type Staff = Ctx<StaffActor, Database>;
export type Desk = { officer: Staff; manager: Staff; operations: Staff; teller: Staff };
export type Borrower = { id: CustomerId; account: { id: AccountId; iban: string } };

/** The people a loan passes through, in branch 001. */
export async function lendingDesk(bank: TestBank): Promise<Desk> {
  const [officer, manager, operations, teller] = [
    await bank.staff("loan_officer"),
    await bank.staff("branch_manager"),
    await bank.staff("loan_operations", "000"),
    await bank.staff("teller"),
  ];
  return { officer, manager, operations, teller };
}

export async function borrower(bank: TestBank, minor = 0n): Promise<Borrower> {
  const { id } = await bank.customer();
  return { id, account: await bank.account(id, minor) };
}

export const application = (bank: TestBank, { id, account }: Borrower, over: object = {}) => ({
  key: newKey(),
  customerId: id,
  product: bank.products.loan,
  amount: "10,000.00",
  termMonths: 36,
  purpose: "New windows",
  settlementAccount: account.id as string,
  ...over,
});

export type Stage = "submitted" | "approved" | "offered" | "accepted" | "active";

/** A loan of 10,000.00 over 36 months at 9 %, brought to a stage by the people whose acts these are. */
export async function loanAt(
  bank: TestBank,
  desk: Desk,
  stage: Stage,
  who?: Borrower,
  over: object = {},
): Promise<LoanId> {
  const { loanId } = await applyForLoan(desk.officer, application(bank, who ?? (await borrower(bank)), over));
  const key = newKey;
  if (stage === "submitted") return loanId;
  await approveLoan(desk.manager, { key: key(), loanId, seen: await seenOf(desk.officer.db, loanId) });
  if (stage === "approved") return loanId;
  await offerLoan(desk.officer, { key: key(), loanId });
  if (stage === "offered") return loanId;
  await acceptOffer(desk.officer, { key: key(), loanId });
  if (stage === "accepted") return loanId;
  await disburseLoan(desk.operations, { key: key(), loanId });
  return loanId;
}

export async function seenOf(db: Database, loanId: LoanId): Promise<string> {
  const [row] = await sqlOf(db)<{ at: string }[]>`select submitted_at::text as at from loans where id = ${loanId}`;
  return row?.at ?? "";
}

export async function statusOf(db: Database, loanId: LoanId): Promise<string | undefined> {
  const [row] = await sqlOf(db)<{ status: string }[]>`select status from loans where id = ${loanId}`;
  return row?.status;
}

/** Acts recorded on a loan, oldest first. */
export async function actsOn(db: Database, loanId: LoanId): Promise<string[]> {
  const rows = await sqlOf(db)<
    { act: string }[]
  >`select act from audit_events where subject_id = ${loanId} and result = 'done' order by id`;
  return rows.map((row) => row.act);
}

/** Closes banking days one by one until `day` is open. */
export async function advanceTo(bank: TestBank, day: BusinessDate): Promise<void> {
  const { db } = bank.system;
  for (;;) {
    const [row] = await sqlOf(db)<
      { day: BusinessDate }[]
    >`select day::text as day from banking_days where status = 'open'`;
    if (!row || row.day >= day) return;
    await cutDay(bank.system, row.day);
    await closeDay(bank.system, row.day);
  }
}

export const daysLater = (day: BusinessDate, days: number) => addDays(day, days);

/** The legs of an entry as account code and amount, debit positive. */
export async function legsOf(db: Database, entryId: string) {
  const rows = await sqlOf(db)<{ code: string; kind: string; minor: bigint }[]>`
    select a.code, a.kind, p.amount_minor as minor from postings p join ledger_accounts a on a.id = p.account_id
    where p.entry_id = ${entryId} order by p.leg`;
  return rows.map(({ code, kind, minor }) => [kind === "gl" ? code : kind, minor] as const);
}

export async function balanceOf(db: Database, accountId: string): Promise<bigint | undefined> {
  const [row] = await sqlOf(db)<
    { balance: bigint }[]
  >`select balance from account_balances where account_id = ${accountId}`;
  return row?.balance;
}

import { type Database, sqlOf } from "@/db/client";
import { openAccount } from "@/lib/accounts/open-account";
import type { Ctx, CustomerActor, StaffActor } from "@/lib/core/context";
import { addDays, type BusinessDate } from "@/lib/core/dates";
import type { AccountId, CustomerId, EntryId } from "@/lib/core/ids";
import { closeDay } from "@/lib/operations/close-day";
import { cutDay } from "@/lib/operations/cut-day";
import { createTransfer } from "@/lib/payments/create-transfer";
import { addProductVersion } from "@/lib/products/add-product-version";
import type { ProductTerms } from "@/lib/products/schema";
import { FIRST_DAY, newKey, type TestBank, testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";

export let database: TestDatabase;
export let bank: TestBank;
export let operations: Ctx<StaffActor, Database>;
export let officer: Ctx<StaffActor, Database>;
export let manager: Ctx<StaffActor, Database>;
export let customer: { id: CustomerId; ctx: Ctx<CustomerActor, Database> };
export let today: BusinessDate = FIRST_DAY;

/** A bank of their own for the tests of one file. */
export async function beginInterest(): Promise<void> {
  database = await testDatabase();
  bank = await testBank(database.db);
  operations = await bank.staff("operations", "000");
  officer = await bank.staff("service_officer");
  manager = await bank.staff("branch_manager");
  customer = await bank.customer();
}

export const sql = () => sqlOf(database.db);
export const jobs = () => ({ ...operations, db: database.jobs });
export const cut = () => cutDay(jobs(), today);
/** Cuts and closes the open day, and as many after it. */
export const close = async (days = 1) => {
  for (let day = 0; day < days; day += 1) {
    await cut();
    await closeDay(jobs(), today);
    today = addDays(today, 1);
  }
};

export const product = (code: string, terms: Partial<ProductTerms>) =>
  addProductVersion(bank.system, {
    key: newKey(),
    code,
    kind: "savings",
    name: `Product ${code}`,
    currency: "EUR",
    effectiveFrom: "2026-01-01",
    annualRate: "0.036",
    dayCount: "Act/360",
    minimumAge: 0,
    interestPeriod: "month",
    ...terms,
  });
export const open = async (productVersionId: string, minor = 0n) => {
  const opened = await openAccount(officer, { key: newKey(), customerId: customer.id, productVersionId });
  if (minor > 0n) await bank.fund(opened.iban, minor);
  return { id: opened.accountId, iban: opened.iban };
};
/** Funds an account and answers the entry. */
export const fund = async (iban: string, minor: bigint) => {
  await bank.fund(iban, minor);
  const [row] = await sql()<{ id: EntryId }[]>`select max(id::text) as id from incoming_payments`;
  return row?.id as EntryId;
};
export const endOfMonthBefore = (day: BusinessDate) => addDays(`${day.slice(0, 7)}-01` as BusinessDate, -1);
export const pay = (from: AccountId, to: string, amount: string) =>
  createTransfer(customer.ctx, { key: newKey(), from, to, amount, remittance: undefined, beneficiaryId: undefined });

/** Minor units with ten decimals, as text without trailing zeros. */
export const nights = async (id: AccountId) =>
  (
    await sql()<{ night: string; known: string; kind: string; change: string }[]>`
      select night::text as night, known_on::text as known, kind, trim_scale(change)::text as change
      from interest_accruals where account_id = ${id} order by known_on, night, kind`
  ).map(({ night, known, kind, change }) => [night, known, kind, change]);
export const settlements = async (id: AccountId) =>
  (
    await sql()<{ day: string; kind: string; reason: string; exact: string; minor: bigint }[]>`
      select day::text as day, kind, reason, trim_scale(exact)::text as exact, minor from interest_settlements
      where account_id = ${id} order by day, kind`
  ).map(({ day, kind, reason, exact, minor }) => [day, kind, reason, exact, minor]);
/** What a general ledger account holds over all branches, debit positive. */
export const booked = async (code: string) =>
  (
    await sql()<{ minor: bigint }[]>`
      select coalesce(sum(p.amount_minor), 0)::bigint as minor from postings p join ledger_accounts a on a.id = p.account_id
      where a.kind = 'gl' and a.code = ${code}`
  )[0]?.minor;

/** The bank goes on to a day. */
export function goTo(day: BusinessDate): void {
  today = day;
}

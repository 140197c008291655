import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sqlOf } from "@/db/client";
import { readOwn } from "@/lib/command/read-own";
import type { Ctx, CustomerActor } from "@/lib/core/context";
import { termDepositOf } from "@/lib/interest/deposit-queries";
import { interestSoFar } from "@/lib/interest/interest-so-far";
import { loanDetail } from "@/lib/loans/detail-queries";
import { listLoans } from "@/lib/loans/list-queries";
import { ownNotices } from "@/lib/notifications/queries";
import { addBeneficiary } from "@/lib/payments/add-beneficiary";
import { listBeneficiaries, transferChoices } from "@/lib/payments/queries";
import { customerAccountPage } from "@/lib/reports/customer-account";
import { customerOverview } from "@/lib/reports/customer-overview";
import { receiptOf } from "@/lib/statements/receipt";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { captureHold, createTransfer, depositCash, placeHold } from "../../support/booked";
import { coins } from "../../support/coins";
import { type TestDatabase, testDatabase } from "../../support/database";
import { lendingDesk, loanAt } from "../loans/lending";

type Customer = { id: string; ctx: Ctx<CustomerActor, TestDatabase["db"]>; account: { id: string; iban: string } };
let database: TestDatabase;
let bank: TestBank;
let amina: Customer;
let jonas: Customer;
let loan: string;
let receipt: string;

beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  const open = async (name: string): Promise<Customer> => {
    const customer = await bank.customer(name);
    return { ...customer, account: await bank.account(customer.id, 500_000n) };
  };
  [amina, jonas] = [await open("Amina Okafor"), await open("Jonas Weber")];
  const officer = await bank.staff("service_officer");
  for (const [one, other] of [
    [amina, jonas],
    [jonas, amina],
  ] as const) {
    const { beneficiaryId } = await addBeneficiary(officer, {
      key: newKey(),
      customerId: one.id as never,
      name: "A friend",
      nickname: undefined,
      iban: other.account.iban,
    });
    await createTransfer(await bank.staff("teller"), {
      key: newKey(),
      from: one.account.id as never,
      to: other.account.iban,
      amount: "12.00",
      beneficiary: beneficiaryId,
    } as never);
  }
  const teller = await bank.teller(100_00n);
  const cash = {
    iban: amina.account.iban,
    amount: "10.00",
    notes: coins("10.00"),
    paidInBy: undefined,
    note: undefined,
  };
  receipt = (await depositCash(teller, { ...cash, key: newKey() })).reference as string;
  const { holdId } = await placeHold(officer, {
    key: newKey(),
    accountId: jonas.account.id as never,
    amount: "5.00",
    reason: "dispute",
    note: undefined,
  });
  await captureHold(officer, { key: newKey(), holdId, amount: "5.00", to: amina.account.iban });
  loan = await loanAt(bank, await lendingDesk(bank), "active", amina as never);
});
afterAll(() => database?.close());

const sql = () => sqlOf(database.db);
/** All that the pages of a customer read. */
const pagesOf = async ({ account }: Customer, own: Ctx<CustomerActor>) => ({
  overview: await customerOverview(own),
  account: await customerAccountPage(own, account.id, {}, {}),
  found: await customerAccountPage(own, account.id, { text: "weber" } as never, {}),
  loans: await listLoans(own, {}, {}),
  notices: await ownNotices(own.db, own.actor),
  payees: await listBeneficiaries(own, {}),
  choices: await transferChoices(own),
  interest: await interestSoFar(own, account.id),
  deposit: await termDepositOf(own, account.id),
});

describe("control 49: reads made for a customer, below every query", () => {
  it("give the pages exactly what they gave without", async () => {
    for (const customer of [amina, jonas]) {
      const plain = await pagesOf(customer, customer.ctx);
      const own = await readOwn(customer.ctx, (ctx) => pagesOf(customer, ctx));
      const { asOf: _, ...account } = plain.account?.account ?? {};
      expect(own).toEqual({
        ...plain,
        account: { ...plain.account, account: expect.objectContaining(account) },
        found: expect.anything(),
      });
      expect(own.found?.page.rows).toEqual(plain.found?.page.rows);
    }
    expect(await readOwn(amina.ctx, (ctx) => loanDetail(ctx, loan))).toEqual(await loanDetail(amina.ctx, loan));
    expect(await readOwn(amina.ctx, (ctx) => receiptOf(ctx, receipt))).toEqual(await receiptOf(amina.ctx, receipt));
    expect((await pagesOf(amina, amina.ctx)).found?.page.rows.length).toBeGreaterThan(0);
  });

  it("are made as the customer from the first query on", async () => {
    const who = await readOwn(amina.ctx, async ({ db }) => {
      const [first] = await sqlOf(db)<{ role: string; customer: string }[]>`
        select current_user::text as role, current_setting('app.customer_id', true) as customer`;
      return first;
    });
    expect(who).toEqual({ role: "bank_customer", customer: amina.id });
    const forgetful = async ({ db }: typeof amina.ctx) => {
      const rows = await sqlOf(db)`select 1 from accounts where id = ${jonas.account.id}`;
      return rows.length;
    };
    expect([await forgetful(amina.ctx), await readOwn(amina.ctx, (own) => forgetful(own as never))]).toEqual([1, 0]);
  });

  it("find no row of another's, even where a query forgets to ask", async () => {
    const tables = await sql()<{ table: string; column: string }[]>`
      select c.relname as table, a.attname as column from pg_attribute a join pg_class c on c.oid = a.attrelid
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0
        and a.attname in ('account_id', 'customer_id', 'from_account_id', 'settlement_account_id')
        and has_column_privilege('bank_customer', c.oid, a.attnum, 'select')`;
    expect(tables.length).toBeGreaterThan(10);
    for (const { table, column } of tables) {
      const mine = column === "customer_id" ? amina.id : amina.account.id;
      const seen = await readOwn(
        jonas.ctx,
        ({ db }) => sqlOf(db)`select 1 from ${sqlOf(db)(table)} where ${sqlOf(db)(column)} = ${mine}`,
      );
      // A row of one's own names whom one paid and whom one may pay.
      const shared = table === "transfers" || (table === "beneficiaries" && column === "account_id") ? 1 : 0;
      expect([table, column, seen.length]).toEqual([table, column, shared]);
    }
    const people = await readOwn(
      jonas.ctx,
      ({ db }) => sqlOf(db)<{ name: string }[]>`select full_name as name from customers`,
    );
    expect(people.map(({ name }) => name)).toEqual(["Jonas Weber"]);
    expect(
      await readOwn(jonas.ctx, ({ db }) => sqlOf(db)`select * from other_side(${newKey()}, ${amina.account.id})`),
    ).toEqual([]);
  });

  it("find nothing at all without a customer, and nothing that is not for customers with one", async () => {
    const asNobody = (table: string) =>
      database.db.transaction(async (tx) => {
        await sqlOf(tx)`select set_config('role', 'bank_customer', true)`;
        return sqlOf(tx)`select 1 from ${sqlOf(tx)(table)} limit 1`;
      });
    for (const table of [
      "accounts",
      "account_parties",
      "customers",
      "postings",
      "journal_entries",
      "loans",
      "transfers",
      "notices",
    ])
      expect([table, (await asNobody(table)).length]).toEqual([table, 0]);
    for (const table of [
      "audit_events",
      "identity_documents",
      "sessions",
      "totp_factors",
      "approvals",
      "customer_keys",
    ])
      await expect(asNobody(table)).rejects.toThrow();
    await expect(readOwn(jonas.ctx, ({ db }) => sqlOf(db)`select phone from customers`)).rejects.toThrow(
      "permission denied",
    );
    await expect(readOwn(jonas.ctx, ({ db }) => sqlOf(db)`update notices set read_at = null`)).rejects.toThrow();
  });

  it("never cross on shared connections: six hundred reads of two customers at once", async () => {
    const customers = [amina, jonas] as const;
    const reads = Array.from({ length: 600 }, (_, at) => {
      const one = customers[at % 2] as Customer;
      const read = at % 3 === 0 ? sql()`select id from accounts order by id` : null;
      return (
        read ??
        readOwn(one.ctx, ({ db }) => sqlOf(db)<{ id: string }[]>`select id from accounts`).then((rows) => {
          expect(rows.map(({ id }) => id)).toEqual([one.account.id]);
          return rows;
        })
      );
    });
    const answers = await Promise.all(reads);
    for (const [at, rows] of answers.entries()) expect(rows.length).toBe(at % 3 === 0 ? 2 : 1);
  });

  it("are closed on every table of the bank, which opens each one to those who carry their scope", async () => {
    const rows = await sql()<{ table: string; secured: boolean; readable: boolean; policies: string[] }[]>`
      select c.relname as table, c.relrowsecurity as secured, has_any_column_privilege('bank_customer', c.oid, 'select') as readable,
        array(select p.polname::text from pg_policy p where p.polrelid = c.oid order by 1) as policies
      from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')`;
    expect(rows.length).toBeGreaterThan(80);
    expect(rows.filter(({ secured }) => !secured).map(({ table }) => table)).toEqual([]);
    expect(rows.filter(({ policies }) => !policies.includes("everything")).map(({ table }) => table)).toEqual([]);
    // What a customer's eyes may read at all is told row by row.
    const readable = rows.filter((row) => row.readable);
    expect(readable.length).toBeGreaterThan(25);
    expect(readable.filter(({ policies }) => policies.length < 2).map(({ table }) => table)).toEqual([]);
  });
});

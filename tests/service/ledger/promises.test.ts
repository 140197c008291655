import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Database, sqlOf } from "@/db/client";
import type { AccountId } from "@/lib/core/ids";
import { newId } from "@/lib/core/ids";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { createTransfer } from "../../support/booked";
import { type TestDatabase, testDatabase } from "../../support/database";

let database: TestDatabase;
let bank: TestBank;
let from: { id: AccountId; iban: string };
let to: { id: AccountId; iban: string };
let entryId: string;

beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  const [a, b] = [await bank.customer("Amina Okafor"), await bank.customer("Jonas Brandt")];
  from = await bank.account(a.id, 100_000n);
  to = await bank.account(b.id);
  entryId = (await createTransfer(a.ctx, transferOf("10.00"))).entryId;
});
afterAll(() => database.close());

const transferOf = (amount: string) => ({
  key: newKey(),
  from: from.id,
  to: to.iban,
  amount,
  remittance: undefined,
  beneficiaryId: undefined,
});

/** What a program behind the application's back would try, as the application's own role. */
const asApplication = (work: (sql: ReturnType<typeof sqlOf>) => Promise<unknown>) => inTransaction(database.db, work);
const asSuperuser = (work: (sql: ReturnType<typeof sqlOf>) => Promise<unknown>) => inTransaction(database.admin, work);

function inTransaction(db: Database, work: (sql: ReturnType<typeof sqlOf>) => Promise<unknown>) {
  return db.transaction(async (tx) => {
    const sql = sqlOf(tx);
    await work(sql);
    throw new Error("nothing refused it");
  });
}

const entryRow = (sql: ReturnType<typeof sqlOf>, id: string, day = "2026-03-02") => sql`
  insert into journal_entries (id, kind, reference, booked_at, booking_date, value_date, narrative, branch_id, actor_kind, actor_id, channel, request_id)
  values (${id}, 'transfer', 'TRF-X', bank_now(), ${day}, ${day}, 'Transfer', ${bank.branch("001").id}, 'system', 'test', 'job', 'test')`;

const legs = (sql: ReturnType<typeof sqlOf>, id: string, amounts: [AccountId, bigint][]) => sql`
  insert into postings (entry_id, leg, account_id, currency, branch_id, amount_minor, booking_date, value_date, seq, balance_after)
  select ${id}, row_number() over (), account, 'EUR', ${bank.branch("001").id}, minor, '2026-03-02', '2026-03-02', 99, 0
  from unnest(${amounts.map(([account]) => account)}::uuid[], ${amounts.map(([, minor]) => minor.toString())}::bigint[]) as r (account, minor)`;

describe("promise 1: every entry balances", () => {
  test("an entry that does not balance is refused by the database (control 51)", async () => {
    await expect(
      asApplication(async (sql) => {
        const id = newId();
        await sql`
          with e as (
            insert into journal_entries (id, kind, reference, booked_at, booking_date, value_date, narrative, branch_id, actor_kind, actor_id, channel, request_id)
            values (${id}, 'transfer', 'TRF-X', bank_now(), '2026-03-02', '2026-03-02', 'Transfer', ${bank.branch("001").id}, 'system', 'test', 'job', 'test'))
          insert into postings (entry_id, leg, account_id, currency, branch_id, amount_minor, booking_date, value_date, seq, balance_after)
          values (${id}, 1, ${from.id}, 'EUR', ${bank.branch("001").id}, 100, '2026-03-02', '2026-03-02', 99, 0),
                 (${id}, 2, ${to.id}, 'EUR', ${bank.branch("001").id}, -99, '2026-03-02', '2026-03-02', 99, 0)`;
      }),
    ).rejects.toMatchObject({ constraint_name: "postings_balance" });
  });

  test.each([
    ["booking date", "2026-03-03", "2026-03-02"],
    ["value date", "2026-03-02", "2026-03-01"],
  ])("legs of another %s than their entry's are refused", async (_, booked, valued) => {
    await expect(
      asApplication(async (sql) => {
        const id = newId();
        await sql`
          with e as (
            insert into journal_entries (id, kind, reference, booked_at, booking_date, value_date, narrative, branch_id, actor_kind, actor_id, channel, request_id)
            values (${id}, 'transfer', 'TRF-X', bank_now(), '2026-03-02', '2026-03-02', 'Transfer', ${bank.branch("001").id}, 'system', 'test', 'job', 'test'))
          insert into postings (entry_id, leg, account_id, currency, branch_id, amount_minor, booking_date, value_date, seq, balance_after)
          values (${id}, 1, ${from.id}, 'EUR', ${bank.branch("001").id}, 100, ${booked}, ${valued}, 99, 0),
                 (${id}, 2, ${to.id}, 'EUR', ${bank.branch("001").id}, -100, ${booked}, ${valued}, 99, 0)`;
      }),
    ).rejects.toMatchObject({ constraint_name: "postings_own_entry" });
  });

  test("an entry without legs is refused", async () => {
    await expect(asApplication((sql) => entryRow(sql, newId()))).rejects.toMatchObject({
      constraint_name: "journal_entries_legs",
    });
  });

  test("legs for another currency or branch than the account's are refused", async () => {
    await expect(
      asApplication(
        (sql) => sql`
          insert into postings (entry_id, leg, account_id, currency, branch_id, amount_minor, booking_date, value_date, seq, balance_after)
          values (${entryId}, 8, ${from.id}, 'USD', ${bank.branch("001").id}, 1, '2026-03-02', '2026-03-02', 99, 0),
                 (${entryId}, 9, ${to.id}, 'USD', ${bank.branch("001").id}, -1, '2026-03-02', '2026-03-02', 99, 0)`,
      ),
    ).rejects.toMatchObject({ code: expect.stringMatching(/^23/) });
  });
});

describe("promise 2: nothing is changed or deleted", () => {
  test.each([
    "journal_entries",
    "postings",
    "audit_events",
    "audit_details",
    "ledger_accounts",
    "daily_balances",
    "value_movements",
  ])("%s takes no UPDATE, DELETE or TRUNCATE, from the application or from anyone (control 50)", async (table) => {
    const column = {
      journal_entries: "narrative",
      postings: "amount_minor",
      audit_events: "act",
      audit_details: "ciphertext",
      ledger_accounts: "name",
      daily_balances: "closing",
      value_movements: "moved",
    }[table];
    const attempts = [`update ${table} set ${column} = ${column}`, `delete from ${table}`, `truncate ${table} cascade`];
    for (const attempt of attempts) {
      await expect(asApplication((sql) => sql.unsafe(attempt))).rejects.toMatchObject({ code: "42501" });
      await expect(asSuperuser((sql) => sql.unsafe(attempt))).rejects.toMatchObject({ code: "23001" });
    }
  });

  test("legs added to an old entry are refused, even when they balance (controls 50, 51)", async () => {
    await expect(
      asApplication(async (sql) =>
        legs(sql, entryId, [
          [from.id, 5n],
          [to.id, -5n],
        ]).then(() => undefined),
      ),
    ).rejects.toMatchObject({ code: expect.stringMatching(/^23/) });
    await expect(
      asApplication(
        (sql) => sql`
          insert into postings (entry_id, leg, account_id, currency, branch_id, amount_minor, booking_date, value_date, seq, balance_after)
          values (${entryId}, 8, ${from.id}, 'EUR', ${bank.branch("001").id}, 5, '2026-03-02', '2026-03-02', 99, 0),
                 (${entryId}, 9, ${to.id}, 'EUR', ${bank.branch("001").id}, -5, '2026-03-02', '2026-03-02', 99, 0)`,
      ),
    ).rejects.toMatchObject({ constraint_name: "postings_own_entry" });
  });

  test("an entry can be reversed once", async () => {
    const reversal = (sql: ReturnType<typeof sqlOf>) => {
      const id = newId();
      return sql`
        with e as (
          insert into journal_entries (id, kind, reference, booked_at, booking_date, value_date, narrative, branch_id, actor_kind, actor_id, channel, request_id, reverses_id)
          values (${id}, 'transfer', 'TRF-R', bank_now(), '2026-03-02', '2026-03-02', 'Reversal', ${bank.branch("001").id}, 'system', 'test', 'job', 'test', ${entryId}))
        insert into postings (entry_id, leg, account_id, currency, branch_id, amount_minor, booking_date, value_date, seq, balance_after)
        values (${id}, 1, ${to.id}, 'EUR', ${bank.branch("001").id}, 1000, '2026-03-02', '2026-03-02', 98, 0),
               (${id}, 2, ${from.id}, 'EUR', ${bank.branch("001").id}, -1000, '2026-03-02', '2026-03-02', 98, 0)`;
    };
    await expect(
      asApplication(async (sql) => {
        await reversal(sql);
        await reversal(sql);
      }),
    ).rejects.toMatchObject({ constraint_name: "journal_entries_reverses" });
  });
});

describe("promise 3: no guarded account goes below its floor", () => {
  test("a balance below the floor is refused by the database (control 52)", async () => {
    await expect(
      asApplication((sql) => sql`update account_balances set balance = -1 where account_id = ${to.id}`),
    ).rejects.toMatchObject({ constraint_name: "account_balances_floor" });
    await expect(
      asApplication((sql) => sql`update account_balances set held = balance + 1 where account_id = ${to.id}`),
    ).rejects.toMatchObject({ constraint_name: "account_balances_floor" });
  });

  test("a posting on a control account is refused", async () => {
    await expect(
      asApplication(async (sql) => {
        const [control] = await sql<{ id: AccountId }[]>`
          select id from ledger_accounts where code = '2010' and currency = 'EUR' and branch_id = ${bank.branch("001").id}`;
        const id = newId();
        await sql`
          with e as (
            insert into journal_entries (id, kind, reference, booked_at, booking_date, value_date, narrative, branch_id, actor_kind, actor_id, channel, request_id)
            values (${id}, 'transfer', 'TRF-X', bank_now(), '2026-03-02', '2026-03-02', 'Transfer', ${bank.branch("001").id}, 'system', 'test', 'job', 'test'))
          insert into postings (entry_id, leg, account_id, currency, branch_id, amount_minor, booking_date, value_date, seq, balance_after)
          values (${id}, 1, ${from.id}, 'EUR', ${bank.branch("001").id}, 100, '2026-03-02', '2026-03-02', 99, 0),
                 (${id}, 2, ${control?.id as AccountId}, 'EUR', ${bank.branch("001").id}, -100, '2026-03-02', '2026-03-02', null, null)`;
      }),
    ).rejects.toMatchObject({ constraint_name: "postings_account_kind" });
  });
});

describe("promise 4: an acknowledged posting is there exactly once", () => {
  test("an unacknowledged one leaves nothing behind, its key included", async () => {
    const { ctx } = await bank.customer("Never Paid");
    const key = newKey();
    await expect(createTransfer(ctx, { ...transferOf("1.00"), key })).rejects.toMatchObject({
      reason: "account_not_found",
    });
    const before = await sqlOf(database.db)`select count(*) as n from journal_entries`;
    await expect(asApplication((sql) => entryRow(sql, newId()))).rejects.toThrow();
    expect(await sqlOf(database.db)`select count(*) as n from journal_entries`).toEqual(before);
  });

  test("the application's role owns nothing and cannot become who does (control 48)", async () => {
    for (const attempt of [
      "drop table postings",
      "truncate postings",
      "update journal_entries set narrative = 'another'",
      "update postings set amount_minor = 1",
      "delete from audit_events",
      "set role bank_owner",
      "copy postings to program 'true'",
      "alter table postings disable trigger all",
    ]) {
      await expect(asApplication((sql) => sql.unsafe(attempt))).rejects.toMatchObject({
        code: expect.stringMatching(/^42501$/),
      });
    }
  });
});

import { drizzle } from "drizzle-orm/postgres-js";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Database, sendWithBegin, sqlOf } from "@/db/client";
import { openPool, type Sql } from "@/db/pool";
import { createTransfer } from "@/lib/payments/create-transfer";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";

let database: TestDatabase;
let bank: TestBank;
let pool: Sql;
/** A database whose server refuses every BEGIN while `refused`. */
let db: Database;
let refused = false;
beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  pool = openPool(database.urls.app, { name: "refused-begin", max: 1, deadlineMs: 8_000, maxCalls: 100 });
  const client = new Proxy(pool, {
    get: (target, name) =>
      name === "begin"
        ? (work: Parameters<Sql["begin"]>[1]) => target.begin(refused ? "nonsense" : "", work)
        : Reflect.get(target, name),
  });
  db = drizzle({ client }) as Database;
});
afterAll(async () => {
  await pool.end({ timeout: 1 });
  await database.close();
});

const countKeys = async (key: string) => {
  const rows = await sqlOf(database.admin)`select from idempotency_keys where key = ${key}`;
  return rows.length;
};

test("a transfer whose BEGIN is refused leaves its key free and moves nothing, though its first statements were sent with it", async () => {
  const [payer, payee] = [await bank.customer(), await bank.customer("Bora Demir")];
  const [from, to] = [await bank.account(payer.id, 10_000n), await bank.account(payee.id)];
  const pay = (key: string) =>
    createTransfer(
      { ...payer.ctx, db },
      { key, from: from.id, to: to.iban, amount: "1.00", remittance: undefined, beneficiaryId: undefined },
    );
  await pay(newKey());
  await sqlOf(database.admin)`insert into payment_limits (currency, per_day_minor) values ('EUR', 100000)`;
  const key = newKey();
  refused = true;
  await expect(pay(key)).rejects.toThrow(/syntax error/);
  refused = false;
  expect(await countKeys(key)).toBe(0);
  expect(await sqlOf(database.admin)`select from payment_uses`).toHaveLength(0);
  const { reference } = (await pay(key)) as { reference: string };
  expect(await pay(key)).toMatchObject({ reference });
  const [row] = await sqlOf(database.admin)<{ balance: bigint }[]>`
    select balance from account_balances where account_id = ${from.id}`;
  expect(row?.balance).toBe(9_800n);
});

test("what a transaction says waits for its BEGIN, unless it was asked to go with it; the connection serves on", async () => {
  const ask = (early: boolean) =>
    db.transaction(async (tx) => {
      if (early) sendWithBegin(tx);
      const said = sqlOf(tx)<{ one: number }[]>`select 1 as one`.then(([row]) => row?.one);
      const then = await said.catch(() => "refused");
      await expect(sqlOf(tx)`select 2`).rejects.toThrow(/syntax error/);
      return Promise.reject(new Error(`answered ${then}`));
    });
  refused = true;
  await expect(ask(false)).rejects.toThrow(/syntax error/);
  await expect(ask(true)).rejects.toThrow(/syntax error/);
  refused = false;
  expect(await db.transaction((tx) => sqlOf(tx)<{ n: number }[]>`select 3 as n`)).toMatchObject([{ n: 3 }]);
  const many = Array.from({ length: 20 }, (_, n) =>
    db.transaction(async (tx) => {
      const sql = sqlOf(tx);
      const [[a], [b]] = await Promise.all([
        sql<{ n: number; xact: string }[]>`select ${n}::int as n, pg_current_xact_id()::text as xact`,
        sql<{ xact: string }[]>`select pg_current_xact_id()::text as xact`,
      ]);
      expect(a?.xact).toBe(b?.xact);
      return a?.n;
    }),
  );
  expect(await Promise.all(many)).toEqual(Array.from({ length: 20 }, (_, n) => n));
});

import { getTableName, is } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { sqlOf, type Transaction } from "@/db/client";
import * as auditTables from "@/db/schema/audit";
import * as exchangeTables from "@/db/schema/exchange";
import * as holdTables from "@/db/schema/holds";
import * as ledgerTables from "@/db/schema/ledger";
import * as sealTables from "@/db/schema/seals";
import { newId } from "@/lib/core/ids";
import { readRates } from "@/lib/exchange/read-rates";
import { sealedTables } from "@/lib/ledger/sealed-tables";
import { verifyLedger } from "@/lib/ledger/verify";
import { closeDay } from "@/lib/operations/close-day";
import { cutDay } from "@/lib/operations/cut-day";
import { createTransfer } from "@/lib/payments/create-transfer";
import { openAdmin } from "../../support/admin";
import { FIRST_DAY, newKey, testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";
import { setRates } from "../../support/rates";
import { sealAll } from "../../support/seal";
import { openAccountInCurrency } from "../payments/money";

/** Tables of these files that hold no fact of the books, each with the reason. */
const NOT_FACTS: Record<string, string> = {
  customer_keys: "keys, destroyed with a customer's erasure; the details they open are proved by their hash",
  verify_runs: "what verify itself wrote; a run is proved by running it again",
};

/** Rows of the parts of a sealed row are named by it. */
const namedBy = new Map<string, string>(
  sealedTables.flatMap(
    ({ table, id, parts }) => [[table, id], ...(parts ? [[parts.table, parts.of] as const] : [])] as [string, string][],
  ),
);

const tables = [ledgerTables, auditTables, holdTables, exchangeTables, sealTables]
  .flatMap((file) => Object.values(file))
  .filter((value) => is(value, PgTable))
  .map((table) => getTableName(table as PgTable))
  .filter((table) => !(table in NOT_FACTS));

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  const bank = await testBank(database.db);
  const [payer, payee] = [await bank.customer("Amina Okafor"), await bank.customer("Jonas Brandt")];
  const [from, to] = [await bank.account(payer.id, 100_000n), await bank.account(payee.id)];
  const pay = () =>
    createTransfer(payer.ctx, {
      key: newKey(),
      from: from.id,
      to: to.iban,
      amount: "12.34",
      remittance: undefined,
      beneficiaryId: undefined,
    });
  await pay();
  await hold(from.id, (await bank.staff("service_officer")).actor.userId);
  await setRates(bank, "0.9000", "0.9100", "0.9200");
  await setRates(bank, "0.9100", "0.9200", "0.9300");
  const dollars = await openAccountInCurrency(bank, payer.id, "USD");
  const rate = (await readRates(database.db, FIRST_DAY)).byCurrency.get("USD")?.id;
  for (const [payerId, iban, quote] of [
    [from.id, dollars.iban, `own.${rate}`],
    [dollars.id, from.iban, `${rate}.own`],
  ] as const)
    await createTransfer(payer.ctx, {
      key: newKey(),
      from: payerId,
      to: iban,
      amount: "10.00",
      remittance: undefined,
      beneficiaryId: undefined,
      quote,
    });
  await cutDay(bank.system, FIRST_DAY);
  await pay();
  await closeDay(bank.system, FIRST_DAY);
  await sealAll(database);
  await pay();
  await sealAll(database);
});
afterAll(() => database.close());

/** Two holds, one of them resolved, and two overdraft limits, as their commands leave them. */
async function hold(account: string, by: string) {
  const sql = sqlOf(database.admin);
  const [open, over] = [newId(), newId()];
  for (const id of [open, over]) {
    await sql`insert into holds (id, account_id, amount_minor, currency, reason, reference, placed_by) values (${id}, ${account}, 500, 'EUR', 'card', ${`HLD-${id}`}, ${by})`;
  }
  await sql`insert into hold_resolutions (hold_id, rest, resolved_by) values (${over}, 'released', ${by})`;
  for (const [minor, until] of [
    [50, "2026-12-31"],
    [100, null],
  ] as const)
    await sql`insert into overdraft_facilities (id, account_id, limit_minor, currency, from_day, until_day, set_by) values (${newId()}, ${account}, ${minor}, 'EUR', ${FIRST_DAY}, ${until}, ${by})`;
  await sql`update account_balances set held = 500, floor = -100 where account_id = ${account}`;
}

/** What a superuser does behind every guard: what verify then names, and nothing of it stays. */
async function tamper(table: string, ...statements: string[]): Promise<string> {
  let named = "";
  const undo = new Error("undo");
  await database.admin
    .transaction(async (tx) => {
      await loosen(tx, table);
      for (const statement of statements) {
        const { count } = await sqlOf(tx).unsafe(statement);
        if (count === 0) throw new Error(`nothing was tampered with: ${statement}`);
      }
      named = (await verifyLedger(tx)).flatMap(({ bad }) => bad ?? []).join("; ");
      throw undo;
    })
    .catch((error) => {
      if (error !== undo) throw error;
    });
  return named;
}

/** Who owns the database also takes its constraints away. */
async function loosen(tx: Transaction, table: string) {
  const sql = sqlOf(tx);
  await sql.unsafe("set local session_replication_role = replica");
  const constraints = await sql<{ name: string }[]>`
    select conname as name from pg_constraint where conrelid = ${table}::regclass and contype in ('c', 'u', 'f')`;
  for (const { name } of constraints) await sql.unsafe(`alter table ${table} drop constraint "${name}" cascade`);
  const indexes = await sql<{ name: string }[]>`
    select indexrelid::regclass::text as name from pg_index where indrelid = ${table}::regclass and indisunique and not indisprimary`;
  for (const { name } of indexes) await sql.unsafe(`drop index ${name} cascade`);
}

type Column = { table: string; column: string; type: string; nullable: boolean };

/** Every column that the database itself says it has. */
async function columnsOf(): Promise<Column[]> {
  const { template, adminUrl } = inject("cluster");
  const admin = openAdmin(adminUrl.replace("DATABASE", template));
  const rows = await admin<Column[]>`
    select table_name as table, column_name as column, udt_name as type, is_nullable = 'YES' as nullable
    from information_schema.columns where table_schema = 'public' and table_name = any(${tables}) order by table_name, ordinal_position`;
  await admin.end();
  return [...rows];
}

const changed: Record<string, (column: string) => string> = {
  uuid: () => "gen_random_uuid()",
  text: (c) => `coalesce(${c}, '') || '~'`,
  bpchar: () => "'XXX'",
  int2: (c) => `coalesce(${c}, 0) + 100`,
  int8: (c) => `coalesce(${c}, 0) + 100`,
  numeric: (c) => `coalesce(${c}, 0) + 100`,
  bool: (c) => `not ${c}`,
  date: (c) => `coalesce(${c}, date '2026-03-02') + 1`,
  timestamptz: (c) => `coalesce(${c}, bank_now()) + interval '1 microsecond'`,
  xid8: (c) => `(${c}::text::bigint + 1)::text::xid8`,
  bytea: (c) => `coalesce(${c}, '') || '\\x00'`,
  _text: (c) => `array['holds'] || ${c}[2:]`,
  _uuid: (c) => `array[gen_random_uuid()] || ${c}[2:]`,
  _bytea: (c) => `array['\\x00'::bytea] || ${c}[2:]`,
};

const columns = await columnsOf();

describe("verify names every change behind the application's back (controls 50, 51, 54)", () => {
  test("every table of the books and of the log is here, or listed with the reason why not", () => {
    expect(tables).toEqual(
      expect.arrayContaining([
        ...namedBy.keys(),
        "account_balances",
        "daily_balances",
        "value_movements",
        "audit_details",
        "seals",
      ]),
    );
  });

  test("whatever the database gives a place in the chain is sealed", async () => {
    const { template, adminUrl } = inject("cluster");
    const admin = openAdmin(adminUrl.replace("DATABASE", template));
    const found = await admin<{ table: string }[]>`
      select table_name as table from information_schema.columns
      where table_schema = 'public' and column_name in ('epoch', 'xact') group by 1 having count(*) = 2 order by 1`;
    await admin.end();
    expect(found.map(({ table }) => table)).toEqual(sealedTables.map(({ table }) => table).sort());
  });

  test("names nothing where nothing was touched", async () => {
    expect(await tamper("postings", "select 1")).toBe("");
  });

  test("a leaf states every column of its table", () => {
    for (const { table, columns: stated, added = [], parts } of sealedTables) {
      const held = (name: string) =>
        columns
          .filter((one) => one.table === name)
          .map(({ column }) => column)
          .sort();
      expect([...stated, ...added].sort(), table).toEqual(held(table));
      if (parts) expect([...parts.columns, ...(parts.added ?? [])].sort(), parts.table).toEqual(held(parts.table));
    }
  });

  test.each(columns)("$table.$column changed", async ({ table, column, type, nullable }) => {
    const change = changed[type];
    if (!change) throw new Error(`Say how a ${type} is changed`);
    const [row] = await sqlOf(database.admin).unsafe<{ at: string; key: string }[]>(
      `select ctid::text as at, ${namedBy.get(table) ?? "''"}::text as key from ${table} order by (${column} is null), ctid limit 1`,
    );
    if (!row) throw new Error(`${table} has no row to change`);
    const name = namedBy.has(table)
      ? row.key
      : table === "seals"
        ? "seals"
        : table === "audit_details"
          ? "audit_details"
          : "account";
    const where = `where ctid = '${row.at}'`;
    expect(await tamper(table, `update ${table} set ${column} = ${change(column)} ${where}`)).toContain(name);
    const [held] = await sqlOf(database.admin).unsafe<{ held: boolean }[]>(
      `select ${column} is not null as held from ${table} ${where}`,
    );
    if (nullable && held?.held)
      expect(await tamper(table, `update ${table} set ${column} = null ${where}`)).toContain(name);
  });

  test.each(tables)("a row of %s deleted", async (table) => {
    const key = namedBy.get(table);
    const [row] = await sqlOf(database.admin).unsafe<{ at: string; key: string }[]>(
      `select ctid::text as at, ${key ?? "''"}::text as key from ${table} order by ctid limit 1`,
    );
    const name = key
      ? row?.key
      : table === "seals"
        ? "seals 2"
        : table === "audit_details"
          ? "audit_details"
          : "account";
    expect(await tamper(table, `delete from ${table} where ctid = '${row?.at}'`)).toContain(name);
  });

  test.each(sealedTables)("a row inserted into $table behind the seals, or ahead of them", async ({ table, id }) => {
    const fresh = newId();
    const others = columns
      .filter((one) => one.table === table && ![id, "xact"].includes(one.column))
      .map(({ column }) => column);
    const copy = (xact: string) =>
      `insert into ${table} (${[id, "xact", ...others].join()}) select '${fresh}', ${xact}, ${others.join()} from ${table} order by epoch, xact limit 1`;
    expect(await tamper(table, copy("xact"))).toContain(`${table} ${fresh} inserted`);
    expect(await tamper(table, copy("'9000000000000'::xid8"))).toContain(`${table} ${fresh} inserted`);
  });

  test.each(sealedTables)("two rows of $table in each other's place", async ({ table, id }) => {
    const rows = await sqlOf(database.admin).unsafe<{ id: string; xact: string }[]>(
      `(select ${id} as id, xact::text as xact from ${table} order by ${table}.xact limit 1) union all (select ${id}, xact::text from ${table} order by ${table}.xact desc limit 1)`,
    );
    const [a, b] = rows;
    if (a?.id === b?.id) return expect(table).toBe("hold_resolutions");
    const swapped = [a, b].map(
      (row, at) => `update ${table} set xact = '${rows[1 - at]?.xact}' where ${id} = '${row?.id}'`,
    );
    expect(await tamper(table, ...swapped)).toContain(a?.id);
  });

  test("two legs in each other's place, and a leg added to an entry of long ago", async () => {
    const [row] = await sqlOf(database.admin)<{ id: string }[]>`select id from journal_entries order by id limit 1`;
    const of = `where entry_id = '${row?.id}'`;
    expect(
      await tamper(
        "postings",
        `update postings set leg = leg + 100 ${of}`,
        `update postings set leg = 103 - leg ${of}`,
      ),
    ).toContain(row?.id);
    const added = `insert into postings select entry_id, leg + 100, account_id, currency, branch_id, amount_minor, booking_date, value_date, seq, balance_after from postings ${of}`;
    expect(await tamper("postings", added)).toContain(row?.id);
  });

  test("two seals in each other's place", async () => {
    expect(
      await tamper(
        "seals",
        "update seals set number = -number where number <= 2",
        "update seals set number = 3 + number where number < 0",
      ),
    ).toContain("seals 1");
  });

  test("legs of an entry that is not there are named before they are sealed", async () => {
    const orphan = newId();
    const added = `insert into postings select '${orphan}', leg, account_id, currency, branch_id, amount_minor, booking_date, value_date, null, null from postings where entry_id = (select entry_id from postings order by entry_id limit 1)`;
    expect(await tamper("postings", added)).toContain(`entry ${orphan}`);
  });
});

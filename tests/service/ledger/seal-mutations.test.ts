import { getTableName, is } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { sqlOf, type Transaction } from "@/db/client";
import * as auditTables from "@/db/schema/audit";
import * as exchangeTables from "@/db/schema/exchange";
import * as holdTables from "@/db/schema/holds";
import * as journalTables from "@/db/schema/journals";
import * as ledgerTables from "@/db/schema/ledger";
import * as sealTables from "@/db/schema/seals";
import { setOverdraft } from "@/lib/accounts/set-overdraft";
import { addDays, type BusinessDate, businessDate } from "@/lib/core/dates";
import { type AccountId, newId } from "@/lib/core/ids";
import { readRates } from "@/lib/exchange/read-rates";
import { bookJournal } from "@/lib/ledger/book-journal";
import { bookJournalInput } from "@/lib/ledger/schema";
import { sealedTables } from "@/lib/ledger/sealed-tables";
import { verifyLedger } from "@/lib/ledger/verify";
import { closeDay } from "@/lib/operations/close-day";
import { cutDay } from "@/lib/operations/cut-day";
import { expireHolds } from "@/lib/operations/expire-holds";
import { openAdmin } from "../../support/admin";
import { FIRST_DAY, newKey, type TestBank, testBank } from "../../support/bank";
import { captureHold, createTransfer, placeHold, releaseHold, reverseEntry } from "../../support/booked";
import { type TestDatabase, testDatabase } from "../../support/database";
import { setRates } from "../../support/rates";
import { sealAll } from "../../support/seal";
import { agreed } from "../../support/second-person";
import { openAccountInCurrency } from "../payments/money";

/** Tables of these files that hold no fact of the books, each with the reason. */
const NOT_FACTS: Record<string, string> = {
  customer_keys: "keys, destroyed with a customer's erasure; the details they open are proved by their hash",
  verify_runs: "what verify itself wrote; a run is proved by running it again",
};

/** The sealed table whose row is named for it; parts are named by the row that they belong to. */
const sealedAs = new Map<string, { table: string; id: string }>(
  sealedTables.flatMap(({ table, id, parts }) => [
    [table, { table, id }] as const,
    ...(parts ? [[parts.table, { table, id: parts.of }] as const] : []),
  ]),
);

const tables = [ledgerTables, auditTables, holdTables, exchangeTables, journalTables, sealTables]
  .flatMap((file) => Object.values(file))
  .filter((value) => is(value, PgTable))
  .map((table) => getTableName(table as PgTable))
  .filter((table) => !(table in NOT_FACTS));

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  const bank = await testBank(database.db, ["EUR", "USD", "GBP"]);
  const [payer, payee] = [await bank.customer("Amina Okafor"), await bank.customer("Jonas Brandt", "002")];
  const [from, to] = [await bank.account(payer.id, 100_000n), await bank.account(payee.id, 5_000n)];
  const pay = (amount: string) =>
    createTransfer(payer.ctx, {
      key: newKey(),
      from: from.id,
      to: to.iban,
      amount,
      remittance: undefined,
      beneficiaryId: undefined,
    });
  const toBeReversed = [await pay("12.34"), await pay("5.00")];
  for (const currency of ["USD", "GBP"] as const) {
    await setRates(bank, "0.9000", "0.9100", "0.9200", { currency });
    await setRates(bank, "0.9100", "0.9200", "0.9300", { currency, from: addDays(FIRST_DAY, 1) });
  }
  const dollars = await openAccountInCurrency(bank, payer.id, "USD");
  const rate = (await readRates(database.db, FIRST_DAY)).byCurrency.get("USD")?.id;
  const exchange = (payerId: AccountId, iban: string, quote: string, amount: string) =>
    createTransfer(payer.ctx, {
      key: newKey(),
      from: payerId,
      to: iban,
      amount,
      remittance: undefined,
      beneficiaryId: undefined,
      quote,
    });
  await exchange(from.id, dollars.iban, `own.${rate}`, "100.00");
  await exchange(dollars.id, from.iban, `${rate}.own`, "20.00");
  await overdraft(bank, from.id, "5.00", businessDate("2026-12-31"));
  await overdraft(bank, dollars.id, "2.00");
  await overdraft(bank, from.id, "1.00");
  await holds(bank, { euros: from.id, dollars: dollars.id, to: to.iban });
  const [officer, other] = [await bank.staff("finance_officer", "000"), await bank.staff("finance_officer", "000")];
  await journal(bank, "Bill 7", { maker: officer, checker: other });
  await journal(bank, "Bill 8", { maker: officer, checker: other });
  await sealAll(database);
  await restored();
  await journal(bank, "Statement 3", { maker: other, checker: officer });
  const manager = { ...(await bank.staff("branch_manager")), ip: "192.0.2.7" };
  for (const [at, { entryId }] of toBeReversed.entries())
    await reverseEntry(at === 0 ? manager : { ...manager, actor: { ...manager.actor, sessionId: newId() } }, {
      key: newKey(),
      entryId,
      reason: "wrong_amount",
      note: undefined,
    });
  await pay("30.00");
  await expect(pay("99999.00")).rejects.toMatchObject({ reason: "insufficient_funds" });
  const owing = await bank.account((await bank.customer("Ivo Marek")).id, 1_000n);
  await overdraft(bank, owing.id, "5.00");
  await createTransfer(
    { ...(await bank.staff("teller")), requestId: "another request" },
    { key: newKey(), from: owing.id, to: to.iban, amount: "14.00", remittance: undefined, beneficiaryId: undefined },
  );
  await cutDay(bank.system, FIRST_DAY);
  await bank.fund(to.iban, 700n);
  await closeDay(bank.system, FIRST_DAY);
  await overdraft(bank, owing.id, "0");
  await setRates(bank, "0.9300", "0.9400", "0.9500", { from: addDays(FIRST_DAY, 1), reason: "The noon’s fixing" });
  const newest = (await readRates(database.db, addDays(FIRST_DAY, 1))).byCurrency.get("USD")?.id;
  await exchange(dollars.id, from.iban, `${newest}.own`, "10.00");
  await placeAndRelease(bank, from.id);
  await sealAll(database);
  await cutDay(bank.system, addDays(FIRST_DAY, 1));
  await closeDay(bank.system, addDays(FIRST_DAY, 1));
  await sealAll(database);
});
afterAll(() => database.close());

async function overdraft(bank: TestBank, accountId: AccountId, limit: string, until?: BusinessDate) {
  const people = { maker: await bank.staff("branch_manager"), checker: await bank.staff("credit_approver", "000") };
  await agreed(setOverdraft, { key: newKey(), accountId, limit, until }, people);
}

/** Books a journal by hand, once somebody else agrees. */
async function journal(bank: TestBank, document: string, people: Parameters<typeof agreed>[2]) {
  const lines = { account1: "5410", debit1: "12.50", account2: "1100", credit2: "12.50" };
  const branches = { branch1: bank.branch("000").id, branch2: bank.branch("000").id };
  const { bookedOn, key, currency } = { bookedOn: FIRST_DAY, key: newKey(), currency: "EUR" };
  const reason = `Charges of ${document}`;
  const input = { key, currency, bookedOn, document, reason, ...lines, ...branches };
  await agreed(bookJournal, bookJournalInput.parse(input), people);
}

async function placeAndRelease(bank: TestBank, accountId: AccountId) {
  const officer = await bank.staff("service_officer");
  const hold = { accountId, amount: "3.00", reason: "card", expiresOn: undefined, note: undefined } as const;
  const { holdId } = await placeHold(officer, { ...hold, key: newKey() });
  await releaseHold(officer, { key: newKey(), holdId });
}

/** Holds of two currencies and several reasons: open, released, captured in part and in full, and run out. */
async function holds(bank: TestBank, { euros, dollars, to }: { euros: AccountId; dollars: AccountId; to: string }) {
  const officers = [await bank.staff("service_officer"), await bank.staff("service_officer")] as const;
  const place = (at: 0 | 1, accountId: AccountId, amount: string, note?: string) =>
    placeHold(officers[at], {
      key: newKey(),
      accountId,
      amount,
      reason: at === 0 ? "card" : "dispute",
      expiresOn: note ? addDays(FIRST_DAY, 300) : undefined,
      note,
    });
  await place(0, euros, "5.00", "Hotel Nyhavn");
  await place(1, dollars, "6.00");
  await place(0, euros, "7.00");
  for (const at of [0, 1] as const) {
    await releaseHold(officers[at], { key: newKey(), holdId: (await place(at, euros, "2.00")).holdId });
    await captureHold(officers[at], {
      key: newKey(),
      holdId: (await place(at, euros, "4.00", "Taxi")).holdId,
      amount: `${at + 2}.00`,
      to,
    });
  }
  const over = newId();
  await sqlOf(database.admin)`
    insert into holds (id, account_id, amount_minor, currency, reason, reference, placed_by, placed_at, expires_at)
    values (${over}, ${euros}, 100, 'EUR', 'other', 'HLD-OVER', ${officers[0].actor.userId}, '2026-03-01T09:00Z', '2026-03-01T10:00Z')`;
  await sqlOf(database.admin)`update account_balances set held = held + 100 where account_id = ${euros}`;
  await expireHolds(bank.system);
}

/** The database as a restore leaves it: transaction ids may start anew, the epoch is one more. */
async function restored() {
  await sqlOf(database.admin).unsafe(
    "create or replace function bank_epoch() returns smallint language sql stable as $$ select 2::smallint $$",
  );
}

type Finding = Awaited<ReturnType<typeof verifyLedger>>[number];
type Tampered = {
  findings: Finding[];
  /** How many rows are no longer there as they were, and how many are there that were not. */
  gone: number;
  come: number;
  /** What those rows may be called. */
  names: string[];
};

/** What a superuser does behind every guard: what verify then says, and nothing of it stays. */
async function tamper(table: string, ...statements: string[]): Promise<Tampered> {
  let tampered: Tampered | undefined;
  const undo = new Error("undo");
  await database.admin
    .transaction(async (tx) => {
      const sql = sqlOf(tx);
      await loosen(tx, table);
      await sql.unsafe(`create temp table untouched on commit drop as select * from ${table}`);
      for (const statement of statements) await sql.unsafe(statement);
      const called = `select ${namesOf(table)} as names from`;
      const [gone, come] = [
        await sql.unsafe<{ names: string[] }[]>(`${called} (table untouched except all table ${table}) t`),
        await sql.unsafe<{ names: string[] }[]>(`${called} (table ${table} except all table untouched) t`),
      ];
      await sql.unsafe("drop table untouched");
      tampered = {
        findings: await verifyLedger(tx),
        gone: gone.length,
        come: come.length,
        names: [...gone, ...come].flatMap(({ names }) => names),
      };
      throw undo;
    })
    .catch((error) => {
      if (error !== undo) throw error;
    });
  if (!tampered) throw new Error("nothing was verified");
  return tampered;
}

/** SQL for what verify may call a row `t` of a table. */
function namesOf(table: string): string {
  const sealed = sealedAs.get(table);
  if (sealed) return `array[format('${sealed.table} %s ', t.${sealed.id})]`;
  const names: Record<string, string> = {
    // A block that is gone is seen at the next one, which no longer follows.
    seals: "array[format('seals %s', t.number), format('seals %s', t.number + 1)]",
    audit_details: "array[format('audit_details %s', t.event_id)]",
    account_balances:
      "array[format('account %s', t.account_id), (select format('account %s', a.code) from ledger_accounts a where a.id = t.account_id)]",
    sealed_movements: "array[format('account %s on %s, seal %s', t.account_id, t.booking_date, t.number)]",
    open_holds: "array[format('hold %s', t.hold_id)]",
    daily_balances: "array[format('account %s on %s', t.account_id, t.day)]",
    value_movements: "array[format('account %s, value %s, booked %s', t.account_id, t.value_day, t.booking_day)]",
  };
  const name = names[table];
  if (!name) throw new Error(`Say what verify calls a row of ${table}`);
  return name;
}

/** The checks that name the row itself; what else does not agree then only follows from it. */
const CHAIN = ["Every sealed row is as it was sealed", "No row was inserted behind the seals"];

/** Verify names the row that was tampered with, and no other. */
function expectNamed(table: string, { findings, names }: Tampered) {
  const itself = sealedAs.has(table)
    ? findings.filter(({ check }) => CHAIN.includes(check))
    : table === "seals"
      ? findings.filter(({ check }) => check === "Every seal follows from the one before")
      : findings;
  const named = itself.flatMap(({ bad }) => bad ?? []);
  expect(named, `named besides: ${findings.flatMap(({ bad }) => bad ?? []).join("; ")}`).not.toEqual([]);
  for (const bad of named)
    expect(names.filter((name) => bad && (name === bad || beginsWith(bad, name)))).not.toEqual([]);
}

/** A name is not the beginning of a longer one: seals 1 is not seals 10. */
function beginsWith(bad: string, name: string): boolean {
  return bad.startsWith(name) && (name.endsWith(" ") || !/[0-9A-Za-z]/.test(bad.charAt(name.length)));
}

/** Who owns the database also takes its constraints away. */
async function loosen(tx: Transaction, table: string) {
  const sql = sqlOf(tx);
  await sql.unsafe("set local session_replication_role = replica");
  const constraints = await sql<{ name: string }[]>`
    select conname as name from pg_constraint where conrelid = ${table}::regclass and contype in ('c', 'u', 'f', 'p')`;
  for (const { name } of constraints)
    await sql.unsafe(`alter table ${table} drop constraint if exists "${name}" cascade`);
  const indexes = await sql<{ name: string }[]>`
    select indexrelid::regclass::text as name from pg_index where indrelid = ${table}::regclass and indisunique`;
  for (const { name } of indexes) await sql.unsafe(`drop index if exists ${name} cascade`);
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
  _text: (c) => `array[case ${c}[1] when 'holds' then 'audit_events' else 'holds' end] || ${c}[2:]`,
  _uuid: (c) => `array[gen_random_uuid()] || ${c}[2:]`,
  _bytea: (c) => `array['\\x00'::bytea] || ${c}[2:]`,
};

/** A number drawn anew with every change of an account's facts, for what processes keep: any other in its place does as well. */
const sayNothing = ({ table, column }: Column) => table === "account_balances" && column === "facts_mark";

const columns = (await columnsOf()).filter((column) => !sayNothing(column));

describe("verify names every change behind the application's back (controls 50, 51, 54)", () => {
  test("every table of the books and of the log is here, or listed with the reason why not", () => {
    expect(tables).toEqual(
      expect.arrayContaining([
        ...sealedAs.keys(),
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
    const { findings, gone, come } = await tamper("postings", "select 1");
    expect([gone, come, ...findings.flatMap(({ bad }) => bad ?? [])]).toEqual([0, 0]);
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

  test("every table has more rows than one could pick by chance", async () => {
    for (const table of tables) {
      const [row] = await sqlOf(database.admin).unsafe<{ rows: number }[]>(
        `select count(*)::int as rows from ${table}`,
      );
      expect(row?.rows, table).toBeGreaterThanOrEqual(3);
    }
  });

  test.each(columns)("$table: $column changed", async ({ table, column, type, nullable }) => {
    const change = changed[type];
    if (!change) throw new Error(`Say how a ${type} is changed`);
    const rows = await sqlOf(database.admin).unsafe<{ at: string }[]>(
      `select ctid::text as at from ${table} where ${column} is not null order by ctid`,
    );
    const at = rows[Math.floor(rows.length / 2)]?.at;
    if (!at) throw new Error(`No row of ${table} says anything in ${column}`);
    for (const value of [change(column), ...(nullable ? ["null"] : [])]) {
      const tampered = await tamper(table, `update ${table} set ${column} = ${value} where ctid = '${at}'`);
      expect([tampered.gone, tampered.come]).toEqual([1, 1]);
      expectNamed(table, tampered);
    }
  });

  test.each(columns)("$table: $column of two rows in each other's place", async ({ table, column }) => {
    const [pair] = await sqlOf(database.admin).unsafe<{ a: string; b: string }[]>(
      `select a.ctid::text as a, b.ctid::text as b from ${table} a join ${table} b on b.ctid > a.ctid and b.${column} is distinct from a.${column}
        and to_jsonb(a) - '${column}' <> to_jsonb(b) - '${column}'
      order by a.ctid, b.ctid desc limit 1`,
    );
    if (!pair) throw new Error(`Every row of ${table} says the same in ${column}`);
    const of = (at: string) => `(select ${column} from ${table} where ctid = '${at}')`;
    const tampered = await tamper(
      table,
      `update ${table} set ${column} = case ctid when '${pair.a}' then ${of(pair.b)} else ${of(pair.a)} end where ctid in ('${pair.a}', '${pair.b}')`,
    );
    expect([tampered.gone, tampered.come]).toEqual([2, 2]);
    expectNamed(table, tampered);
  });

  test.each(tables)("the first, a middle and the last row of %s deleted", async (table) => {
    const rows = await sqlOf(database.admin).unsafe<{ at: string }[]>(
      `select ctid::text as at from ${table} order by ${table === "seals" ? "number" : "ctid"}`,
    );
    // The last block of the chain leaves no trace: a signed head shows that (seal-heads).
    const last = rows.length - (table === "seals" ? 2 : 1);
    for (const at of [0, Math.floor(last / 2), last]) {
      const tampered = await tamper(table, `delete from ${table} where ctid = '${rows[at]?.at}'`);
      expect([tampered.gone, tampered.come]).toEqual([1, 0]);
      expectNamed(table, tampered);
    }
  });

  test.each(sealedTables)("a row inserted into $table behind the seals, or ahead of them", async ({ table, id }) => {
    for (const xact of ["xact", "'9000000000000'::xid8"]) {
      const fresh = newId();
      const tampered = await tamper(table, copied(table, { [id]: `'${fresh}'`, xact }));
      expect([tampered.gone, tampered.come]).toEqual([0, 1]);
      expectNamed(table, tampered);
      expect(tampered.findings.map(({ bad }) => bad)).toContain(`${table} ${fresh} inserted`);
    }
  });

  test.each([
    ["postings", { leg: "leg + 100" }],
    ["account_balances", { account_id: "(select id from ledger_accounts where not guarded order by id limit 1)" }],
    ["daily_balances", { day: "day - 1000" }],
    ["value_movements", { value_day: "value_day - 1000" }],
    ["sealed_movements", { number: "number + 1000" }],
    ["open_holds", { hold_id: `'${newId()}'` }],
    ["audit_details", { event_id: `'${newId()}'` }],
    ["seals", { number: "number + 1000" }],
  ])("a row inserted into %s", async (table, other) => {
    const tampered = await tamper(table, copied(table, other));
    expect([tampered.gone, tampered.come]).toEqual([0, 1]);
    expectNamed(table, tampered);
  });

  test("every table has its insertion above", () => {
    const inserted = [
      "postings",
      "account_balances",
      "daily_balances",
      "value_movements",
      "open_holds",
      "audit_details",
      "seals",
      "sealed_movements",
    ];
    expect([...sealedTables.map(({ table }) => table), ...inserted].sort()).toEqual([...tables].sort());
  });

  test("legs of an entry that is not there are named before they are sealed", async () => {
    const orphan = newId();
    const added = `insert into postings select '${orphan}', leg, account_id, currency, branch_id, amount_minor, booking_date, value_date, null, null from postings where entry_id = (select entry_id from postings order by entry_id limit 1)`;
    const { findings } = await tamper("postings", added);
    expect(findings.flatMap(({ bad }) => bad ?? []).join("; ")).toContain(`entry ${orphan}`);
  });
});

/** A statement that inserts a copy of a row with other values in some columns. */
function copied(table: string, other: Record<string, string>): string {
  const names = columns.filter((one) => one.table === table).map(({ column }) => column);
  const values = names.map((name) => other[name] ?? name);
  return `insert into ${table} (${names.join()}) select ${values.join()} from ${table} order by ctid limit 1`;
}

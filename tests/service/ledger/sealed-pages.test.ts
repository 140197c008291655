import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Database, sqlOf, type Transaction } from "@/db/client";
import type { Ctx, StaffActor, SystemActor } from "@/lib/core/context";
import { addDays, type BusinessDate } from "@/lib/core/dates";
import type { BranchId, LedgerAccountId } from "@/lib/core/ids";
import type { Cursor } from "@/lib/core/paging";
import { ledgerAccountPage, ledgerAccountWithRows } from "@/lib/ledger/account-queries";
import { BLOCK_SIZE } from "@/lib/ledger/seal";
import { firstBad, verifyLedger } from "@/lib/ledger/verify";
import { closeDay } from "@/lib/operations/close-day";
import { cutDay } from "@/lib/operations/cut-day";
import { loadAccounts } from "../../../bench/load/accounts";
import { loadFees } from "../../../bench/load/fees";
import { loadTransfers } from "../../../bench/load/transfers";
import { FIRST_DAY } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";
import { financeReader } from "../../support/reader";
import { rowsRead } from "../../support/rows-read";
import { sealAll } from "../../support/seal";

const SECOND = addDays(FIRST_DAY, 1);
const MANY = 10_000;

let database: TestDatabase;
let reader: Ctx<StaffActor, Database>;
let jobs: Ctx<SystemActor, Database>;
let payer: string;
let income: LedgerAccountId;

beforeAll(async () => {
  database = await testDatabase();
  const accounts = await loadAccounts(database.admin, 20);
  payer = accounts[0]?.id ?? "";
  const [row] = await sqlOf(database.admin)<{ id: LedgerAccountId; branch: string }[]>`
    select i.id, i.branch_id as branch from ledger_accounts i join ledger_accounts a on a.branch_id = i.branch_id
    where a.id = ${payer} and i.code = '4110' and i.currency = 'EUR'`;
  income = row?.id as LedgerAccountId;
  const common = { businessDate: FIRST_DAY, requestId: "pages" } as const;
  jobs = { ...common, db: database.jobs, channel: "job", actor: { kind: "system", job: "bench" } };
  reader = financeReader(database.db, row?.branch as BranchId, common.requestId);
  await loadFees(database.admin, 30, payer);
  await loadTransfers(database.admin, 3_000);
  await loadFees(database.admin, 30, payer);
  await sealAll(database);
});
afterAll(() => database.close());

type Row = { entryId: string; leg: number; minor: bigint; balanceMinor: bigint };
const short = ({ entryId, leg, minor, balanceMinor }: Row) => ({ entryId, leg, minor, balanceMinor });
const page = async (cursor: Cursor = {}, day: BusinessDate | null = null) =>
  (await ledgerAccountWithRows(reader, income, cursor, day ? { day, instant: null } : null))?.postings;

/** Every sealed posting of the account, newest first, with the balance that all before it come to. */
async function replayed(upTo: BusinessDate = SECOND): Promise<Row[]> {
  const rows = await sqlOf(database.admin)<(Omit<Row, "balanceMinor"> & { balance: string })[]>`
    select p.entry_id as "entryId", p.leg, p.amount_minor as minor,
      (sum(p.amount_minor) over (order by p.booking_date, e.epoch, e.xact, e.id, p.leg))::text as balance
    from postings p join journal_entries e on e.id = p.entry_id
    where p.account_id = ${income} and p.booking_date <= ${upTo}
      and exists (select from seals s where (e.epoch, e.xact, e.id) <= (s.last_epoch, s.last_xact, s.last_id))
    order by p.booking_date desc, e.epoch desc, e.xact desc, e.id desc, p.leg desc`;
  return rows.map(({ balance, ...row }) => ({ ...row, balanceMinor: BigInt(balance) }));
}

/** From the first page to the last, and back to the first. */
async function walked(day: BusinessDate | null = null, pages = Number.POSITIVE_INFINITY) {
  const [there, back] = [[] as Row[], [] as Row[]];
  let last = await page({}, day);
  for (let at = 0; last && at < pages; at += 1) {
    there.push(...last.rows.map(short));
    if (!last.older) break;
    last = await page({ older: last.older }, day);
  }
  for (let at = last; at; at = at.newer ? await page({ newer: at.newer }, day) : undefined)
    back.unshift(...at.rows.map(short));
  return { there, back };
}

test("pages go through every sealed posting and back, each with its balance", async () => {
  const all = await replayed();
  expect(all).toHaveLength(60);
  expect(await walked()).toEqual({ there: all, back: all });
});

test("what is not sealed yet counts in the balance, and is put between no two rows that were seen", async () => {
  const before = await replayed();
  await loadFees(database.admin, 5, payer);
  expect((await walked()).there).toEqual(before);
  expect((await ledgerAccountPage(reader, income))?.nowMinor).toBe(-65n);
  await sealAll(database);
  expect((await walked()).there.slice(5)).toEqual(before);
  expect((await ledgerAccountPage(reader, income))?.nowMinor).toBe(-65n);
});

test("a day that closes and the one after it are counted on from it", async () => {
  await cutDay(jobs, FIRST_DAY);
  await loadFees(database.admin, 40, payer);
  await sealAll(database);
  const closing = await replayed();
  expect(await walked()).toEqual({ there: closing, back: closing });
  expect((await ledgerAccountPage(reader, income))?.nowMinor).toBe(-105n);
  await closeDay(jobs, FIRST_DAY);
  expect(await walked()).toEqual({ there: closing, back: closing });
  expect((await ledgerAccountPage(reader, income))?.nowMinor).toBe(-105n);
  const first = await replayed(FIRST_DAY);
  expect(await walked(FIRST_DAY)).toEqual({ there: first, back: first });
});

test("a cursor that is not one of ours begins at the first page", async () => {
  const first = await page();
  for (const older of ["x", Buffer.from('["2026-03-02","1","x","1"]').toString("base64url")])
    expect((await page({ older }))?.rows).toEqual(first?.rows);
});

test("a page costs what it shows, however much the day has booked on the account", async () => {
  const read = (work: (tx: Transaction) => Promise<unknown>) =>
    rowsRead(database.db, ["postings", "journal_entries", "sealed_movements"], work);
  await loadFees(database.admin, MANY, payer);
  // The loader books all of it in one transaction; what follows another one is told apart by it.
  await loadTransfers(database.admin, 2);
  await sealAll(database);
  await sqlOf(database.admin)`vacuum (analyze)`;
  const costs: number[] = [];
  let cursor: Cursor = {};
  for (let at = 0; at < 3; at += 1)
    costs.push(
      await read(async (tx) => {
        const found = await ledgerAccountWithRows({ ...reader, db: tx }, income, cursor);
        expect(found?.account.nowMinor).toBe(-105n - BigInt(MANY));
        expect(found?.postings?.rows).toHaveLength(25);
        cursor = { older: found?.postings?.older as string };
      }),
    );
  // The balance of a page within a block is counted from the block's end.
  for (const [at, cost] of costs.entries())
    expect(cost, `page ${at + 1}`).toBeLessThan(at === 0 ? 500 : 5 * BLOCK_SIZE);
  const seals = await rowsRead(database.db, ["seals"], (tx) =>
    ledgerAccountWithRows({ ...reader, db: tx }, income, {}),
  );
  expect(seals).toBeLessThan(10);
  const all = await replayed();
  expect((await walked(null, 100)).there).toEqual(all.slice(0, 2_500));
});

test("what was sealed before is told apart by the migration as the sealer does it", async () => {
  const migration = await readFile("drizzle/20261129181500_sealed-movements-guards/migration.sql", "utf8");
  const [insert = ""] = migration.split("--> statement-breakpoint");
  const kept = (tx: Transaction) => sqlOf(tx)`select * from sealed_movements order by account_id, booking_date, number`;
  await database.admin.transaction(async (tx) => {
    const before = await kept(tx);
    await sqlOf(tx)`set local session_replication_role = replica`;
    await sqlOf(tx)`delete from sealed_movements`;
    await sqlOf(tx).unsafe(insert);
    expect(await kept(tx)).toEqual(before);
    expect(before.length).toBeGreaterThan(MANY / BLOCK_SIZE);
  });
});

test("nobody but the sealer writes it, and every figure follows from the postings (npm run verify)", async () => {
  const sql = sqlOf(database.db);
  await expect(
    sql`insert into sealed_movements (account_id, booking_date, number, entries, moved) values (${income}, ${FIRST_DAY}, 1, '{}', 0)`,
  ).rejects.toMatchObject({ code: "42501" });
  await expect(sqlOf(database.admin)`delete from sealed_movements`).rejects.toMatchObject({ code: "23001" });
  expect(firstBad(await verifyLedger(database.jobs))).toBeNull();
});

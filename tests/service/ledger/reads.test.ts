import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Database, sqlOf, type Transaction } from "@/db/client";
import type { Ctx, StaffActor } from "@/lib/core/context";
import { addDays, type BusinessDate } from "@/lib/core/dates";
import type { AccountId, BranchId, LedgerAccountId } from "@/lib/core/ids";
import { newReference, type ReferenceKind } from "@/lib/core/references";
import { accountAsOf } from "@/lib/ledger/account-as-of";
import { ledgerAccountPage, ledgerAccountWithRows } from "@/lib/ledger/account-queries";
import { balanceAt } from "@/lib/ledger/as-of";
import { trialBalanceAsOf } from "@/lib/ledger/trial-balance-as-of";
import { firstBad, verifyLedger } from "@/lib/ledger/verify";
import { closeDay } from "@/lib/operations/close-day";
import { cutDay } from "@/lib/operations/cut-day";
import { runProofs } from "@/lib/operations/proofs";
import { loadAccounts } from "../../../bench/load/accounts";
import { loadTransfers } from "../../../bench/load/transfers";
import { FIRST_DAY } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";
import { readFor } from "../../support/found-by-reference";
import { financeReader } from "../../support/reader";
import { rowsRead } from "../../support/rows-read";

const ACCOUNTS = 200;
/** Postings of each day of the past, and of each day that comes later. */
const [PAST, LATER] = [4_000, 20_000];
const LATER_DAYS = 5;
/** What may be read besides: of the books a range of the index by day, which knows blocks of 128 pages. */
const counted = [
  { tables: ["journal_entries", "postings"], besides: 12_000 },
  { tables: ["daily_balances"], besides: ACCOUNTS },
];

let database: TestDatabase;
let system: Ctx<StaffActor, Database>;
let busy: AccountId;
let control: LedgerAccountId;
let today: BusinessDate = FIRST_DAY;
/** In the middle of the second day. */
let instant: string;

async function endDay() {
  const jobs = {
    ...system,
    actor: { kind: "system", job: "bench" },
    channel: "job",
    db: database.jobs,
    businessDate: today,
  } as const;
  await cutDay(jobs, today);
  await closeDay(jobs, today);
  today = addDays(today, 1);
}

beforeAll(async () => {
  database = await testDatabase();
  const accounts = await loadAccounts(database.admin, ACCOUNTS);
  busy = accounts[0]?.id as AccountId;
  const sql = sqlOf(database.admin);
  const [row] = await sql<{ id: LedgerAccountId; branch: string }[]>`
    select id, branch_id as branch from ledger_accounts
    where id = (select control_account_id from ledger_accounts where id = ${busy})`;
  control = row?.id as LedgerAccountId;
  system = financeReader(database.db, row?.branch as BranchId, "reads");
  await loadTransfers(database.admin, PAST, { payer: busy });
  await endDay();
  await loadTransfers(database.admin, PAST / 2, { payer: busy });
  const [now] = await sql<{ at: string }[]>`select bank_now()::text as at`;
  instant = now?.at ?? "";
  await loadTransfers(database.admin, PAST / 2, { payer: busy });
  await endDay();
});
afterAll(() => database.close());

const reader = (tx: Transaction): Ctx<StaffActor> => ({ ...system, db: tx, businessDate: today });
const book = async (tx: Transaction, id: LedgerAccountId) => {
  const account = await ledgerAccountPage(reader(tx), id);
  if (!account) throw new Error("no such account");
  return account;
};

/** What is asked of the past, each with the answer that must stay. */
const questions: readonly { name: string; ask: (tx: Transaction) => Promise<unknown> }[] = [
  { name: "a balance as of an instant", ask: async (tx) => (await balanceAt(tx, busy, instant)).minor },
  {
    name: "a page of an account as of an instant",
    ask: async (tx) => {
      const found = await ledgerAccountWithRows(reader(tx), busy, {}, { day: today, instant });
      return found?.postings?.rows.map(({ entryId, balanceMinor }) => [entryId, balanceMinor]);
    },
  },
  {
    name: "the trial balance of a past day",
    ask: async (tx) => (await trialBalanceAsOf(reader(tx), "EUR", FIRST_DAY)).lines,
  },
  {
    name: "a control account as of a past day",
    ask: async (tx) => accountAsOf(reader(tx), await book(tx, control), { day: FIRST_DAY, instant: null }),
  },
  {
    name: "the proofs of a past day",
    ask: async (tx) => (await runProofs(tx, FIRST_DAY)).map((proof) => Object.values(proof).join()).sort(),
  },
];

describe("what is asked of the past reads nothing of what was booked since", () => {
  const before = new Map<string, Read>();

  beforeAll(async () => {
    await sqlOf(database.admin)`vacuum (analyze)`;
    for (const { name, ask } of questions) before.set(name, await read(ask));
    for (let day = 0; day < LATER_DAYS; day += 1) {
      await loadTransfers(database.admin, LATER, { payer: busy });
      await endDay();
    }
    await sqlOf(database.admin)`vacuum (analyze)`;
  });

  test.each(questions)("$name", async ({ name, ask }) => {
    const [then, now] = [before.get(name), await read(ask)];
    expect(now.answer).toEqual(then?.answer);
    for (const [at, { tables, besides }] of counted.entries())
      expect(now.rows[at], tables.join()).toBeLessThan((then?.rows[at] ?? 0) + besides);
  });

  test("a day closed before control accounts had figures gets the same from the migration", async () => {
    const migration = await readFile("drizzle/20261129173500_control-closings-guards/migration.sql", "utf8");
    const kept = (tx: Transaction) =>
      sqlOf(
        tx,
      )`select d.* from daily_balances d join ledger_accounts a on a.id = d.account_id where a.is_control order by account_id, day`;
    const same = await database.admin.transaction(async (tx) => {
      const sql = sqlOf(tx);
      const before = await kept(tx);
      await sql`set local session_replication_role = replica`;
      await sql`delete from daily_balances where account_id in (select id from ledger_accounts where is_control)`;
      expect(await kept(tx)).toHaveLength(0);
      await sql`set local session_replication_role = origin`;
      for (const statement of migration.split("--> statement-breakpoint")) await sql.unsafe(statement);
      expect(await kept(tx)).toEqual(before);
      return before.length;
    });
    expect(same).toBeGreaterThan(LATER_DAYS);
  });

  test("and every figure follows from the postings (npm run verify)", async () => {
    expect(firstBad(await verifyLedger(database.jobs))).toBeNull();
  });
});

const kinds: Readonly<Record<ReferenceKind, true>> = {
  ...{ CSH: true, CMV: true, CNT: true, CDC: true, CDF: true, TRF: true, CHQ: true, FEE: true, INC: true, DIA: true },
  ...{ INT: true, TDP: true, LND: true, LNR: true, LNI: true, CAP: true, JNL: true, HLD: true, FXR: true, REV: true },
};

test.each(Object.keys(kinds) as ReferenceKind[])("a reference %s is looked up, not searched for", async (kind) => {
  expect(await readFor({ ...system, businessDate: today }, newReference(kind))).toBeLessThan(10);
});

type Read = { rows: number[]; answer: unknown };

async function read(ask: (tx: Transaction) => Promise<unknown>): Promise<Read> {
  let answer: unknown;
  const rows: number[] = [];
  for (const { tables } of counted)
    rows.push(
      await rowsRead(database.db, tables, async (tx) => {
        answer = await ask(tx);
      }),
    );
  return { rows, answer };
}

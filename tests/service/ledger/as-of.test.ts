import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type Database, sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "@/lib/core/context";
import { addDays } from "@/lib/core/dates";
import type { AccountId, LedgerAccountId } from "@/lib/core/ids";
import { newId } from "@/lib/core/ids";
import { ledgerAccountWithRows } from "@/lib/ledger/account-queries";
import { balanceAt, balanceAtClose, balanceByValue } from "@/lib/ledger/as-of";
import { reverseEntry } from "@/lib/ledger/reverse-entry";
import { trialBalanceAsOf } from "@/lib/ledger/trial-balance-as-of";
import { firstBad, verifyLedger } from "@/lib/ledger/verify";
import { closeDay } from "@/lib/operations/close-day";
import { cutDay } from "@/lib/operations/cut-day";
import { FIRST_DAY, newKey, type TestBank, testBank } from "../../support/bank";
import { createTransfer } from "../../support/booked";
import { type TestDatabase, testDatabase } from "../../support/database";

let database: TestDatabase;
let bank: TestBank;
let teller: Ctx<StaffActor, Database>;
let accounts: { id: AccountId; iban: string }[];
beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  teller = await bank.staff("teller");
  // The third belongs to the other branch, so that interbranch moves under load as well.
  accounts = await Promise.all(
    (["001", "001", "002"] as const).map(async (branch) =>
      bank.account((await bank.customer("Amina Okafor", branch)).id, 1_000_00n),
    ),
  );
});
afterAll(() => database.close());

const at = (index: number) => accounts[index % 3] as { id: AccountId; iban: string };
const paid = (from: number, to: number, amount: string) =>
  createTransfer(teller, {
    key: newKey(),
    from: at(from).id,
    to: at(to).iban,
    amount,
    remittance: undefined,
    beneficiaryId: undefined,
  });
const now = async () => ((await sqlOf(database.db)`select clock_timestamp() as t`)[0]?.t ?? "") as string;
const settlement = async () =>
  ((
    await sqlOf(database.db)`
    select id from ledger_accounts where code = '1100' and currency = 'EUR'`
  )[0]?.id ?? "") as LedgerAccountId;

/** The balance by every posting there is, in the account's normal side. */
async function replayed(id: LedgerAccountId, instant: string): Promise<bigint> {
  const [row] = await sqlOf(database.db)<{ minor: string }[]>`
    select coalesce(sum(case a.normal_side when 'debit' then p.amount_minor else -p.amount_minor end), 0)::text as minor
    from postings p join journal_entries e on e.id = p.entry_id join ledger_accounts a on a.id = p.account_id
    where p.account_id = ${id} and e.booked_at <= ${instant}::timestamptz`;
  return BigInt(row?.minor ?? 0);
}

/** Of each kind of answer so many at least are compared with the history. */
const COMPARED = 10;

describe("the balance as of an instant", () => {
  test("taken under load is what a replay of the history says afterwards", async () => {
    let writing = true;
    const [interbranch] = await sqlOf(database.db)<{ id: LedgerAccountId }[]>`
      select id from ledger_accounts where code = '1900' and currency = 'EUR' and branch_id = ${bank.branch("001").id}`;
    const books = interbranch?.id as LedgerAccountId;
    const unlocked: { instant: string; minor: bigint; settled: boolean }[] = [];
    const pages: { id: AccountId; instant: string; balance: bigint | undefined }[] = [];
    const finance = await bank.staff("finance_officer", "000");
    const readingBooks = (async () => {
      while (writing) {
        const instant = await now();
        unlocked.push({ instant, ...(await balanceAt(database.jobs, books, instant)) });
      }
    })();
    const readingPages = (async () => {
      for (let turn = 0; writing; turn += 1) {
        const [instant, { id }] = [await now(), at(turn)];
        // The page is asked for once the instant is settled.
        await balanceAt(database.jobs, id, instant);
        const found = await ledgerAccountWithRows(finance, id, {}, { day: FIRST_DAY, instant });
        pages.push({ id, instant, balance: found?.postings?.rows[0]?.balanceMinor });
      }
    })();
    const answers: { id: AccountId; instant: string; minor: bigint; settled: boolean }[] = [];
    const reading = Promise.all(
      [0, 1, 2, 3].map(async (reader) => {
        for (let turn = 0; writing; turn += 1) {
          const [instant, { id }] = [await now(), at(reader + turn)];
          answers.push({ id, instant, ...(await balanceAt(database.jobs, id, instant)) });
        }
      }),
    );
    const tooFew = () =>
      answers.length < 4 * COMPARED ||
      pages.length < COMPARED ||
      unlocked.filter(({ settled }) => settled).length < COMPARED;
    await Promise.all(
      Array.from({ length: 8 }, async (_, client) => {
        for (let turn = 0; turn < 25 || (tooFew() && turn < 500); turn += 1)
          await paid(client + turn, client + turn + 1, "0.37");
      }),
    );
    writing = false;
    await Promise.all([reading, readingBooks, readingPages]);
    expect(answers.length).toBeGreaterThanOrEqual(4 * COMPARED);
    expect(answers.filter(({ settled }) => !settled)).toEqual([]);
    for (const { id, instant, minor } of answers) expect(minor, instant).toBe(await replayed(id, instant));
    // An account that nobody locks says itself which of its answers may still change.
    const final = unlocked.filter(({ settled }) => settled);
    expect(final.length).toBeGreaterThanOrEqual(COMPARED);
    expect(new Set(final.map(({ minor }) => minor)).size).toBeGreaterThan(1);
    for (const { instant, minor } of final) expect(minor, instant).toBe(await replayed(books, instant));
    expect(pages.length).toBeGreaterThanOrEqual(COMPARED);
    for (const { id, instant, balance } of pages) expect(-(balance ?? 0n), instant).toBe(await replayed(id, instant));
  });

  test("waits for whoever writes the account, and says when an unguarded one is not settled", async () => {
    const book = await settlement();
    await database.db.transaction(async (tx) => {
      await sqlOf(tx)`select pg_current_xact_id()`;
      expect(await balanceAt(database.jobs, at(0).id, await now())).toMatchObject({ settled: true });
      expect(await balanceAt(database.jobs, book, await now())).toMatchObject({ settled: false });
    });
    // Transaction ids belong to the whole server: what another database still writes unsettles this one for a moment.
    await vi.waitFor(
      async () => expect(await balanceAt(database.jobs, book, await now())).toMatchObject({ settled: true }),
      { timeout: 20_000 },
    );
  });

  test("is not answered for an instant to come or an account that is not there", async () => {
    await expect(balanceAt(database.db, at(0).id, "2999-01-01T00:00:00Z")).rejects.toMatchObject({
      reason: "as_of_future",
    });
    await expect(balanceAt(database.db, newId<"ledgerAccount">(), await now())).rejects.toMatchObject({
      reason: "account_not_found",
    });
  });
});

describe("the balance as of a day", () => {
  test("stays once the day is closed, and a movement valued back changes only what is known later", async () => {
    const { entryId } = await paid(0, 1, "20.00");
    const before = await balanceAtClose(database.db, at(0).id, FIRST_DAY);
    expect(before.final).toBe(false);
    const instant = await now();
    const operations = await bank.staff("operations", "000");
    await cutDay(operations, FIRST_DAY);
    await closeDay({ ...operations, db: database.jobs }, FIRST_DAY);
    const second = addDays(FIRST_DAY, 1);
    await reverseEntry(await bank.staff("branch_manager"), {
      key: newKey(),
      entryId,
      reason: "wrong_amount",
      note: undefined,
    });
    expect(await balanceAtClose(database.db, at(0).id, FIRST_DAY)).toEqual({ minor: before.minor, final: true });
    expect(await balanceAtClose(database.db, at(0).id, second)).toEqual({ minor: before.minor + 20_00n, final: false });
    const byValue = (knownOn: typeof second) => balanceByValue(database.db, at(0).id, { value: FIRST_DAY, knownOn });
    expect(await byValue(FIRST_DAY)).toBe(before.minor);
    expect(await byValue(second)).toBe(before.minor + 20_00n);
    expect((await balanceAt(database.db, at(0).id, instant)).minor).toBe(before.minor);
    await cutDay(operations, second);
    await closeDay({ ...operations, db: database.jobs }, second);
    expect(await byValue(FIRST_DAY)).toBe(before.minor);
    expect(await byValue(second)).toBe(before.minor + 20_00n);
    for (const moment of [instant, await now()])
      expect((await balanceAt(database.db, at(0).id, moment)).minor).toBe(await replayed(at(0).id, moment));
  });

  test("the trial balance of a day balances, belongs to the books' readers, and knows no day to come", async () => {
    const finance = await bank.staff("finance_officer", "000");
    const [first, third] = [FIRST_DAY, addDays(FIRST_DAY, 2)];
    for (const day of [first, addDays(first, 1), third]) {
      const { lines } = await trialBalanceAsOf(finance, "EUR", day);
      expect(lines.reduce((sum, { closedMinor }) => sum + closedMinor, 0n)).toBe(0n);
      expect(lines.find(({ code }) => code === "1100")?.closedMinor).toBe(3_000_00n);
    }
    expect(
      (await trialBalanceAsOf(finance, "EUR", addDays(first, -1))).lines.every(({ closedMinor }) => closedMinor === 0n),
    ).toBe(true);
    await expect(trialBalanceAsOf(finance, "EUR", addDays(third, 1))).rejects.toMatchObject({ reason: "as_of_future" });
    await expect(trialBalanceAsOf(teller, "EUR", first)).rejects.toMatchObject({ reason: "not_permitted" });
    const own = await bank.staff("branch_manager", "001");
    expect(new Set((await trialBalanceAsOf(own, "EUR", first)).lines.map(({ branch }) => branch))).toEqual(
      new Set(["Harbour"]),
    );
  });
});

test("afterwards every figure follows from the postings and the holds (npm run verify)", async () => {
  expect(firstBad(await verifyLedger(database.jobs))).toBeNull();
});

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sqlOf } from "@/db/client";
import { describeMovement } from "@/lib/accounts/load-movement";
import { statementPage, statementSums } from "@/lib/accounts/statement";
import { readStatementQuery, type StatementQuery } from "@/lib/accounts/statement-filters";
import { depositCash } from "@/lib/cash/deposit-cash";
import { withdrawCash } from "@/lib/cash/withdraw-cash";
import { addDays } from "@/lib/core/dates";
import type { AccountId } from "@/lib/core/ids";
import { reverseEntry } from "@/lib/ledger/reverse-entry";
import { closeDay } from "@/lib/operations/close-day";
import { cutDay } from "@/lib/operations/cut-day";
import { createTransfer } from "@/lib/payments/create-transfer";
import { FIRST_DAY, newKey, type TestBank, testBank } from "../../support/bank";
import { coins } from "../../support/coins";
import { closeCounted, openCounted } from "../../support/counting";
import { type TestDatabase, testDatabase } from "../../support/database";
import { creditAtEndOfDay, ledgerHistory, type Staff } from "./history";

let database: TestDatabase;
let bank: TestBank;
let amina: Awaited<ReturnType<TestBank["customer"]>>;
let jonas: Awaited<ReturnType<TestBank["customer"]>>;
let account: { id: AccountId; iban: string };
let other: { id: AccountId; iban: string };
let teller: Staff;

const SECOND_DAY = addDays(FIRST_DAY, 1);

/** Three days: the first closed, the second closing with end-of-day entries booked after the third had begun. */
beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  [amina, jonas] = [await bank.customer("Amina Okafor"), await bank.customer("Jonas Brandt")];
  account = await bank.account(amina.id, 100_000n);
  other = await bank.account(jonas.id, 100_000n);
  teller = await bank.teller(100_000n);
  await someMovements(12);
  await nextDay(FIRST_DAY, 7n);
  await someMovements(9);
  await nextDay(SECOND_DAY, null);
  await someMovements(3);
  await creditAtEndOfDay(bank, account.id, 11n);
  await creditAtEndOfDay(bank, account.id, 13n);
  await someMovements(1);
});
afterAll(() => database.close());

async function someMovements(times: number) {
  for (let at = 1; at <= times; at += 1) {
    await depositCash(teller, {
      key: newKey(),
      iban: account.iban,
      amount: `${at}.50`,
      notes: coins(`${at}.50`),
      paidInBy: undefined,
      note: `Rent share ${at}`,
    });
    await withdrawCash(teller, {
      key: newKey(),
      iban: account.iban,
      amount: `${at}.00`,
      notes: coins(`${at}.00`),
      paidInBy: undefined,
      note: undefined,
    });
    const [payer, from, to] = at % 2 ? [amina, account, other] : [jonas, other, account];
    await createTransfer(payer.ctx, {
      key: newKey(),
      from: from.id,
      to: to.iban,
      amount: "2.25",
      remittance: "100% cotton_shirt",
      beneficiaryId: undefined,
    });
  }
}

/** Cuts a day, books what end of day books on it, and closes it when its entry is given. */
async function nextDay(day: typeof FIRST_DAY, minor: bigint | null) {
  await closeCounted(teller);
  const system = { ...bank.system, db: database.jobs };
  await cutDay(system, day);
  if (minor !== null) {
    await creditAtEndOfDay(bank, account.id, minor);
    await closeDay(system, day);
  }
  await openCounted(teller, bank.branch("001").tillIds[40] as string);
}

const page = (query: StatementQuery = {}, cursor = {}, ctx: Parameters<typeof statementPage>[0] = teller) =>
  statementPage(ctx, account.id, readStatementQuery(query, "EUR", FIRST_DAY).filters, cursor);

type Row = Awaited<ReturnType<typeof page>>["rows"][number];
const facts = ({ reference, bookingDate, changeMinor, balanceMinor }: Row) => ({
  reference,
  bookingDate,
  changeMinor,
  balanceMinor,
});

describe("the running balance", () => {
  test("equals the ledger on every row of pages 1 to 4, end-of-day entries included, and going back", async () => {
    const truth = await ledgerHistory(database.db, account.id);
    expect(truth.length).toBeGreaterThan(75);
    const pages = [await page()];
    while (pages.at(-1)?.older) pages.push(await page({}, { older: pages.at(-1)?.older }));
    expect(pages.length).toBe(4);
    expect(pages.flatMap(({ rows }) => rows.map(facts))).toEqual(truth);
    expect(pages[0]?.newer).toBeNull();
    for (let at = pages.length - 1; at > 0; at -= 1) {
      const back = await page({}, { newer: pages[at]?.newer });
      expect(back.rows.map(facts)).toEqual(pages[at - 1]?.rows.map(facts));
    }
  });

  test("stays right when end of day books between two pages", async () => {
    const first = await page();
    await creditAtEndOfDay(bank, account.id, 17n);
    const second = await page({}, { older: first.older });
    const truth = await ledgerHistory(database.db, account.id);
    const byReference = new Map(truth.map((row) => [row.reference, row.balanceMinor]));
    expect(second.rows.map((row) => row.balanceMinor)).toEqual(
      second.rows.map((row) => byReference.get(row.reference)),
    );
  });

  test("starts from the closing of a final day when the period ends there", async () => {
    const closed = await page({ to: FIRST_DAY });
    const truth = (await ledgerHistory(database.db, account.id)).filter((row) => row.bookingDate === FIRST_DAY);
    expect(closed.rows.map(facts)).toEqual(truth.slice(0, 25));
  });

  test("is left out when filters leave gaps", async () => {
    expect((await page({ direction: "in" })).rows.every((row) => row.balanceMinor === null)).toBe(true);
    expect((await page({ from: SECOND_DAY })).rows.every((row) => row.balanceMinor !== null)).toBe(true);
  });

  test("a cursor that is not one of ours starts at the first page", async () => {
    const first = await page();
    for (const older of ["x", "WyJhIiwiYiJd", "Wyc7LS0iLCIxIl0"])
      expect((await page({}, { older })).rows.map(facts)).toEqual(first.rows.map(facts));
  });
});

describe("filters", () => {
  test("by direction, kind, period and amount", async () => {
    expect((await page({ direction: "out" })).rows.every((row) => row.changeMinor < 0n)).toBe(true);
    expect((await page({ kind: "cash" })).rows.every((row) => row.movement.cash)).toBe(true);
    expect((await page({ kind: "incoming" })).rows.map((row) => describeMovement(row.movement).text)).toEqual([
      "From Hafenkontor GmbH",
    ]);
    expect((await page({ from: SECOND_DAY, to: SECOND_DAY })).rows.every((row) => row.bookingDate === SECOND_DAY)).toBe(
      true,
    );
    const amounts = (await page({ min: "2.00", max: "2.50" })).rows.map((row) => row.changeMinor);
    expect(new Set(amounts.map((minor) => (minor < 0n ? -minor : minor)))).toEqual(new Set([200n, 225n, 250n]));
  });

  test("by text: a note, a name, a reference; % and _ mean themselves", async () => {
    expect((await page({ text: "rent share 12" })).rows).toHaveLength(1);
    expect((await page({ text: "BRANDT" })).rows.every((row) => row.movement.transfer)).toBe(true);
    expect((await page({ text: "100%_cotton" })).rows).toHaveLength(0);
    expect((await page({ text: "100% cotton_" })).rows.length).toBeGreaterThan(10);
    const [row] = (await page()).rows;
    expect((await page({ text: row?.reference })).rows.map((one) => one.entryId)).toEqual([row?.entryId]);
  });

  test("where it was asked for", async () => {
    for (const channel of ["counter", "self_service", "job"]) {
      const { rows } = await page({ channel });
      const found = await sqlOf(database.db)<{ channel: string }[]>`
        select distinct channel from journal_entries where id = any(${rows.map((row) => row.entryId)}::uuid[])`;
      expect(found).toEqual([{ channel }]);
      expect(rows.every(({ balanceMinor }) => balanceMinor === null)).toBe(true);
    }
    expect(readStatementQuery({ channel: "toString", reversed: "__proto__" }, "EUR", FIRST_DAY).filters).toMatchObject({
      channel: undefined,
      reversed: undefined,
    });
  });

  test("with what was taken back, without it, or nothing else", async () => {
    const own = await bank.account(amina.id, 5_000n);
    const { iban } = await bank.account(jonas.id);
    for (const amount of ["1.00", "2.00"])
      await createTransfer(amina.ctx, {
        key: newKey(),
        from: own.id,
        to: iban,
        amount,
        remittance: undefined,
        beneficiaryId: undefined,
      });
    const [sent] = (await statementPage(teller, own.id)).rows;
    await reverseEntry(await bank.staff("branch_manager"), {
      key: newKey(),
      entryId: sent?.entryId as never,
      reason: "wrong_amount",
      note: undefined,
    });
    const changes = async (query: StatementQuery) => {
      const { filters } = readStatementQuery(query, "EUR", FIRST_DAY);
      const { rows } = await statementPage(teller, own.id, filters);
      const sums = await statementSums(teller, own.id, filters);
      expect(sums.movements).toBe(rows.length);
      expect(sums.paidInMinor - sums.paidOutMinor).toBe(rows.reduce((sum, row) => sum + row.changeMinor, 0n));
      return rows.map(({ changeMinor }) => changeMinor);
    };
    expect(await changes({})).toEqual([200n, -200n, -100n, 5_000n]);
    expect(await changes({ reversed: "without" })).toEqual([-100n, 5_000n]);
    expect(await changes({ reversed: "only" })).toEqual([200n, -200n]);
    expect(await statementSums(await bank.staff("service_officer", "002"), own.id, {})).toMatchObject({ movements: 0 });
  });

  test("words are looked for in the last year of the period, and the page is told which", () => {
    const read = (query: StatementQuery) => readStatementQuery(query, "EUR", FIRST_DAY);
    expect(read({ text: "rent" }).searched).toEqual({ from: "2025-03-03", to: FIRST_DAY });
    expect(read({ text: "rent" }).filters.from).toBe("2025-03-03");
    expect(read({ text: "rent", from: "2001-01-01", to: "2020-02-29" }).searched).toEqual({
      from: "2019-03-01",
      to: "2020-02-29",
    });
    expect(read({ text: "rent", from: "2026-02-01" }).searched).toEqual({ from: "2026-02-01", to: FIRST_DAY });
    expect(read({ from: "2001-01-01" })).toMatchObject({ searched: null, filters: { from: "2001-01-01" } });
  });

  test("what cannot be read filters nothing and says so", () => {
    expect(readStatementQuery({ from: "2026-13-01", min: "ten" }, "EUR", FIRST_DAY).faults).toEqual({
      from: "The from date must be a real day: day, month and a year with 4 digits.",
      min: "Write the amount in digits, like 1234.50.",
    });
    const swapped = readStatementQuery({ from: "2026-03-05", to: "2026-03-02" }, "EUR", FIRST_DAY);
    expect(swapped.faults).toEqual({ from: "From date must be before to date." });
    expect(swapped.filters.from).toBeUndefined();
  });
});

describe("who may read it", () => {
  test("the owner, colleagues of the branch and any teller; to others there is nothing", async () => {
    expect((await page({}, {}, amina.ctx)).rows).toHaveLength(25);
    expect((await page({}, {}, jonas.ctx)).rows).toHaveLength(0);
    expect((await page({}, {}, await bank.staff("teller", "002"))).rows).toHaveLength(25);
    expect((await page({}, {}, await bank.staff("service_officer", "002"))).rows).toHaveLength(0);
    expect((await page({}, {}, await bank.staff("operations", "000"))).rows).toHaveLength(25);
    await expect(page({}, {}, await bank.staff("administrator", "000"))).rejects.toMatchObject({
      reason: "not_permitted",
    });
  });

  test("a customer learns the name of who paid them, and of nobody they pay", async () => {
    const texts = (await page({ kind: "transfer" }, {}, amina.ctx)).rows.map(
      (row) => describeMovement(row.movement).text,
    );
    expect(new Set(texts)).toEqual(
      new Set(["Transfer from Jonas Brandt", `Transfer to account ··${other.iban.slice(-4)}`]),
    );
    expect((await page({ kind: "transfer", direction: "out", text: "Brandt" }, {}, amina.ctx)).rows).toHaveLength(0);
    const counter = (await page({ kind: "transfer", direction: "out" })).rows.map(
      (row) => describeMovement(row.movement).text,
    );
    expect(new Set(counter)).toEqual(new Set(["Transfer to Jonas Brandt"]));
  });
});

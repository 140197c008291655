import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Database, sqlOf } from "@/db/client";
import { beginTillCount } from "@/lib/cash/begin-till-count";
import { closeTill } from "@/lib/cash/close-till";
import { exportJournal } from "@/lib/cash/export-journal";
import { tillJournal, tillSession, tillSessionsOf } from "@/lib/cash/journal-queries";
import { openTill } from "@/lib/cash/open-till";
import { placePositions, positionCsv } from "@/lib/cash/position-queries";
import { myTill, tillMovements } from "@/lib/cash/queries";
import { resumeTill } from "@/lib/cash/resume-till";
import { suspendTill } from "@/lib/cash/suspend-till";
import { undoLastMovement } from "@/lib/cash/undo-last-movement";
import type { Ctx, StaffActor } from "@/lib/core/context";
import { receiptOf } from "@/lib/statements/receipt";
import { receiptPaper } from "@/lib/statements/receipt-paper";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { createTransfer, depositCash, offerCash, payInCheque, withdrawCash } from "../../support/booked";
import { coins } from "../../support/coins";
import { closeCounted, countAndClose } from "../../support/counting";
import { type TestDatabase, testDatabase } from "../../support/database";
import { carried } from "../../support/second-person";
import { whenBlockedOnALock } from "../payments/money";

type Staff = Ctx<StaffActor, Database>;

let database: TestDatabase;
let bank: TestBank;
let manager: Staff;
let account: { id: string; iban: string };
beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  manager = await bank.staff("branch_manager");
  account = await bank.account((await bank.customer("Amina Okafor")).id, 500_00n);
});
afterAll(() => database.close());

const cash = (amount: string) => ({
  key: newKey(),
  iban: account.iban,
  amount,
  notes: coins(amount),
  paidInBy: undefined,
  note: undefined,
});
const till = async (teller: Staff) => {
  const mine = await myTill(teller);
  if (!mine) throw new Error("no till is open");
  return mine;
};
const allOf = async (lines: AsyncGenerator<string>) => {
  let text = "";
  for await (const line of lines) text += line;
  return text;
};

describe("the journal of a teller", () => {
  test("says of each session all that moved its cash, with what the till held after it", async () => {
    const teller = await bank.teller(100_00n);
    const { sessionId, tillId } = await till(teller);
    await depositCash(teller, cash("20.00"));
    await withdrawCash(teller, cash("5.00"));
    const wrong = await depositCash(teller, cash("7.00"));
    const undo = { key: newKey(), entryId: wrong.entryId, reason: "wrong_amount" as const };
    expect(await carried(undoLastMovement, undo, { maker: teller, checker: manager })).toBe("approved");
    const { rows } = await tillJournal(teller, sessionId, {}, { oldest: true });
    expect(
      rows.map(({ no, kind, customer, minor, balanceMinor }) => [no, kind, customer, minor, balanceMinor]),
    ).toEqual([
      [null, "Cash from vault to till", null, 100_00n, 100_00n],
      [1, "Cash deposit", "Amina Okafor", 20_00n, 120_00n],
      [2, "Cash withdrawal", "Amina Okafor", -5_00n, 115_00n],
      [3, "Cash deposit", "Amina Okafor", 7_00n, 122_00n],
      [3, "Correction", "Amina Okafor", -7_00n, 115_00n],
    ]);
    expect(rows.map(({ undoneBy }) => undoneBy !== null)).toEqual([false, false, false, true, false]);
    await closeCounted(teller);
    await expect(tillSession(teller, sessionId), "what came later is not of this session").resolves.toMatchObject({
      status: "closed",
      movements: 3,
      cash: [
        { currency: "EUR", openingMinor: 0n, inMinor: 127_00n, outMinor: 12_00n, closingMinor: 115_00n },
        { currency: "USD", closingMinor: 0n },
      ],
    });

    // The next session on the same till begins short, which is no movement of its teller.
    const next = await bank.staff("teller");
    const float = { key: newKey(), tillId: tillId as never, counts: { EUR: coins("114.00") }, reason: "Found it so." };
    expect(await carried(openTill, float, { maker: next, checker: manager })).toBe("approved");
    await depositCash(next, cash("1.00"));
    const second = (await till(next)).sessionId;
    expect((await tillSession(next, second))?.cash[0]).toMatchObject({
      openingMinor: 114_00n,
      inMinor: 1_00n,
      outMinor: 0n,
      closingMinor: 115_00n,
    });
    expect((await tillJournal(next, second)).rows.map(({ kind, balanceMinor }) => [kind, balanceMinor])).toEqual([
      ["Cash deposit", 115_00n],
      ["Cash short at the count", 114_00n],
    ]);
    expect((await tillJournal(next, sessionId)).rows).toHaveLength(5);
  });

  test("is paged by its own order, and whole in the file", async () => {
    const teller = await bank.teller();
    const { sessionId } = await till(teller);
    for (let n = 0; n < 27; n += 1) await depositCash(teller, cash("1.00"));
    const first = await tillJournal(teller, sessionId);
    expect(first.rows.map(({ no }) => no)).toEqual(Array.from({ length: 25 }, (_, at) => 27 - at));
    const second = await tillJournal(teller, sessionId, { older: first.older as string });
    expect(second.rows.map(({ no }) => no)).toEqual([2, 1]);
    const back = await tillJournal(teller, sessionId, { newer: second.newer as string });
    expect(back.rows).toEqual(first.rows);
    const { lines } = await exportJournal(teller, sessionId, 10);
    const file = (await allOf(lines)).trimEnd().split("\r\n");
    expect(file).toHaveLength(28);
    expect(file[0]).toBe("No.,Time,Kind,Reference,Customer,Account,In,Out,Without cash,Till holds,Currency,Undone by");
    expect(file[27]).toMatch(/^27,\d\d:\d\d,Cash deposit,CSH-[\w-]+,Amina Okafor,··\d{4},1\.00,,,27\.00,EUR,$/);
    const [act] = await sqlOf(database.db)`
      select actor_id as by from audit_events where act = 'till.journal_exported' and subject_id = ${sessionId}`;
    expect(act).toEqual({ by: teller.actor.userId });
  });

  test("is locked before the accounts by what a teller books without cash, as by cash", async () => {
    const teller = await bank.teller(50_00n);
    const { sessionId } = await till(teller);
    const other = await bank.account((await bank.customer("Jonas Brandt")).id);
    const booked = [
      () =>
        createTransfer(teller, {
          key: newKey(),
          from: account.id as never,
          to: other.iban,
          amount: "1.00",
          remittance: undefined,
          beneficiaryId: undefined,
        }),
      () =>
        payInCheque(teller, {
          key: newKey(),
          iban: account.iban,
          bank: "Danube Savings Bank",
          number: "700999",
          amount: "1.00",
          drawnOn: "2026-02-27" as never,
        }),
    ];
    for (const book of booked) {
      let booking: Promise<unknown> | undefined;
      await database.admin.transaction(async (held) => {
        const tx = sqlOf(held);
        await tx`select from till_sessions where id = ${sessionId} for update`;
        booking = book();
        await whenBlockedOnALock(database.admin);
        // Nobody who waits for the till holds a balance.
        await tx`select from account_balances where account_id = ${account.id} for update nowait`;
      });
      await booking;
    }
  });

  test("numbers what was booked without cash in one row with the cash, and prints the number", async () => {
    const teller = await bank.teller(50_00n);
    const { sessionId } = await till(teller);
    const other = await bank.account((await bank.customer("Jonas Brandt")).id);
    const base = { remittance: undefined, beneficiaryId: undefined };
    const transfer = (amount: string, by: Staff = teller) =>
      createTransfer(by, { ...base, key: newKey(), from: account.id as never, to: other.iban as never, amount });
    await depositCash(teller, cash("20.00"));
    const moved = await transfer("3.00");
    await payInCheque(teller, {
      key: newKey(),
      iban: account.iban,
      bank: "Danube Savings Bank",
      number: "700100",
      amount: "44.00",
      drawnOn: "2026-02-27" as never,
    });
    // Of two at once neither number is lost, and cash goes on counting behind them.
    const both = await Promise.all([transfer("1.00"), withdrawCash(teller, cash("5.00"))]);
    expect((await tillMovements(teller)).rows.map(({ no, kind }) => [no, kind]).slice(2)).toEqual([
      [3, "cheque"],
      [2, "transfer"],
      [1, "deposit"],
    ]);
    expect((await tillMovements(teller)).rows.map(({ no }) => no)).toEqual([5, 4, 3, 2, 1]);
    const newest = await tillMovements(teller, {}, 2);
    const next = await tillMovements(teller, { older: newest.older as string }, 2);
    expect(next.rows.map(({ no }) => no)).toEqual([3, 2]);
    expect((await tillMovements(teller, { newer: next.newer as string }, 2)).rows).toEqual(newest.rows);

    const { rows } = await tillJournal(teller, sessionId, {}, { oldest: true });
    expect(
      rows
        .slice(0, 4)
        .map(({ no, kind, minor, asideMinor, balanceMinor }) => [no, kind, minor, asideMinor, balanceMinor]),
    ).toEqual([
      [null, "Cash from vault to till", 50_00n, null, 50_00n],
      [1, "Cash deposit", 20_00n, null, 70_00n],
      [2, "Transfer", 0n, 3_00n, null],
      [3, "Cheque paid in", 0n, 44_00n, null],
    ]);
    const pages = [await tillJournal(teller, sessionId, {}, { size: 2 })];
    for (let page = pages[0]; page?.older; page = pages.at(-1))
      pages.push(await tillJournal(teller, sessionId, { older: page.older }, { size: 2 }));
    expect(
      pages.flatMap((page) => page.rows),
      "page by page the same",
    ).toEqual([...rows].reverse());
    const file = (await allOf((await exportJournal(teller, sessionId, 2)).lines)).trimEnd().split("\r\n");
    expect(file).toHaveLength(rows.length + 1);
    expect(file[3]).toMatch(/^2,\d\d:\d\d,Transfer,TRF-[\w-]+,Amina Okafor,··\d{4},,,3\.00,,EUR,$/);
    const receipt = await receiptOf(teller, moved.reference);
    expect(receipt && receiptPaper(receipt)).toMatchObject({
      place: expect.stringMatching(/branch · Till \d+ · No\. 0002$/),
      lines: expect.arrayContaining([{ term: "For", value: expect.stringContaining("Jonas Brandt") }]),
    });
    expect(both).toHaveLength(2);
    // Whoever has no till open books as well, without a number.
    const free = await transfer("1.00", await bank.staff("teller"));
    const [row] = await sqlOf(database.db)`select 1 from counter_entries where id = ${free.entryId}`;
    expect(row).toBeUndefined();
    await expect(
      sqlOf(database.admin)`update counter_entries set no = 9 where id = ${moved.entryId}`,
    ).rejects.toMatchObject({ code: expect.any(String) });
  });

  test("takes nothing more while the till is suspended or counted, with cash or without", async () => {
    const teller = await bank.teller(50_00n);
    const other = await bank.account((await bank.customer("Jonas Brandt")).id);
    const base = { remittance: undefined, beneficiaryId: undefined };
    const transfer = () =>
      createTransfer(teller, {
        ...base,
        key: newKey(),
        from: account.id as never,
        to: other.iban as never,
        amount: "1.00",
      });
    const cheque = () =>
      payInCheque(teller, {
        key: newKey(),
        iban: account.iban,
        bank: "Danube Savings Bank",
        number: "700444",
        amount: "44.00",
        drawnOn: "2026-02-27" as never,
      });
    const refused = async (reason: string) => {
      for (const book of [transfer, cheque]) await expect(book()).rejects.toMatchObject({ reason });
    };
    await suspendTill(teller, { key: newKey() });
    await refused("till_suspended");
    await beginTillCount(teller, { key: newKey(), goal: "close" });
    await refused("till_counting");
    expect(await closeTill(teller, { key: newKey(), counts: {} })).toMatchObject({ closed: false });
    await refused("till_counting");
    await resumeTill(teller, { key: newKey() });
    for (const book of [transfer, cheque]) await book();
    expect((await tillMovements(teller)).rows.map(({ no }) => no)).toEqual([2, 1]);
    await closeCounted(teller);
  });

  test("is told for the whole day, also of a till that was closed on it, and of none while it is counted", async () => {
    const teller = await bank.teller(0n);
    const first = await till(teller);
    await depositCash(teller, cash("5.00"));
    await depositCash(teller, cash("6.00"));
    await closeCounted(teller);
    const told = async () =>
      (await tillMovements(teller)).rows.map(({ till: name, no, amountMinor }) => [name, no, amountMinor]);
    const before = [
      [first.name, 2, 6_00n],
      [first.name, 1, 5_00n],
    ];
    expect(await told()).toEqual(before);
    const otherTill = bank.branch("001").tillIds[54] as string;
    await openTill(teller, { key: newKey(), tillId: otherTill as never, counts: {} });
    const second = await till(teller);
    await depositCash(teller, cash("7.00"));
    expect(await told()).toEqual([[second.name, 1, 7_00n], ...before]);
    const newest = await tillMovements(teller, {}, 2);
    expect(newest.rows.map(({ no }) => no)).toEqual([1, 2]);
    const older = await tillMovements(teller, { older: newest.older as string }, 2);
    expect(older.rows.map(({ no, till: name }) => [name, no])).toEqual([[first.name, 1]]);
    expect((await tillMovements(teller, { newer: older.newer as string }, 2)).rows).toEqual(newest.rows);
    await beginTillCount(teller, { key: newKey(), goal: "close" });
    expect(await told(), "nobody adds up what is being counted").toEqual(before);
    await closeCounted(teller);
    const tomorrow = { ...teller, businessDate: "2026-03-03" as never };
    expect((await tillMovements(tomorrow)).rows).toEqual([]);
  });

  test("is read in its own branch only, or by the whole bank's roles", async () => {
    const teller = await bank.teller();
    const { sessionId } = await till(teller);
    const elsewhere = await bank.staff("teller", "002");
    expect(await tillSession(elsewhere, sessionId)).toBeNull();
    await expect(exportJournal(elsewhere, sessionId)).rejects.toMatchObject({ reason: "not_found" });
    expect((await tillSessionsOf(elsewhere, {})).rows).toEqual([]);
    expect(await tillSession(teller, "nothing")).toBeNull();
    const auditor = await bank.staff("auditor", "000");
    expect((await tillSessionsOf(auditor, {})).rows[0]).toMatchObject({ id: sessionId, status: "open" });
    await expect(tillSessionsOf(await bank.staff("loan_officer"), {})).rejects.toMatchObject({ code: "forbidden" });
    await countAndClose(teller, { key: newKey(), counts: {} });
  });
});

test("the cash position says of each place what it holds by note, what is on its way, and its limits", async () => {
  const [giver, taker] = await Promise.all([bank.teller(30_00n), bank.teller()]);
  const [from, to] = await Promise.all([till(giver), till(taker)]);
  await sqlOf(database.db)`
    insert into cash_limits (cash_point_id, currency, soft_minor, hard_minor) values (${from.tillId}, 'EUR', 2000, 5000)`;
  const offer = { fromId: from.tillId as never, toId: to.tillId as never, currency: "EUR", amount: "4.00" };
  await offerCash(giver, { ...offer, key: newKey(), notes: coins("4.00") });
  const positions = await placePositions(manager);
  const euro = (id: string) => positions.find((one) => one.id === id && one.currency === "EUR");
  expect(euro(from.tillId)).toMatchObject({
    holder: giver.actor.name,
    heldMinor: 30_00n,
    leavingMinor: 4_00n,
    comingMinor: 0n,
    softMinor: 20_00n,
    hardMinor: 50_00n,
    notes: [{ valueMinor: 100n, kind: "coin", quantity: 30 }],
  });
  expect(euro(to.tillId)).toMatchObject({ heldMinor: 0n, comingMinor: 4_00n, softMinor: null });
  const held = positions.filter(({ currency }) => currency === "EUR").reduce((sum, one) => sum + one.heldMinor, 0n);
  const [booked] = await sqlOf(database.db)<{ minor: bigint }[]>`
    select sum(b.balance)::bigint as minor from cash_accounts c join account_balances b on b.account_id = c.ledger_account_id
      join cash_points p on p.id = c.cash_point_id
    where c.currency = 'EUR' and p.branch_id = ${manager.actor.branchId}`;
  expect(held).toBe(booked?.minor);
  const csv = positionCsv(positions).split("\r\n");
  const name = euro(from.tillId)?.place;
  expect(csv).toContain(`Harbour,${name},EUR,1 coin,30,30.00,,`);
  expect(csv).toContain(`Harbour,${name},EUR,Total,,30.00,20.00,50.00`);
  expect(csv).toContain(`Harbour,${name},EUR,Of it on its way,,4.00,,`);
  expect((await placePositions(await bank.staff("teller", "002"))).every(({ branch }) => branch === "Old Town")).toBe(
    true,
  );
});

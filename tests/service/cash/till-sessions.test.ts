import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Database, sqlOf } from "@/db/client";
import { bookCashDifference } from "@/lib/cash/book-cash-difference";
import { closeTill } from "@/lib/cash/close-till";
import { ownCount } from "@/lib/cash/count-queries";
import { depositCash } from "@/lib/cash/deposit-cash";
import { offerCash } from "@/lib/cash/offer-cash";
import { openTill } from "@/lib/cash/open-till";
import { myTill } from "@/lib/cash/queries";
import { resumeTill } from "@/lib/cash/resume-till";
import { settleTill } from "@/lib/cash/settle-till";
import { suspendTill } from "@/lib/cash/suspend-till";
import type { Ctx, StaffActor } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { lockColleague } from "@/lib/identity/staff-rights";
import { readApproval } from "@/lib/operations/approval-queries";
import { decideApproval } from "@/lib/operations/decide-approval";
import { countSlipOf } from "@/lib/statements/count-slip";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { coins } from "../../support/coins";
import { countAndClose, countOf, openCounted } from "../../support/counting";
import { type TestDatabase, testDatabase } from "../../support/database";
import { carried } from "../../support/second-person";
import { whenBlockedOnALock } from "../payments/money";

type Teller = Ctx<StaffActor, Database>;

let database: TestDatabase;
let bank: TestBank;
let manager: Teller;
beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  manager = await bank.staff("branch_manager");
});
afterAll(() => database.close());

const sql = () => sqlOf(database.db);
const tillOf = async (teller: Teller) => {
  const [row] = await sql()<{ id: string; tillId: string; status: string }[]>`
    select id, till_id as "tillId", status from till_sessions where user_id = ${teller.actor.userId} order by opened_at desc limit 1`;
  return row as { id: string; tillId: string; status: string };
};
const booked = async (tillId: string, currency = "EUR") => {
  const [row] = await sql()<{ balance: bigint }[]>`
    select b.balance from cash_accounts c join account_balances b on b.account_id = c.ledger_account_id
    where c.cash_point_id = ${tillId} and c.currency = ${currency}`;
  return row?.balance;
};
const stock = async (tillId: string) => {
  const rows = await sql()<{ value: string; quantity: number }[]>`
    select value_minor::text as value, quantity from cash_stock where cash_point_id = ${tillId} and quantity > 0 order by value_minor desc`;
  return Object.fromEntries(rows.map(({ value, quantity }) => [value, quantity]));
};
const waiting = async () => {
  const [row] = await sql()<{ minor: bigint | null }[]>`
    select sum(p.amount_minor)::bigint as minor from postings p join ledger_accounts a on a.id = p.account_id where a.code in ('1310', '2310')`;
  return row?.minor ?? 0n;
};
const close = (teller: Teller, notes: Record<string, number>) =>
  countAndClose(teller, { key: newKey(), counts: { EUR: notes } });

describe("opening a till", () => {
  test("needs the float that the last count left, counted note by note", async () => {
    const teller = await bank.teller(250_00n);
    const { tillId } = await tillOf(teller);
    await close(teller, { "10000": 2, "5000": 1 });
    const next = await bank.staff("teller");
    const open = (counts: Record<string, Record<string, number>>, reason?: string) =>
      openTill(next, { key: newKey(), tillId: tillId as never, counts, reason });
    await expect(open({})).rejects.toMatchObject({
      reason: "float_differs",
      sentence: expect.stringContaining("left €250.00: €250.00 short. Count again."),
    });
    await expect(open({ EUR: { "5000": 5, "3": 1 } })).rejects.toMatchObject({ reason: "denomination_unknown" });
    await expect(open({ EUR: { "5000": 5 }, GBP: { "500": 1 } })).rejects.toMatchObject({ reason: "currency_unknown" });
    await open({ EUR: { "5000": 5 } });
    expect(await stock(tillId)).toEqual({ "5000": 5 });
    const [count] = await sql()`
      select c.kind, t.counted_minor as counted, t.booked_minor as booked from cash_counts c
      join cash_count_totals t on t.count_id = c.id and t.currency = 'EUR'
      where c.cash_point_id = ${tillId} order by c.id desc limit 1`;
    expect(count).toEqual({ kind: "opening", counted: 250_00n, booked: 250_00n });
  });

  test("with a float that differs asks a second person, who sees both figures, and books the difference", async () => {
    const first = await bank.teller(80_00n);
    const { tillId } = await tillOf(first);
    await close(first, coins(80_00n));
    const before = await waiting();
    const next = await bank.staff("teller");
    const input = { key: newKey(), tillId: tillId as never, counts: { EUR: coins(79_50n) }, reason: "Found it so." };
    const asked = await openTill(next, input);
    if (!("pending" in asked)) throw new Error("opened without a second person");
    const { before: was, after, version } = await readApproval(manager, asked.pending);
    expect([was.EUR, after.EUR]).toEqual(["€80.00", "€79.50, €0.50 short"]);
    expect(await myTill(next)).toBeNull();
    await expect(
      decideApproval(next, { key: newKey(), approvalId: asked.pending, seen: version, answer: "approved" }),
    ).rejects.toMatchObject({ code: "forbidden" });
    await decideApproval(manager, { key: newKey(), approvalId: asked.pending, seen: version, answer: "approved" });
    expect((await myTill(next))?.cash[0]?.expectedMinor).toBe(79_50n);
    expect((await waiting()) - before).toBe(50n);
    const [difference] = await sql()`
      select d.kind, d.amount_minor as minor, d.reason, d.agreed_by as by from cash_differences d join cash_counts c on c.id = d.count_id
      where c.cash_point_id = ${tillId}`;
    expect(difference).toEqual({ kind: "short", minor: 50n, reason: "Found it so.", by: manager.actor.userId });
  });
});

describe("closing a till", () => {
  test("whose count matches needs nobody else, prints a slip, and keeps what was found", async () => {
    const teller = await bank.teller(120_30n);
    const { tillId } = await tillOf(teller);
    const done = await close(teller, { "10000": 1, "2000": 1, "20": 1, "10": 1 });
    expect(done.closed).toBe(true);
    expect(await tillOf(teller)).toMatchObject({ status: "closed" });
    expect(await stock(tillId)).toEqual({ "10000": 1, "2000": 1, "20": 1, "10": 1 });
    const slip = await countSlipOf(teller, done.reference);
    expect(slip).toMatchObject({ kind: "closing", countedBy: teller.actor.name });
    expect(slip?.cash[0]).toEqual({
      currency: "EUR",
      countedMinor: 120_30n,
      lines: [
        { valueMinor: 10_000n, quantity: 1 },
        { valueMinor: 2_000n, quantity: 1 },
        { valueMinor: 20n, quantity: 1 },
        { valueMinor: 10n, quantity: 1 },
      ],
    });
    expect(await countSlipOf(await bank.staff("teller", "002"), done.reference)).toBeNull();
  });

  test.each([
    ["short", 95_00n, -5_00n],
    ["over", 101_00n, 1_00n],
  ] as const)(
    "that is %s is told after the count, and booked with a reason once a second person agrees",
    async (kind, found, difference) => {
      const teller = await bank.teller(100_00n);
      const { tillId } = await tillOf(teller);
      const before = await waiting();
      expect(await close(teller, coins(found))).toMatchObject({ closed: false });
      const count = await ownCount(teller);
      expect(count?.totals[0]).toMatchObject({ countedMinor: found, bookedMinor: 100_00n });
      expect(await booked(tillId), "nothing is booked yet").toBe(100_00n);
      const settle = { key: newKey(), countId: count?.id as never, reason: "Gave one note too many." };
      expect(await carried(settleTill, settle, { maker: teller, checker: manager })).toBe("approved");
      expect(await tillOf(teller)).toMatchObject({ status: "closed" });
      expect(await booked(tillId)).toBe(found);
      expect(await stock(tillId)).toEqual(coins(found));
      expect((await waiting()) - before).toBe(-difference);
      const [act] = await sql()<{ act: string; minor: bigint }[]>`
      select act, amount_minor as minor from audit_events where subject_id = ${tillId} and act = 'cash.difference_booked'`;
      expect(act?.minor).toBe(difference < 0n ? -difference : difference);
      const [row] =
        await sql()`select d.kind from cash_differences d join cash_counts c on c.id = d.count_id where c.cash_point_id = ${tillId}`;
      expect(row).toEqual({ kind });
    },
  );

  test("can be counted again or go on serving; an older count then settles nothing", async () => {
    const teller = await bank.teller(60_00n);
    const { id } = await bank.customer();
    const account = await bank.account(id);
    const deposit = {
      iban: account.iban,
      amount: "10.00",
      notes: coins("10.00"),
      paidInBy: undefined,
      note: undefined,
    };
    await close(teller, coins(59_00n));
    const first = (await ownCount(teller))?.id as never;
    await expect(depositCash(teller, { ...deposit, key: newKey() })).rejects.toMatchObject({ reason: "till_counting" });
    const { tillId } = await tillOf(teller);
    await expect(
      offerCash(teller, {
        key: newKey(),
        fromId: tillId as never,
        toId: bank.branch("001").vaultId as never,
        currency: "EUR",
        amount: "5.00",
        notes: coins("5.00"),
      }),
    ).rejects.toMatchObject({ reason: "till_counting" });
    const asked = await settleTill(teller, { key: newKey(), countId: first, reason: "Why not." });
    if (!("pending" in asked)) throw new Error("settled without a second person");
    await resumeTill(teller, { key: newKey() });
    await depositCash(teller, { ...deposit, key: newKey() });
    const { version } = await readApproval(manager, asked.pending);
    const late = { key: newKey(), approvalId: asked.pending, seen: version, answer: "approved" as const };
    expect(await decideApproval(manager, late)).toMatchObject({ status: "returned" });
    expect(await booked(tillId)).toBe(70_00n);
    await expect(settleTill(teller, { key: newKey(), countId: first, reason: "Again." })).rejects.toMatchObject({
      reason: "count_over",
    });
    expect(await close(teller, coins(70_00n))).toMatchObject({ closed: true });
  });

  test("of a suspended till needs a count too, and a suspended till serves nobody", async () => {
    const teller = await bank.teller(30_00n);
    await suspendTill(teller, { key: newKey() });
    const { id } = await bank.customer();
    const account = await bank.account(id);
    const cash = { iban: account.iban, amount: "10.00", notes: coins("10.00"), paidInBy: undefined, note: undefined };
    await expect(depositCash(teller, { ...cash, key: newKey() })).rejects.toMatchObject({ reason: "till_suspended" });
    await expect(close(teller, {})).resolves.toMatchObject({ closed: false });
    expect(await tillOf(teller)).toMatchObject({ status: "counting" });
    await resumeTill(teller, { key: newKey() });
    await suspendTill(teller, { key: newKey() });
    expect(await close(teller, coins(30_00n))).toMatchObject({ closed: true });
  });

  test("is answered the same when it is sent again", async () => {
    const teller = await bank.teller();
    const input = { key: newKey(), counts: await countOf(teller) };
    expect(await countAndClose(teller, input)).toEqual(await closeTill(teller, input));
    await expect(closeTill(teller, { key: newKey(), counts: {} })).rejects.toMatchObject({ reason: "till_not_open" });
    await expect(closeTill(await bank.staff("branch_manager"), { key: newKey(), counts: {} })).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  test("books no difference without a second person, whoever asks", async () => {
    const teller = await bank.teller(10_00n);
    const { countId } = await close(teller, {});
    const alone = { key: newKey(), countId: countId as never, currency: "EUR" as const, reason: "Mine." };
    await expect(bookCashDifference(teller, alone)).rejects.toMatchObject({ reason: "second_person_needed" });
    await expect(bookCashDifference(manager, alone)).rejects.toMatchObject({ reason: "not_permitted" });
  });
});

describe("the database", () => {
  test("closes no till without a count, opens none without one, and changes no count", async () => {
    const teller = await bank.teller();
    const { id, tillId } = await tillOf(teller);
    await expect(
      sql()`update till_sessions set status = 'closed', closed_at = bank_now() where id = ${id}`,
    ).rejects.toMatchObject({ constraint_name: "till_sessions_life_cycle" });
    await expect(
      database.db.transaction(async (tx) => {
        await sqlOf(tx)`update till_sessions set status = 'counting' where id = ${id}`;
        await sqlOf(tx)`update till_sessions set status = 'closed', closed_at = bank_now() where id = ${id}`;
      }),
    ).rejects.toMatchObject({ constraint_name: "till_sessions_counted" });
    const free = bank.branch("001").tillIds[55] as string;
    const other = await bank.staff("teller");
    await expect(
      sql()`insert into till_sessions (id, till_id, user_id, opened_on) values (${newId()}, ${free}, ${other.actor.userId}, '2026-03-02')`,
    ).rejects.toMatchObject({ constraint_name: "till_sessions_counted" });
    for (const table of ["cash_counts", "cash_count_totals", "cash_count_lines", "denominations", "cash_notes"])
      await expect(sqlOf(database.admin)`delete from ${sql()(table)}`).rejects.toMatchObject({ code: "23001" });
    const [count] = await sql()<{ id: string }[]>`select id from cash_counts where cash_point_id = ${tillId} limit 1`;
    await expect(
      sql()`insert into cash_count_lines (count_id, currency, value_minor, quantity) values (${count?.id as string}, 'EUR', 500, 1)`,
    ).rejects.toMatchObject({ constraint_name: "cash_count_totals_lines" });
  });

  test("is opened by nobody who is moved to another branch meanwhile", async () => {
    const tillId = bank.branch("001").tillIds[57] as string;
    const teller = await bank.staff("teller");
    let opening: Promise<unknown> = Promise.resolve();
    await database.db.transaction(async (tx) => {
      await lockColleague(tx, teller.actor.userId);
      opening = openCounted(teller, tillId).catch((error: unknown) => error);
      await whenBlockedOnALock(database.admin);
      await sqlOf(tx)`update users set branch_id = ${bank.branch("002").id} where id = ${teller.actor.userId}`;
    });
    expect(await opening).toMatchObject({ reason: "other_branch" });
    expect(await myTill(teller)).toBeNull();
  });

  test("opens one till once, whoever is faster", async () => {
    const tillId = bank.branch("001").tillIds[56] as string;
    const two = await Promise.all([bank.staff("teller"), bank.staff("teller")]);
    const outcomes = await Promise.allSettled(two.map((teller) => openCounted(teller, tillId)));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });
});

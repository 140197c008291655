import { afterAll, beforeAll, expect, test } from "vitest";
import { sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "@/lib/core/context";
import { addDays, businessDate } from "@/lib/core/dates";
import { listRates, ratesNow } from "@/lib/exchange/queries";
import { readRates } from "@/lib/exchange/read-rates";
import { setRate } from "@/lib/exchange/set-rate";
import { readApproval } from "@/lib/operations/approval-queries";
import { closeDay } from "@/lib/operations/close-day";
import { cutDay } from "@/lib/operations/cut-day";
import { decideApproval } from "@/lib/operations/decide-approval";
import { FIRST_DAY, newKey, type TestBank, testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";
import { rateSetters, setRates } from "../../support/rates";

let database: TestDatabase;
let bank: TestBank;
let maker: Ctx<StaffActor>;
let checker: Ctx<StaffActor>;
beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  [maker, checker] = await rateSetters(bank);
});
afterAll(() => database.close());

const rate = (over: object = {}) => ({
  key: newKey(),
  currency: "USD" as const,
  bid: "0.9050",
  mid: "0.9150",
  offer: "0.9250",
  validFrom: FIRST_DAY,
  reason: "The morning’s fixing",
  ...over,
});
const inForce = async (day = FIRST_DAY) => (await readRates(database.db, day)).byCurrency.get("USD");

test("a rate counts only when a finance officer has agreed, and both stand beside it", async () => {
  const asked = await setRate(maker, rate());
  if (!("pending" in asked)) throw new Error("nobody was asked");
  expect(await inForce()).toBeUndefined();
  const request = await readApproval(checker, asked.pending);
  expect(request).toMatchObject({ kind: "rate.set", after: { currency: "USD", mid: "0.9150" } });
  await decideApproval(checker, { key: newKey(), approvalId: asked.pending, seen: 1, answer: "approved" });
  expect(await inForce()).toMatchObject({
    bid: "0.9050000000",
    mid: "0.9150000000",
    offer: "0.9250000000",
    stale: false,
  });
  const [row] = (await listRates(maker, {})).rows;
  expect(row).toMatchObject({ currency: "USD", setBy: maker.actor.name, agreedBy: checker.actor.name });
  const acts = await sqlOf(database.db)<{ act: string }[]>`select act from audit_events where act = 'rate.changed'`;
  expect(acts).toHaveLength(1);
});

test("the newest rate of the latest day is in force, and one of a coming day waits for its day", async () => {
  await setRates(bank, "0.9060", "0.9160", "0.9260");
  await setRates(bank, "0.8000", "0.8100", "0.8200", { from: addDays(FIRST_DAY, 2) });
  expect((await inForce())?.mid).toBe("0.9160000000");
  expect((await inForce(addDays(FIRST_DAY, 2)))?.mid).toBe("0.8100000000");
});

test("refuses a bid above the mid, a mid above the offer, the own currency, an unknown one and a day that has passed", async () => {
  const refused = (over: object) =>
    setRate(maker, rate(over)).then(
      () => "done",
      (error) => error.reason,
    );
  expect(await refused({ bid: "0.9151" })).toBe("rates_order");
  expect(await refused({ offer: "0.9149" })).toBe("rates_order");
  expect(await refused({ currency: "EUR" })).toBe("currency_unknown");
  expect(await refused({ currency: "JPY" })).toBe("currency_unknown");
  expect(await refused({ validFrom: businessDate("2026-03-01") })).toBe("day_passed");
  const teller = await bank.staff("teller");
  await expect(setRate(teller, rate())).rejects.toMatchObject({ reason: "not_permitted" });
});

test("only a finance officer agrees, and a rate asked for twice is one request", async () => {
  const first = await setRate(maker, rate());
  expect(await setRate(maker, rate())).toEqual(first);
  if (!("pending" in first)) throw new Error("nobody was asked");
  const decide = { key: newKey(), approvalId: first.pending, seen: 1, answer: "approved" } as const;
  for (const other of [await bank.staff("operations", "000"), await bank.staff("branch_manager")])
    await expect(decideApproval(other, decide)).rejects.toMatchObject({ reason: "not_permitted" });
  await expect(sqlOf(database.db)`select from exchange_rates where approval_id = ${first.pending}`).resolves.toEqual(
    [],
  );
});

test("what changed while a request waited must be looked at again", async () => {
  const asked = await setRate(maker, rate({ mid: "0.9170" }));
  await setRates(bank, "0.9070", "0.9170", "0.9270");
  if (!("pending" in asked)) throw new Error("nobody was asked");
  const decided = await decideApproval(checker, {
    key: newKey(),
    approvalId: asked.pending,
    seen: (await readApproval(checker, asked.pending)).version,
    answer: "approved",
  });
  expect(decided.status).toBe("returned");
});

test("the database keeps every rate as it was, in its order, and lets none price the past", async () => {
  const sql = sqlOf(database.db);
  await expect(sql`update exchange_rates set mid = 1`).rejects.toThrow();
  await expect(sqlOf(database.admin)`delete from exchange_rates`).rejects.toThrow();
  const copy = (day: string, bid: string) => sql`
    insert into exchange_rates (id, currency, bid, mid, offer, valid_from, reason, approval_id)
    select uuidv7(), currency, ${bid}, mid, offer, ${day}, reason, approval_id from exchange_rates limit 1`;
  await expect(copy("2026-03-01", "0.9")).rejects.toThrow(/price the past/);
  await expect(copy("2026-03-02", "0.99")).rejects.toThrow(/exchange_rates_order/);
});

test("a rate serves on its day and the next one, and then is too old", async () => {
  for (const day of [FIRST_DAY, addDays(FIRST_DAY, 1)]) {
    await cutDay(bank.system, day);
    await closeDay(bank.system, day);
    // The rate of the coming third day would take over; it is left out by looking at a currency of its own day.
    const [row] = await sqlOf(database.db)<{ stale: boolean }[]>`
      select (select count(*) > 1 from banking_days b where b.day > r.valid_from) as stale
      from exchange_rates r where r.valid_from = ${FIRST_DAY} limit 1`;
    expect(row?.stale).toBe(day !== FIRST_DAY);
  }
  const later = { ...maker, businessDate: addDays(FIRST_DAY, 2) };
  expect((await ratesNow(later)).rates).toMatchObject([
    { currency: "USD", rate: { mid: "0.8100000000", stale: false } },
  ]);
  for (const day of [addDays(FIRST_DAY, 2), addDays(FIRST_DAY, 3)]) {
    await cutDay(bank.system, day);
    await closeDay(bank.system, day);
    expect((await inForce(addDays(day, 1)))?.stale).toBe(day !== addDays(FIRST_DAY, 2));
  }
});

test("the list is paged by its keys, forwards and back", async () => {
  const [first] = await sqlOf(database.db)<{ n: bigint }[]>`select count(*) as n from exchange_rates`;
  const many = 30;
  await sqlOf(database.db)`
    insert into exchange_rates (id, currency, bid, mid, offer, valid_from, reason, approval_id)
    select uuidv7(), currency, bid, mid, offer, '2026-03-06'::date + n, reason, approval_id
    from (select * from exchange_rates limit 1) r, generate_series(1, ${many}) n`;
  const newest = await listRates(maker, { currency: "USD" });
  expect(newest.rows).toHaveLength(25);
  const older = await listRates(maker, { older: newest.older as string });
  expect(older.rows).toHaveLength(many + Number(first?.n) - 25);
  expect((await listRates(maker, { newer: older.newer as string })).rows).toEqual(newest.rows);
  expect((await listRates(maker, { currency: "CHF" })).rows).toEqual([]);
});

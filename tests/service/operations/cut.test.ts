import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ADVISORY } from "@/db/advisory-locks";
import { type Database, sqlOf } from "@/db/client";
import { lockDay } from "@/lib/calendar/day-lock";
import type { Ctx, CustomerActor, StaffActor } from "@/lib/core/context";
import { addDays, type BusinessDate } from "@/lib/core/dates";
import type { AccountId } from "@/lib/core/ids";
import { closeDay } from "@/lib/operations/close-day";
import { cutDay } from "@/lib/operations/cut-day";
import { FIRST_DAY, newKey, type TestBank, testBank } from "../../support/bank";
import { createTransfer } from "../../support/booked";
import { closeCounted } from "../../support/counting";
import { type TestDatabase, testDatabase } from "../../support/database";

let database: TestDatabase;
let bank: TestBank;
let operations: Ctx<StaffActor, Database>;
let payer: { ctx: Ctx<CustomerActor, Database>; account: { id: AccountId; iban: string } };
let payee: { id: AccountId; iban: string };
let day: BusinessDate = FIRST_DAY;

beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  operations = await bank.staff("operations", "000");
  const { id, ctx } = await bank.customer("Amina Okafor");
  payer = { ctx, account: await bank.account(id, 10_000_000n) };
  payee = await bank.account((await bank.customer("Jonas Brandt", "002")).id);
});
afterAll(() => database.close());

const pay = (amount = "1.00") =>
  createTransfer(payer.ctx, {
    key: newKey(),
    from: payer.account.id,
    to: payee.iban,
    amount,
    remittance: undefined,
    beneficiaryId: undefined,
  });

async function entryDay(entryId: string): Promise<unknown> {
  const [row] = await sqlOf(database.db)`select booking_date::text as day from journal_entries where id = ${entryId}`;
  return row?.day;
}

async function finishDay(): Promise<void> {
  await closeDay({ ...operations, db: database.jobs }, day);
  day = addDays(day, 1);
}

describe("cutting the day", () => {
  test("is refused while a till is open, and the day stays open", async () => {
    const teller = await bank.teller();
    await expect(cutDay(operations, day)).rejects.toMatchObject({
      reason: "tills_open",
      sentence: "One till is still open. Close every till before the cut.",
    });
    expect(await entryDay((await pay()).entryId)).toBe(day);
    const [act] = await sqlOf(
      database.db,
    )`select result, reason from audit_events where act = 'day.cut' order by id desc limit 1`;
    expect(act).toMatchObject({ result: "refused", reason: "tills_open" });
    await closeCounted(teller);
  });

  test("belongs to operations", async () => {
    for (const role of ["teller", "branch_manager", "finance_officer", "auditor", "administrator"] as const) {
      await expect(cutDay(await bank.staff(role), day)).rejects.toMatchObject({ reason: "not_permitted" });
    }
    await expect(cutDay(payer.ctx as never, day)).rejects.toMatchObject({ reason: "not_permitted" });
  });

  test("opens the next day and leaves this one closing; the next cut waits for its close", async () => {
    expect(await cutDay(operations, day)).toEqual({ cut: day, open: addDays(day, 1) });
    const days = await sqlOf(database.db)`select day::text as day, status from banking_days order by day`;
    expect([...days]).toEqual([
      { day, status: "closing" },
      { day: addDays(day, 1), status: "open" },
    ]);
    expect(await entryDay((await pay()).entryId)).toBe(addDays(day, 1));
    await expect(cutDay(operations, addDays(day, 1))).rejects.toMatchObject({
      reason: "day_still_closing",
      params: { date: day },
    });
    const acts = await sqlOf(
      database.db,
    )`select act, subject_id, actor_id from audit_events where act = 'day.cut' and result = 'done'`;
    expect([...acts]).toEqual([{ act: "day.cut", subject_id: day, actor_id: operations.actor.userId }]);
    await finishDay();
  });

  test("asked for another day than the open one is refused", async () => {
    await expect(cutDay(operations, addDays(day, 1))).rejects.toMatchObject({ reason: "stale" });
    await expect(cutDay(operations, addDays(day, -1))).rejects.toMatchObject({ reason: "stale" });
  });

  test("asked twice at once cuts once", async () => {
    const asked = await Promise.allSettled([cutDay(operations, day), cutDay(operations, day)]);
    expect(asked.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    const [row] = await sqlOf(database.db)`select count(*)::int as n from banking_days where status <> 'closed'`;
    expect(row?.n).toBe(2);
    await finishDay();
  });

  test("waits for the work under way without making anybody queue behind it", async () => {
    const work = await workOnTheDay();
    const cutting = cutDay(operations, day);
    await waitingCut();
    // Asked for while the cut waits: it goes through, and is of the day that is not cut yet.
    expect(await entryDay((await pay()).entryId)).toBe(day);
    await work.end();
    expect(await cutting).toEqual({ cut: day, open: addDays(day, 1) });
    await finishDay();
  });

  test("gives way to work that does not end, says so, and leaves the day open", async () => {
    const work = await workOnTheDay();
    await expect(cutDay(operations, day)).rejects.toMatchObject({ reason: "day_busy" });
    await work.end();
    expect(await entryDay((await pay()).entryId)).toBe(day);
  });

  test("while transfers run loses none, and every entry stands on the day that was open when it was booked", async () => {
    const before = await entriesOfBothDays();
    let cut = false;
    const paying: Promise<unknown>[] = [];
    // On and on until the day is cut, however long that takes, and some after it.
    const payers = (async () => {
      for (let after = 0; after < 20; after += cut ? 1 : 0) {
        paying.push(pay());
        await new Promise((done) => setTimeout(done, 4));
      }
    })();
    await new Promise((done) => setTimeout(done, 200));
    await cutDay(operations, day);
    cut = true;
    await payers;
    await Promise.all(paying);
    const after = await entriesOfBothDays();
    expect(after.total - before.total).toBe(paying.length);
    expect(after.cut).toBeGreaterThan(before.cut);
    expect(after.next).toBeGreaterThan(0);
    const [order] = await sqlOf(database.db)`
      select max(e.booked_at) filter (where e.booking_date = d.day) < d.cut_at as "before",
        min(e.booked_at) filter (where e.booking_date > d.day) > d.cut_at as "after"
      from journal_entries e, banking_days d where d.day = ${day} and e.booking_date >= d.day group by d.cut_at`;
    expect(order).toEqual({ before: true, after: true });
    await finishDay();
  });

  test("lets the next payment begin anew on the new day, with what may be paid on it", async () => {
    await sqlOf(database.admin)`
      insert into payment_limits (currency, per_day_minor) values ('EUR', 1000)
      on conflict (currency) do update set per_day_minor = excluded.per_day_minor`;
    const entries = async () => {
      const [row] = await sqlOf(database.db)<
        { n: number }[]
      >`select count(*)::int as n from journal_entries where kind = 'transfer'`;
      return row?.n ?? 0;
    };
    const fresh = await bank.customer("Ruben Acker");
    payer = { ctx: fresh.ctx, account: await bank.account(fresh.id, 100_000n) };
    expect(await entryDay((await pay("8.00")).entryId)).toBe(day);
    await expect(pay("8.00")).rejects.toMatchObject({ reason: "over_own_day_limit" });
    await cutDay(operations, day);
    const before = await entries();
    // What the bank met last is the day before: it is found out under the lock, before anything is decided.
    expect(await entryDay((await pay("8.00")).entryId)).toBe(addDays(day, 1));
    expect(await entries()).toBe(before + 1);
    await expect(pay("8.00")).rejects.toMatchObject({ reason: "over_own_day_limit" });
    await finishDay();
  });
});

/** A transaction that works on the open day until it is told to end. */
async function workOnTheDay() {
  let end: () => void = () => undefined;
  const told = new Promise<void>((done) => {
    end = done;
  });
  let begun: () => void = () => undefined;
  const ready = new Promise<void>((done) => {
    begun = done;
  });
  const over = database.jobs.transaction(async (tx) => {
    await lockDay(tx, {});
    begun();
    await told;
  });
  await ready;
  return {
    end: () => {
      end();
      return over;
    },
  };
}

/** Until somebody waits for the whole lock of the open day. */
async function waitingCut(): Promise<void> {
  for (;;) {
    const [lock] = await sqlOf(database.admin)`
      select 1 from pg_locks where locktype = 'advisory' and objid = ${ADVISORY.openDay}::bigint::oid and not granted`;
    if (lock) return;
    await new Promise((done) => setTimeout(done, 5));
  }
}

async function entriesOfBothDays(): Promise<{ total: number; cut: number; next: number }> {
  const [row] = await sqlOf(database.db)<{ total: number; cut: number; next: number }[]>`
    select count(*)::int as total, (count(*) filter (where booking_date = ${day}))::int as cut,
      (count(*) filter (where booking_date > ${day}))::int as next from journal_entries`;
  return row as { total: number; cut: number; next: number };
}

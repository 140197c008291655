import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Database, sqlOf } from "@/db/client";
import { setOverdraft } from "@/lib/accounts/set-overdraft";
import type { Ctx, CustomerActor, StaffActor } from "@/lib/core/context";
import { addDays, type BusinessDate } from "@/lib/core/dates";
import type { AccountId } from "@/lib/core/ids";
import { perProcess } from "@/lib/core/per-process";
import { openTermDeposit } from "@/lib/interest/open-term-deposit";
import { closeDayAsked, cutDayAsked } from "@/lib/operations/day-forms";
import { lapseOverdrafts } from "@/lib/operations/lapse-overdrafts";
import { turnDay } from "@/lib/operations/turn-day";
import { createTransfer } from "@/lib/payments/create-transfer";
import { FIRST_DAY, newKey, type TestBank, testBank } from "../../support/bank";
import { placeHold } from "../../support/booked";
import { type TestDatabase, testDatabase } from "../../support/database";
import { offerDeposit } from "../../support/deposits";
import { agreed } from "../../support/second-person";

let database: TestDatabase;
let bank: TestBank;
let operations: Ctx<StaffActor, Database>;
let officer: Ctx<StaffActor, Database>;
let people: { maker: Ctx<StaffActor, Database>; checker: Ctx<StaffActor, Database> };
let payee: { iban: string };
let day: BusinessDate = FIRST_DAY;

const pools = perProcess<Record<string, object | undefined>>("databases", () => ({}));

beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  // The forms ask for the server's own pools.
  Object.assign(pools, { app: database.db, jobs: database.jobs });
  operations = await bank.staff("operations", "000");
  officer = await bank.staff("service_officer");
  people = { maker: await bank.staff("branch_manager"), checker: await bank.staff("credit_approver", "000") };
  payee = await bank.account((await bank.customer("Jonas Brandt")).id);
});
afterEach(() => mend());
afterAll(async () => {
  Object.assign(pools, { app: undefined, jobs: undefined });
  await database.close();
});

/** Nothing in the bank can let a hold run out any more, as where the database does not answer. */
const breakHolds = () =>
  sqlOf(database.admin).unsafe(`
    create or replace function broken() returns trigger language plpgsql as $$ begin raise exception 'broken'; end $$;
    create or replace trigger a_broken before insert on hold_resolutions for each statement execute function broken()`);
const mend = () => sqlOf(database.admin).unsafe("drop trigger if exists a_broken on hold_resolutions");

type Held = { id: AccountId; owner: Ctx<CustomerActor, Database> };

async function account(minor: bigint): Promise<Held> {
  const { id: customerId, ctx: owner } = await bank.customer();
  return { id: (await bank.account(customerId, minor)).id, owner };
}

/** An account whose limit ends with the day. */
async function limitedAccount(): Promise<Held> {
  const limited = await account(100_00n);
  await agreed(setOverdraft, { key: newKey(), accountId: limited.id, limit: "50.00", until: day }, people);
  return limited;
}

/** An account on which something is held that `late` has run out. */
async function heldAccount(): Promise<Held> {
  const held = await account(100_00n);
  const expiresOn = addDays(day, 30_000);
  const asked = { key: newKey(), accountId: held.id, amount: "10.00", reason: "card" as const, note: undefined };
  await placeHold(officer, { ...asked, expiresOn });
  return held;
}
const form = (which: BusinessDate) => ({ key: newKey(), day: which });
const late = () => ({ ...operations, clock: `${addDays(day, 31_000)}T12:00:00Z` });
const rowOf = async ({ id }: Held) => {
  const [row] = await sqlOf(
    database.db,
  )`select balance, held, floor, unarranged from account_balances where account_id = ${id}`;
  return row;
};
const stepOf = async (which: BusinessDate) =>
  (await sqlOf(database.db)`select status from day_steps where day = ${which} and step = 'expiries'`)[0]?.status;
const statusOf = async (which: BusinessDate) =>
  (await sqlOf(database.db)`select status from banking_days where day = ${which}`)[0]?.status;
const pay = ({ id, owner }: Held, amount: string) =>
  createTransfer(owner, {
    key: newKey(),
    from: id,
    to: payee.iban,
    amount,
    remittance: undefined,
    beneficiaryId: undefined,
  });

describe("a limit whose last day is over", () => {
  test("ends with the day itself, whatever becomes of the rest", async () => {
    const limited = await limitedAccount();
    await pay(limited, "130.00");
    // The process dies before anything is tidied.
    await turnDay(operations, day);
    expect(await rowOf(limited)).toMatchObject({ balance: -30_00n, floor: 0n, unarranged: 30_00n });
    await expect(pay(limited, "0.01")).rejects.toMatchObject({ reason: "insufficient_funds" });
    expect(await lapseOverdrafts(operations)).toEqual({ lapsed: 0 });
    const acts = await sqlOf(
      database.db,
    )`select subject_id from audit_events where act = 'overdraft.lapsed' and result = 'done'`;
    expect(acts.map((act) => act.subject_id)).toEqual([limited.id]);
    expect(await stepOf(day)).toBeUndefined();
  });

  test("does not keep the day from being closed, and the close tidies what was left", async () => {
    expect(await closeDayAsked(operations, form(day))).toEqual({ day, closed: true });
    expect(await stepOf(day)).toBe("done");
    day = addDays(day, 1);
  });
});

describe("a cut whose tidying fails", () => {
  let held: Held;
  let limited: Held;
  let guest: Ctx<StaffActor, Database>;

  test("says so every time it is asked, and leaves nothing undone that can be done", async () => {
    [held, limited] = [await heldAccount(), await limitedAccount()];
    guest = await bank.staff("teller");
    await sqlOf(database.admin)`update user_roles set until_day = ${day} where user_id = ${guest.actor.userId}`;
    await breakHolds();
    await expect(cutDayAsked(late(), form(day))).rejects.toThrow("broken");
    expect(await statusOf(day)).toBe("closing");
    await expect(cutDayAsked(late(), form(day))).rejects.toThrow("broken");
    expect(await rowOf(held)).toMatchObject({ held: 10_00n });
    expect(await rowOf(limited)).toMatchObject({ floor: 0n });
    expect(await sqlOf(database.db)`select 1 from user_roles where user_id = ${guest.actor.userId}`).toHaveLength(0);
    expect(await stepOf(day)).toBeUndefined();
  });

  test("keeps the day from being closed until it went well", async () => {
    await breakHolds();
    await expect(closeDayAsked(late(), form(day))).rejects.toThrow("broken");
    expect(await statusOf(day)).toBe("closing");
  });

  test("asked again does what is left, once", async () => {
    expect(await cutDayAsked(late(), form(day))).toEqual({ day });
    expect(await rowOf(held)).toMatchObject({ held: 0n });
    expect(await stepOf(day)).toBe("done");
    const facilities = await sqlOf(
      database.db,
    )`select limit_minor from overdraft_facilities where account_id = ${limited.id} order by id`;
    expect(facilities.map((row) => row.limit_minor)).toEqual([50_00n, 0n]);
  });

  test("of another day than the one that closes is refused as ever", async () => {
    await expect(cutDayAsked(operations, form(addDays(day, 1)))).rejects.toMatchObject({
      reason: "day_still_closing",
    });
  });
});

describe("a close after which deposits cannot be paid out", () => {
  const breakDeposits = () =>
    sqlOf(database.admin).unsafe(`
      create or replace trigger a_broken before update on term_deposits for each statement execute function broken()`);

  test("says so every time it is asked, and asked again pays out what was left", async () => {
    const payer = await account(10_000_00n);
    const { accountId } = await openTermDeposit(officer, {
      key: newKey(),
      accountId: payer.id,
      productVersionId: await offerDeposit(bank, "FIXED", {
        name: "Fixed term",
        annualRate: "0.036",
        effectiveFrom: "2026-01-01",
      }),
      amount: "10000.00",
      months: "1",
      instruction: "pay_out",
      present: undefined,
    });
    const today = addDays(day, 1);
    await database.admin.transaction(async (tx) => {
      await sqlOf(tx)`set local session_replication_role = replica`;
      await sqlOf(
        tx,
      )`update term_deposits set starts_on = ${addDays(today, -30)}, matures_on = ${today} where account_id = ${accountId}`;
    });
    const deposit = async () =>
      (await sqlOf(database.db)`select status from term_deposits where account_id = ${accountId}`)[0]?.status;
    await breakDeposits();
    await expect(closeDayAsked(operations, form(day))).rejects.toThrow("broken");
    expect(await statusOf(day)).toBe("closed");
    await expect(closeDayAsked(operations, form(day))).rejects.toThrow("broken");
    expect(await deposit()).toBe("active");
    await sqlOf(database.admin).unsafe("drop trigger a_broken on term_deposits");
    expect(await closeDayAsked(operations, form(day))).toEqual({ day, closed: true });
    expect(await deposit()).toBe("closed");
    expect(await rowOf(payer)).toMatchObject({ balance: 10_000_00n });
    await expect(closeDayAsked(operations, form(today))).rejects.toMatchObject({ reason: "day_not_closing" });
  });
});

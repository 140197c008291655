import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Database, sqlOf } from "@/db/client";
import { moveVersion } from "@/lib/accounts/move-version";
import { openAccount } from "@/lib/accounts/open-account";
import { placeBlock } from "@/lib/accounts/place-block";
import { setOverdraft } from "@/lib/accounts/set-overdraft";
import { readOwn } from "@/lib/command/read-own";
import type { Ctx, CustomerActor, StaffActor } from "@/lib/core/context";
import { addDays, addMonths, type BusinessDate, daysBetween, formatDate } from "@/lib/core/dates";
import type { AccountId, CustomerId, EntryId, Id } from "@/lib/core/ids";
import { accrueInterest } from "@/lib/interest/accrue-interest";
import { capitaliseInterest } from "@/lib/interest/capitalise-interest";
import { interestSoFar } from "@/lib/interest/interest-so-far";
import { settledToday } from "@/lib/interest/settled-today";
import { unsettledOf } from "@/lib/interest/unsettled";
import { type NightRow, writeNights } from "@/lib/interest/write-nights";
import { reverseEntry } from "@/lib/ledger/reverse-entry";
import { firstBad, verifyLedger } from "@/lib/ledger/verify";
import { closeAccount } from "@/lib/operations/close-account";
import { closeAccountPayingOut } from "@/lib/operations/close-account-paying-out";
import { closeDay } from "@/lib/operations/close-day";
import { cutDay } from "@/lib/operations/cut-day";
import { entryWorking } from "@/lib/operations/entry-working";
import { settleInterestNow } from "@/lib/operations/settle-interest-now";
import { createTransfer } from "@/lib/payments/create-transfer";
import { addProductVersion } from "@/lib/products/add-product-version";
import type { ProductTerms } from "@/lib/products/schema";
import { FIRST_DAY, newKey, type TestBank, testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";
import { sealAll } from "../../support/seal";
import { agreed } from "../../support/second-person";
import { balanceOf } from "../payments/money";

let database: TestDatabase;
let bank: TestBank;
let operations: Ctx<StaffActor, Database>;
let officer: Ctx<StaffActor, Database>;
let manager: Ctx<StaffActor, Database>;
let customer: { id: CustomerId; ctx: Ctx<CustomerActor, Database> };
let today: BusinessDate = FIRST_DAY;

beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  operations = await bank.staff("operations", "000");
  officer = await bank.staff("service_officer");
  manager = await bank.staff("branch_manager");
  customer = await bank.customer();
});
afterAll(() => database.close());

const sql = () => sqlOf(database.db);
const jobs = () => ({ ...operations, db: database.jobs });
const cut = () => cutDay(jobs(), today);
/** Cuts and closes the open day, and as many after it. */
const close = async (days = 1) => {
  for (let day = 0; day < days; day += 1) {
    await cut();
    await closeDay(jobs(), today);
    today = addDays(today, 1);
  }
};

const product = (code: string, terms: Partial<ProductTerms>) =>
  addProductVersion(bank.system, {
    key: newKey(),
    code,
    kind: "savings",
    name: `Product ${code}`,
    currency: "EUR",
    effectiveFrom: "2026-01-01",
    annualRate: "0.036",
    dayCount: "Act/360",
    minimumAge: 0,
    interestPeriod: "month",
    ...terms,
  });
const open = async (productVersionId: string, minor = 0n) => {
  const opened = await openAccount(officer, { key: newKey(), customerId: customer.id, productVersionId });
  if (minor > 0n) await bank.fund(opened.iban, minor);
  return { id: opened.accountId, iban: opened.iban };
};
/** Funds an account and answers the entry. */
const fund = async (iban: string, minor: bigint) => {
  await bank.fund(iban, minor);
  const [row] = await sql()<{ id: EntryId }[]>`select max(id::text) as id from incoming_payments`;
  return row?.id as EntryId;
};
const endOfMonthBefore = (day: BusinessDate) => addDays(`${day.slice(0, 7)}-01` as BusinessDate, -1);
const pay = (from: AccountId, to: string, amount: string) =>
  createTransfer(customer.ctx, { key: newKey(), from, to, amount, remittance: undefined, beneficiaryId: undefined });

/** Minor units with ten decimals, as text without trailing zeros. */
const nights = async (id: AccountId) =>
  (
    await sql()<{ night: string; known: string; kind: string; change: string }[]>`
      select night::text as night, known_on::text as known, kind, trim_scale(change)::text as change
      from interest_accruals where account_id = ${id} order by known_on, night, kind`
  ).map(({ night, known, kind, change }) => [night, known, kind, change]);
const settlements = async (id: AccountId) =>
  (
    await sql()<{ day: string; kind: string; reason: string; exact: string; minor: bigint }[]>`
      select day::text as day, kind, reason, trim_scale(exact)::text as exact, minor from interest_settlements
      where account_id = ${id} order by day, kind`
  ).map(({ day, kind, reason, exact, minor }) => [day, kind, reason, exact, minor]);
/** What a general ledger account holds over all branches, debit positive. */
const booked = async (code: string) =>
  (
    await sql()<{ minor: bigint }[]>`
      select coalesce(sum(p.amount_minor), 0)::bigint as minor from postings p join ledger_accounts a on a.id = p.account_id
      where a.kind = 'gl' and a.code = ${code}`
  )[0]?.minor;

describe("the nights of deposits", () => {
  let account: { id: AccountId; iban: string };

  test("are kept one by one and booked as a rounded sum against interest payable", async () => {
    const { productVersionId } = await product("NIGHTS", {});
    account = await open(productVersionId, 10_004n);
    const tiny = await open(productVersionId, 1_000n);
    await close(2);
    // 100.04 at 3.6 % on 360: 1.0004 cents a night; 10.00: 0.1 of a cent.
    expect(await nights(account.id)).toEqual([
      ["2026-03-02", "2026-03-02", "deposit", "1.0004"],
      ["2026-03-03", "2026-03-03", "deposit", "1.0004"],
    ]);
    expect(await nights(tiny.id)).toHaveLength(2);
    expect([await booked("2210"), await booked("5010")]).toEqual([-2n, 2n]);
    const [step] =
      await sql()`select status, items from day_steps where day = ${FIRST_DAY} and step = 'deposit_accruals'`;
    expect(step).toMatchObject({ status: "done", items: 2 });
  });

  test("say of each night's entry how its amount came about", async () => {
    const entries = await sql()<{ id: EntryId; kind: string; narrative: string; bookingDate: BusinessDate }[]>`
      select id, kind, narrative, booking_date::text as "bookingDate" from journal_entries
      where kind = 'deposit_interest_accrued' order by id`;
    const workings = await Promise.all(entries.map((entry) => entryWorking(manager, entry)));
    // 1.0004 and 0.1 of a cent in the first night, twice that after the second.
    expect(workings.map((working) => [working?.result, ...(working?.steps.map(({ value }) => value) ?? [])])).toEqual([
      ["€0.01", "0.011004", "€0.01", "€0.00"],
      ["€0.01", "0.022008", "€0.02", "€0.01"],
    ]);
  });

  test("are worked out once, however often the step is begun, also by two at once", async () => {
    await cut();
    await Promise.all([accrueInterest(jobs(), today), accrueInterest(jobs(), today)]);
    await accrueInterest(jobs(), today);
    expect(await nights(account.id)).toHaveLength(3);
    const [entries] = await sql()`
      select count(*)::int as n from journal_entries where kind = 'deposit_interest_accrued' and booking_date = ${today}`;
    expect(entries?.n).toBe(1);
    await closeDay(jobs(), today);
    today = addDays(today, 1);
  });

  test("are worked out again for a movement with an earlier value date, and the difference is booked today", async () => {
    await bank.fund(account.iban, 100_000n);
    const [funded] = await sql()<{ id: EntryId }[]>`select max(id::text) as id from incoming_payments`;
    await close(2);
    const before = await booked("5010");
    await reverseEntry(manager, {
      key: newKey(),
      entryId: (funded?.id ?? "") as never,
      reason: "wrong_account",
      note: "Not theirs",
    });
    await close();
    const revised = (await nights(account.id)).filter(([night, known]) => night !== known);
    expect(revised).toEqual([
      [addDays(today, -3), addDays(today, -1), "deposit", "-10"],
      [addDays(today, -2), addDays(today, -1), "deposit", "-10"],
    ]);
    expect(await booked("5010")).toBe((before ?? 0n) + 1n - 20n);
  });

  test("are brought to the account in the close of the month’s last day, rounded once, and count from the next", async () => {
    await close(daysBetween(today, addDays(FIRST_DAY, 29)));
    expect(today).toBe("2026-03-31");
    expect(await settlements(account.id)).toEqual([]);
    await close();
    // 30 nights of 1.0004.
    expect(await settlements(account.id)).toEqual([["2026-03-31", "deposit", "period", "30.012", 30n]]);
    expect(await balanceOf(database.db, account.id)).toBe(10_034n);
    const [line] = await sql()`
      select e.kind, e.booking_date::text as booked, e.value_date::text as value, e.narrative from journal_entries e
        join interest_settlements s on s.entry_id = e.id where s.account_id = ${account.id}`;
    expect(line).toEqual({
      kind: "deposit_interest_paid",
      booked: "2026-03-31",
      value: "2026-04-01",
      narrative: "Interest from 2 Mar 2026 to 31 Mar 2026",
    });
    await close();
    expect((await nights(account.id)).at(-1)).toEqual(["2026-04-01", "2026-04-01", "deposit", "1.0034"]);
  });

  test("bear interest on what a capitalisation would have brought more, had it known", async () => {
    const payer = await open((await product("PAYER", { annualRate: "0" })).productVersionId, 5_000_000n);
    const paid = await pay(account.id, payer.iban, "50.00");
    // Value today; undone after the month it is as if it had never happened.
    await close(30);
    expect(today).toBe("2026-05-02");
    const [april] = (await settlements(account.id)).slice(-1);
    await reverseEntry(manager, {
      key: newKey(),
      entryId: (paid as { entryId: EntryId }).entryId as never,
      reason: "wrong_account",
      note: "Not theirs",
    });
    await close();
    const revised = (await nights(account.id)).filter(([night, known]) => night !== known && known === "2026-05-02");
    // 29 nights of April at half a cent more, and of May at what these would have been capitalised to.
    expect(revised).toHaveLength(30);
    expect(revised[0]).toEqual(["2026-04-02", "2026-05-02", "deposit", "0.5"]);
    expect(revised.at(-1)).toEqual(["2026-05-01", "2026-05-02", "deposit", "0.5015"]);
    expect((await nights(account.id)).find(([night, known]) => night === "2026-05-02" && known === night)?.[3]).toBe(
      `${(10_034n + BigInt(april?.[4] ?? 0) + 15n) / 10_000n}.${String((10_034n + BigInt(april?.[4] ?? 0) + 15n) % 10_000n).padStart(4, "0")}`,
    );
  });

  test("prove themselves in the close and to verify", async () => {
    await sealAll(database);
    expect(firstBad(await verifyLedger(database.jobs))).toBeNull();
    const [row] = await sql()`select count(*)::int as n from interest_positions where booked_minor <> round(exact)`;
    expect(row?.n).toBe(0);
  });
});

describe("terms", () => {
  test("a negative rate and an overdraft cost the customer, each in its own books", async () => {
    const { productVersionId } = await product("COSTS", {
      kind: "current",
      annualRate: "-0.0036",
      overdraftRate: "0.12",
    });
    const [held, overdrawn] = [await open(productVersionId, 100_000n), await open(productVersionId)];
    const limit = { key: newKey(), accountId: overdrawn.id, limit: "300.00", until: undefined };
    await agreed(setOverdraft, limit, { maker: manager, checker: await bank.staff("credit_approver", "000") });
    await pay(overdrawn.id, held.iban, "300.00");
    const [income, negative] = [await booked("4020"), await booked("4030")];
    const began = today;
    await close(daysBetween(today, "2026-06-01" as BusinessDate));
    const count = BigInt(daysBetween(began, today));
    expect(await balanceOf(database.db, held.id)).toBe(130_000n - (count * 13n + 5n) / 10n);
    // Charged in full although the limit is used up: the excess is unarranged.
    expect(await balanceOf(database.db, overdrawn.id)).toBe(-30_000n - count * 10n);
    expect((await booked("4020")) ?? 0n).toBe((income ?? 0n) - count * 10n);
    expect((await booked("4030")) ?? 0n).toBe((negative ?? 0n) - (count * 13n + 5n) / 10n);
    expect(await booked("1220")).toBe(0n);
  });

  test("follow the version an account is on, from the day it was moved", async () => {
    const first = await product("MOVES", {});
    const account = await open(first.productVersionId, 10_000n);
    const second = await product("MOVES", { annualRate: "0.072", effectiveFrom: today });
    await close();
    await moveVersion(officer, {
      key: newKey(),
      accountId: account.id,
      productVersionId: second.productVersionId as Id<"productVersion">,
    });
    await close();
    expect((await nights(account.id)).map(([, , , change]) => change)).toEqual(["1", "2"]);
  });
});

describe("what the account page tells", () => {
  test("is what was earned so far and how, to the owner under their own eyes as to staff, and to nobody else", async () => {
    const account = await open((await product("TELLS", {})).productVersionId, 100_000n);
    await close(2);
    await bank.fund(account.iban, 100_000n);
    await close();
    const plain = await interestSoFar({ ...officer, businessDate: today }, account.id);
    expect(plain?.parts.map(({ minor, working }) => [minor, working])).toEqual([[40n, null]]);
    const told = await interestSoFar({ ...officer, businessDate: today }, account.id, { worked: true });
    expect(told).toMatchObject({
      nextOn: "2026-06-30",
      netMinor: 40n,
      terms: ["3.60\u00a0% a year, 3.66\u00a0% with interest on interest", "brought to the account each month"],
    });
    const [from, middle, last] = [addDays(today, -3), addDays(today, -2), addDays(today, -1)].map(formatDate);
    expect(told?.parts[0]?.working).toEqual({
      result: "€0.40",
      steps: [
        { text: `${from} to ${middle}: €1,000.00 × 3.60\u00a0% × 2 days ÷ 360 (Act/360)`, value: "0.200000" },
        { text: `${last}: €2,000.00 × 3.60\u00a0% × 1 day ÷ 360 (Act/360)`, value: "0.200000" },
      ],
      rounding: "= 0.400000, rounded once",
    });
    expect(
      await readOwn({ ...customer.ctx, businessDate: today }, (own) =>
        interestSoFar(own, account.id, { worked: true }),
      ),
    ).toEqual(told);
    const stranger = await bank.customer("Jonas Brandt");
    expect(await readOwn(stranger.ctx, (own) => interestSoFar(own, account.id))).toBeNull();
  });
});

describe("closing an account", () => {
  test("settles the interest first where the balance is paid out in cash, once, and the day's close adds nothing", async () => {
    const { productVersionId } = await product("CASH", {});
    const [account, other] = [await open(productVersionId, 100_000n), await open(productVersionId)];
    await close(3);
    const settle = () => settleInterestNow(officer, { key: newKey(), accountId: account.id });
    const own = { ...officer, actor: { ...officer.actor, related: [customer.id] } };
    await expect(settleInterestNow(own, { key: newKey(), accountId: account.id })).rejects.toThrow("own_account");
    await settle();
    expect(await balanceOf(database.db, account.id)).toBe(100_030n);
    expect(await settledToday({ ...officer, businessDate: today }, account.id)).toEqual([
      { label: "Earned", minor: 30n, reference: expect.stringMatching(/^INT-/) },
    ]);
    expect(await settledToday({ ...officer, businessDate: today }, other.id)).toEqual([]);
    expect(await settlements(account.id)).toEqual([[today, "deposit", "closing", "30", 30n]]);
    await expect(settle()).rejects.toThrow("interest_settled");
    const before = await nights(account.id);
    // Most leaves the same day, the rest a night later: the night between earns nothing, and those after it do.
    await pay(account.id, other.iban, "500.30");
    await close();
    expect(await nights(account.id)).toEqual(before);
    await close();
    expect((await nights(account.id)).length).toBe(before.length + 1);
    await settle();
    await pay(account.id, other.iban, "500.05");
    await closeAccount(officer, { key: newKey(), accountId: account.id, reason: "Moves away" });
    await close();
    await sealAll(database);
    expect(firstBad(await verifyLedger(database.jobs))).toBeNull();
  });

  test("settles the interest to the day and pays everything out in one act", async () => {
    const { productVersionId } = await product("ENDS", {});
    const [account, other] = [await open(productVersionId, 100_000n), await open(productVersionId)];
    await close(3);
    await closeAccountPayingOut(officer, {
      key: newKey(),
      accountId: account.id,
      to: other.iban,
      reason: "Moves away",
      present: undefined,
    });
    expect(await balanceOf(database.db, account.id)).toBe(0n);
    expect(await balanceOf(database.db, other.id)).toBe(100_030n);
    expect(await settlements(account.id)).toEqual([[today, "deposit", "closing", "30", 30n]]);
    await close();
    expect(await nights(account.id)).toHaveLength(3);
  });

  test("asks for what is owed on an empty account, and lets go of what is no cent", async () => {
    const { productVersionId } = await product("EMPTY", {});
    const [account, other] = [await open(productVersionId, 100_000n), await open(productVersionId)];
    await close();
    await pay(account.id, other.iban, "1000.00");
    const closing = () => ({ key: newKey(), accountId: account.id, reason: "Not used" });
    await expect(closeAccount(officer, closing())).rejects.toMatchObject({
      reason: "balance_not_zero",
      sentence: "With its interest the account holds €0.10. Pay it out with the closing, or move it before.",
    });
    const tiny = await open(productVersionId, 1_000n);
    await close();
    await pay(tiny.id, other.iban, "10.00");
    await closeAccount(officer, { key: newKey(), accountId: tiny.id, reason: "Not used" });
    expect((await settlements(tiny.id)).map(([, , , exact, minor]) => [exact, minor])).toEqual([["0.1", 0n]]);
    await close();
  });

  test("changes no night where it is refused, and settles what the day changed of them where it is not", async () => {
    const { productVersionId } = await product("TRIED", {});
    const [account, other] = [await open(productVersionId, 10_000n), await open(productVersionId)];
    const funded = [await fund(account.iban, 20_000n), await fund(account.iban, 40_000n)];
    await close();
    const undo = (entryId: EntryId) =>
      reverseEntry(manager, { key: newKey(), entryId: entryId as never, reason: "wrong_account", note: "Not theirs" });
    const paidOutTo = (to: string) =>
      closeAccountPayingOut(officer, {
        key: newKey(),
        accountId: account.id,
        to,
        reason: "Moves away",
        present: undefined,
      });
    await undo(funded[0] as EntryId);
    const usd = await open((await product("TRIED-USD", { currency: "USD" })).productVersionId);
    await expect(paidOutTo(usd.iban)).rejects.toMatchObject({ reason: "currency_mismatch" });
    expect(await nights(account.id)).toEqual([[addDays(today, -1), addDays(today, -1), "deposit", "7"]]);
    await undo(funded[1] as EntryId);
    await paidOutTo(other.iban);
    expect(await nights(account.id)).toEqual([
      [addDays(today, -1), addDays(today, -1), "deposit", "7"],
      [addDays(today, -1), today, "deposit", "-6"],
    ]);
    expect((await settlements(account.id)).map(([, , , exact]) => exact)).toEqual(["1"]);
    expect(await balanceOf(database.db, other.id)).toBe(10_001n);
    await close();
    expect(await nights(account.id)).toHaveLength(2);
  });

  test("that was refused leaves the day's close the whole difference of two movements of the day", async () => {
    const account = await open((await product("TWICE", {})).productVersionId, 10_000n);
    const funded = [await fund(account.iban, 20_000n), await fund(account.iban, 40_000n)];
    await close();
    for (const entryId of funded) {
      await reverseEntry(manager, {
        key: newKey(),
        entryId: entryId as never,
        reason: "wrong_account",
        note: "Not theirs",
      });
      await expect(
        closeAccountPayingOut(officer, {
          key: newKey(),
          accountId: account.id,
          to: account.iban,
          reason: "Moves away",
          present: undefined,
        }),
      ).rejects.toMatchObject({ reason: "same_account" });
    }
    await close();
    expect((await nights(account.id)).map(([, , , change]) => change)).toEqual(["7", "-6", "1"]);
  });

  test("never loses a change of a night: one that is there already fails", async () => {
    const { productVersionId } = await product("KEPT", {});
    const account = await open(productVersionId, 10_000n);
    await close();
    const change: NightRow = {
      accountId: account.id,
      night: addDays(today, -1),
      kind: "deposit",
      versionId: productVersionId as Id<"productVersion">,
      balanceMinor: 0n,
      amount: 0n,
      change: -1n,
    };
    const twice = database.db.transaction(async (tx) => {
      await writeNights(tx, today, [change]);
      await writeNights(tx, today, [change]);
    });
    await expect(twice).rejects.toThrow("there already");
    expect(await nights(account.id)).toHaveLength(1);
  });

  test("waits for the night of the day that is closing on the terms of that day, and counts what was known by a day", async () => {
    const { productVersionId } = await product("ENDED", {});
    const account = await open(productVersionId);
    await close();
    const plain = await product("ENDED", { annualRate: "0", effectiveFrom: addDays(today, 1) });
    await cut();
    await moveVersion(
      { ...officer, businessDate: addDays(today, 1) },
      {
        key: newKey(),
        accountId: account.id,
        productVersionId: plain.productVersionId as Id<"productVersion">,
      },
    );
    await expect(
      closeAccount(officer, { key: newKey(), accountId: account.id, reason: "Not used" }),
    ).rejects.toMatchObject({ reason: "interest_not_known" });
    await closeDay(jobs(), today);
    today = addDays(today, 1);
    await closeAccount(officer, { key: newKey(), accountId: account.id, reason: "Not used" });
    const held = await open((await product("HELD", {})).productVersionId, 10_000n);
    await close(2);
    const known = async (day: BusinessDate) =>
      (await unsettledOf(database.db, [held.id], day)).map(({ toNight }) => toNight);
    expect(await known(addDays(today, -2))).toEqual([addDays(today, -2)]);
    expect(await known(today)).toEqual([addDays(today, -1)]);
  });

  test("waits while yesterday is being closed, where the account bears interest", async () => {
    const { productVersionId } = await product("WAITS", {});
    const [account, plain] = [await open(productVersionId), await bank.account(customer.id)];
    await cut();
    await expect(
      closeAccount(officer, { key: newKey(), accountId: account.id, reason: "Not used" }),
    ).rejects.toMatchObject({ reason: "interest_not_known" });
    await closeAccount(officer, { key: newKey(), accountId: plain.id, reason: "Not used" });
    await closeDay(jobs(), today);
    today = addDays(today, 1);
    await closeAccount(officer, { key: newKey(), accountId: account.id, reason: "Not used" });
  });
});

describe("the close of a day at the end of a period", () => {
  test("refuses another day than the one that is closing inside each step, and settles on the terms of its own", async () => {
    const { productVersionId } = await product("PERIOD", {});
    const moved = await open(productVersionId, 100_000n);
    const frozen = await open(productVersionId, 100_000n);
    const funded = await fund(frozen.iban, 10_000_000n);
    const endOfMonth = addDays(`${addMonths(today, 1).slice(0, 7)}-01` as BusinessDate, -1);
    await close(daysBetween(today, endOfMonth));
    const later = await product("PERIOD", { interestPeriod: "year", effectiveFrom: addDays(today, 1) });
    await cut();
    await expect(accrueInterest(jobs(), addDays(today, -1))).rejects.toMatchObject({ reason: "stale" });
    await accrueInterest(jobs(), today);
    const before = endOfMonthBefore(today);
    await expect(capitaliseInterest(jobs(), before)).rejects.toMatchObject({ reason: "stale" });
    await moveVersion(officer, {
      key: newKey(),
      accountId: moved.id,
      productVersionId: later.productVersionId as Id<"productVersion">,
    });
    await closeDay(jobs(), today);
    today = addDays(today, 1);
    expect((await settlements(moved.id)).map(([day, , reason]) => [day, reason])).toEqual([[endOfMonth, "period"]]);

    // What was paid for money that was not theirs is not taken back from a frozen account.
    await reverseEntry(manager, {
      key: newKey(),
      entryId: funded as never,
      reason: "wrong_account",
      note: "Not theirs",
    });
    await placeBlock(await bank.staff("compliance_officer"), {
      key: newKey(),
      accountId: frozen.id,
      kind: "freeze",
      reason: "Court order",
    });
    const held = await balanceOf(database.db, frozen.id);
    await close(daysBetween(today, addMonths(today, 1)));
    const [owed] = await unsettledOf(database.db, [frozen.id], today);
    expect(owed?.exact).toBeLessThan(0n);
    expect(await balanceOf(database.db, frozen.id)).toBe(held);
    expect(await settlements(frozen.id)).toHaveLength(1);
  });
});

describe("what is tampered with", () => {
  test("a night added behind the bank’s back fails the proof by name, and the day does not close", async () => {
    await cut();
    await accrueInterest(jobs(), today);
    await capitaliseInterest(jobs(), today);
    const admin = sqlOf(database.admin);
    const added = (account: AccountId) => admin`
      insert into interest_accruals (account_id, night, known_on, kind, version_id, balance_minor, amount, change)
      select id, ${today}, ${today}, 'negative', product_version_id, 0, 100, 100 from accounts where id = ${account}`;
    const some = await sql()<{ id: AccountId }[]>`
      select distinct account_id as id from interest_accruals where kind = 'deposit' limit 1`;
    await added(some[0]?.id as AccountId);
    await expect(closeDay(jobs(), today)).rejects.toMatchObject({
      reason: "proof_failed",
      sentence: expect.stringContaining("Interest owed on accounts and not yet charged, Harbour, EUR"),
    });
  });

  test("no night, settlement or sum is changed or deleted, not even by the owner of the tables", async () => {
    for (const table of ["interest_accruals", "interest_settlements", "interest_positions", "account_versions"])
      await expect(sqlOf(database.admin)`delete from ${sqlOf(database.admin)(table)}`).rejects.toThrow();
  });
});

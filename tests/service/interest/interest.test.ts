import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sqlOf } from "@/db/client";
import { moveVersion } from "@/lib/accounts/move-version";
import { setOverdraft } from "@/lib/accounts/set-overdraft";
import { readOwn } from "@/lib/command/read-own";
import { addDays, type BusinessDate, daysBetween, formatDate } from "@/lib/core/dates";
import type { AccountId, EntryId, Id } from "@/lib/core/ids";
import { accrueInterest } from "@/lib/interest/accrue-interest";
import { capitaliseInterest } from "@/lib/interest/capitalise-interest";
import { interestSoFar } from "@/lib/interest/interest-so-far";
import { reverseEntry } from "@/lib/ledger/reverse-entry";
import { firstBad, verifyLedger } from "@/lib/ledger/verify";
import { closeDay } from "@/lib/operations/close-day";
import { entryWorking } from "@/lib/operations/entry-working";
import { FIRST_DAY, newKey } from "../../support/bank";
import { findEachByReference } from "../../support/found-by-reference";
import { sealAll } from "../../support/seal";
import { agreed } from "../../support/second-person";
import { balanceOf } from "../payments/money";
import {
  bank,
  beginInterest,
  booked,
  close,
  customer,
  cut,
  database,
  goTo,
  jobs,
  manager,
  nights,
  officer,
  open,
  pay,
  product,
  settlements,
  sql,
  today,
} from "./interest-bank";

beforeAll(beginInterest);
afterAll(() => database.close());

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
    goTo(addDays(today, 1));
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

test("every entry of these is found by its reference", async () => {
  const { lost, kinds } = await findEachByReference(await bank.staff("finance_officer", "000"));
  expect(lost).toEqual([]);
  expect(kinds).toEqual(expect.arrayContaining(["DIA", "INT"]));
});

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { moveVersion } from "@/lib/accounts/move-version";
import { placeBlock } from "@/lib/accounts/place-block";
import { addDays, addMonths, type BusinessDate, daysBetween } from "@/lib/core/dates";
import type { EntryId, Id } from "@/lib/core/ids";
import { accrueInterest } from "@/lib/interest/accrue-interest";
import { capitaliseInterest } from "@/lib/interest/capitalise-interest";
import { settledToday } from "@/lib/interest/settled-today";
import { unsettledOf } from "@/lib/interest/unsettled";
import { type NightRow, writeNights } from "@/lib/interest/write-nights";
import { reverseEntry } from "@/lib/ledger/reverse-entry";
import { firstBad, verifyLedger } from "@/lib/ledger/verify";
import { closeAccount } from "@/lib/operations/close-account";
import { closeAccountPayingOut } from "@/lib/operations/close-account-paying-out";
import { closeDay } from "@/lib/operations/close-day";
import { settleInterestNow } from "@/lib/operations/settle-interest-now";
import { newKey } from "../../support/bank";
import { sealAll } from "../../support/seal";
import { balanceOf } from "../payments/money";
import {
  bank,
  beginInterest,
  close,
  customer,
  cut,
  database,
  endOfMonthBefore,
  fund,
  goTo,
  jobs,
  manager,
  nights,
  officer,
  open,
  pay,
  product,
  settlements,
  today,
} from "./interest-bank";

beforeAll(beginInterest);
afterAll(() => database.close());

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
    goTo(addDays(today, 1));
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
    goTo(addDays(today, 1));
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
    goTo(addDays(today, 1));
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

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sqlOf } from "@/db/client";
import { accountPage, listAccounts } from "@/lib/accounts/queries";
import { cashPlaces, latestCashMoves, myTill, tillMovements } from "@/lib/cash/queries";
import type { AccountId } from "@/lib/core/ids";
import { newId } from "@/lib/core/ids";
import { receiptOf } from "@/lib/statements/receipt";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { createTransfer, depositCash, withdrawCash } from "../../support/booked";
import { coins } from "../../support/coins";
import { type TestDatabase, testDatabase } from "../../support/database";

let database: TestDatabase;
let bank: TestBank;
let amina: Awaited<ReturnType<TestBank["customer"]>>;
let jonas: Awaited<ReturnType<TestBank["customer"]>>;
let account: { id: AccountId; iban: string };
let other: { id: AccountId; iban: string };
beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  [amina, jonas] = [await bank.customer("Amina Okafor"), await bank.customer("Jonas Brandt", "002")];
  account = await bank.account(amina.id, 124_000n);
  other = await bank.account(jonas.id, 5_000n);
});
afterAll(() => database.close());

const cash = (iban: string, amount: string) => ({
  key: newKey(),
  iban,
  amount,
  notes: coins(amount),
  paidInBy: undefined,
  note: undefined,
});

describe("the list of accounts", () => {
  test("finds by IBAN in groups, the end of the number and the owner's name, in any order", async () => {
    const officer = await bank.staff("auditor");
    const found = async (q: string) => (await listAccounts(officer, { q })).rows.map((row) => row.id);
    expect(await found(account.iban.replace(/(.{4})/g, "$1 "))).toEqual([account.id]);
    expect(await found(account.iban.slice(-6))).toEqual([account.id]);
    expect(await found("okafor AMINA")).toEqual([account.id]);
    expect(await found("··")).toEqual([]);
    expect(await found("50%")).toEqual([]);
  });

  test("shows booked, held and available, and stays in the branch", async () => {
    const { rows } = await listAccounts(await bank.staff("teller"), {});
    expect(rows).toMatchObject([
      {
        id: account.id,
        owners: ["Amina Okafor"],
        branch: "Harbour",
        bookedMinor: 124_000n,
        heldMinor: 0n,
        availableMinor: 124_000n,
      },
    ]);
    expect((await listAccounts(await bank.staff("auditor"), {})).rows).toHaveLength(2);
    expect(
      (await listAccounts(await bank.staff("auditor"), { branch: bank.branch("002").id })).rows.map((row) => row.id),
    ).toEqual([other.id]);
    expect((await listAccounts(await bank.staff("teller"), { branch: bank.branch("002").id })).rows).toEqual([]);
    expect((await listAccounts(jonas.ctx, {})).rows.map((row) => row.id)).toEqual([other.id]);
  });

  test("filters by kind, status and negative balance, and goes through pages and back", async () => {
    const auditor = await bank.staff("auditor");
    expect((await listAccounts(auditor, { kind: "savings" })).rows).toEqual([]);
    expect((await listAccounts(auditor, { status: "active" })).rows).toHaveLength(2);
    expect((await listAccounts(auditor, { balance: "negative" })).rows).toEqual([]);
    const { id } = await bank.customer("Many Accounts");
    for (let at = 0; at < 30; at += 1) await bank.account(id);
    const first = await listAccounts(auditor, { q: "many" });
    const second = await listAccounts(auditor, { q: "many" }, { older: first.older ?? "" });
    expect([first.rows.length, second.rows.length, second.older]).toEqual([25, 5, null]);
    expect(await listAccounts(auditor, { q: "many" }, { newer: second.newer ?? "" })).toMatchObject({
      rows: first.rows,
      newer: null,
    });
  });
});

describe("an account's page", () => {
  test("says booked − held − floor = available, who owns it, and what blocks it", async () => {
    await sqlOf(
      database.admin,
    )`update account_balances set floor = -50000, held = 20000 where account_id = ${account.id}`;
    const page = await accountPage(await bank.staff("teller"), account.id);
    expect(page).toMatchObject({
      bookedMinor: 124_000n,
      heldMinor: 20_000n,
      floorMinor: -50_000n,
      availableMinor: 154_000n,
      blocks: [],
      loanNo: null,
      paidByDeposit: false,
    });
    expect(page?.owners).toMatchObject([
      { name: "Amina Okafor", birthDate: "1988-03-14", accounts: [{ id: account.id, iban: account.iban }] },
    ]);
    await sqlOf(database.admin)`update account_balances set floor = 0, held = 0 where account_id = ${account.id}`;
  });

  test("opens another branch's account for a teller with its number, not for others", async () => {
    expect(await accountPage(await bank.staff("teller"), other.id)).toMatchObject({ id: other.id });
    expect(await accountPage(await bank.staff("service_officer"), other.id)).toBeNull();
  });

  test("answers another customer's account exactly like an unknown one", async () => {
    expect(await accountPage(amina.ctx, other.id)).toBeNull();
    expect(await accountPage(amina.ctx, newId())).toBeNull();
    expect(await accountPage(amina.ctx, "1")).toBeNull();
    expect(await accountPage(amina.ctx, account.id)).toMatchObject({
      owners: [{ birthDate: null, document: null, accounts: [] }],
    });
  });
});

describe("the till and its receipts", () => {
  test("sums what went in and out of the session, and lists it by number", async () => {
    const teller = await bank.teller(30_000n);
    await depositCash(teller, cash(account.iban, "250.00"));
    await withdrawCash(teller, cash(account.iban, "80.00"));
    await depositCash(teller, cash(other.iban, "1.00"));
    const till = await myTill(teller);
    expect(till).toMatchObject({ lastNo: 3 });
    expect(till?.cash[0]).toEqual({
      currency: "EUR",
      softMinor: null,
      hardMinor: null,
      openingMinor: 0n,
      inMinor: 25_100n,
      outMinor: 8_000n,
      vaultMinor: 30_000n,
      expectedMinor: 47_100n,
    });
    const movements = await tillMovements(teller);
    expect(movements.rows.map((row) => [row.no, row.kind, row.owner])).toEqual([
      [3, "deposit", "Jonas Brandt"],
      [2, "withdrawal", "Amina Okafor"],
      [1, "deposit", "Amina Okafor"],
    ]);
    const older = await tillMovements(teller, { older: (await tillMovements(teller, {}, 2)).older ?? "" }, 2);
    expect(older.rows.map((row) => row.no)).toEqual([1]);
    expect(await myTill(await bank.staff("teller"))).toBeNull();
    const places = await cashPlaces(await bank.staff("vault_custodian"));
    expect(places[0]).toMatchObject({ kind: "vault", branch: "Harbour", holder: null });
    expect(places.find((place) => place.id === till?.tillId)).toMatchObject({
      holder: teller.actor.name,
      cash: [
        { currency: "EUR", minor: 47_100n },
        { currency: "USD", minor: 0n },
      ],
    });
    expect((await latestCashMoves(await bank.staff("vault_custodian"))).map((move) => move.kind)).toEqual([
      "vault_to_till",
      "settlement_to_vault",
    ]);
    expect(await latestCashMoves(await bank.staff("teller", "002"))).toEqual([]);
  });

  test("a receipt says till, number, teller and the balance the movement left", async () => {
    const teller = await bank.teller();
    const before = (await accountPage(teller, account.id))?.bookedMinor ?? 0n;
    const { reference } = await depositCash(teller, cash(account.iban, "10.00"));
    await depositCash(teller, cash(account.iban, "99.00"));
    const receipt = await receiptOf(teller, reference.toLowerCase());
    expect(receipt).toMatchObject({
      title: "Cash deposit",
      no: 1,
      branch: "Harbour",
      servedBy: teller.actor.name,
      changeMinor: 1_000n,
      balanceMinor: before + 1_000n,
    });
    expect(await receiptOf(teller, "CSH-000000000-0")).toBeNull();
  });

  test("each side of a transfer sees its own; a third customer and officers of another branch see none", async () => {
    const input = {
      key: newKey(),
      from: account.id,
      to: other.iban,
      amount: "7.00",
      remittance: "Lunch",
      beneficiaryId: undefined,
    };
    const { reference } = await createTransfer(amina.ctx, input);
    expect(await receiptOf(amina.ctx, reference)).toMatchObject({
      accountId: account.id,
      changeMinor: -700n,
      servedBy: "Self-service",
      note: "Lunch",
    });
    expect(await receiptOf(jonas.ctx, reference)).toMatchObject({
      accountId: other.id,
      changeMinor: 700n,
      text: "Transfer from Amina Okafor",
    });
    expect(await receiptOf(await bank.staff("teller"), reference)).toMatchObject({ accountId: account.id });
    expect(await receiptOf((await bank.customer("Third Person")).ctx, reference)).toBeNull();
    const inside = { ...input, key: newKey(), to: (await bank.account(amina.id)).iban };
    const own = await createTransfer(amina.ctx, inside);
    expect(await receiptOf(await bank.staff("service_officer", "002"), own.reference)).toBeNull();
    expect(await receiptOf(await bank.staff("teller", "002"), own.reference)).toMatchObject({ accountId: account.id });
    expect(await receiptOf(await bank.staff("operations", "000"), own.reference)).toMatchObject({
      accountId: account.id,
    });
  });
});

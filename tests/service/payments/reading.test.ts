import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Database, sqlOf } from "@/db/client";
import type { Ctx, CustomerActor } from "@/lib/core/context";
import { type AccountId, type CustomerId, newId } from "@/lib/core/ids";
import { addBeneficiary } from "@/lib/payments/add-beneficiary";
import { checkTransfer } from "@/lib/payments/check-transfer";
import { beneficiaryPage, listBeneficiaries, transferChoices } from "@/lib/payments/queries";
import { transferCheckPage } from "@/lib/payments/transfer-check-page";
import { customerAccountPage } from "@/lib/reports/customer-account";
import { customerOverview } from "@/lib/reports/customer-overview";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { createTransfer } from "../../support/booked";
import { type TestDatabase, testDatabase } from "../../support/database";
import { blockAccount } from "./money";

type Account = { id: AccountId; iban: string };
type Person = { id: CustomerId; ctx: Ctx<CustomerActor, Database> };

let database: TestDatabase;
let bank: TestBank;
let amina: Person;
let jonas: Person;
let current: Account;
let savings: Account;
let other: Account;
let payeeId: string;

beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  [amina, jonas] = [await bank.customer("Amina Okafor"), await bank.customer("Jonas Brandt")];
  current = await bank.account(amina.id, 100_000n);
  savings = await bank.account(amina.id);
  other = await bank.account(jonas.id, 5_000n);
  payeeId = await save(amina, "Jonas Brandt", other.iban, "Flatmate");
});
afterAll(() => database.close());

async function save(person: Person, name: string, iban: string, nickname?: string): Promise<string> {
  const { beneficiaryId } = await addBeneficiary(person.ctx, {
    key: newKey(),
    customerId: undefined,
    name,
    nickname,
    iban,
  });
  return beneficiaryId;
}

const typed = (amount: string, to: string, from: string = current.id) => ({
  from: from as AccountId,
  to,
  amount,
  remittance: undefined,
});

describe("the check before a payment", () => {
  test("says to whom and how much, makes a key, and books nothing", async () => {
    const check = await checkTransfer(amina.ctx, typed("80", payeeId));
    expect(check).toMatchObject({
      from: { iban: current.iban, availableMinor: 100_000n },
      to: { name: "Jonas Brandt", iban: other.iban, own: null, beneficiaryId: payeeId },
      amount: { minor: 8_000n, currency: "EUR" },
    });
    const [row] = await sqlOf(database.db)`select count(*)::int as n from transfers`;
    expect(row?.n).toBe(0);
  });

  test("knows one's own account as the payee", async () => {
    expect((await checkTransfer(amina.ctx, typed("80", savings.id))).to).toEqual({
      own: "current",
      iban: savings.iban,
      name: null,
      beneficiaryId: null,
    });
  });

  test.each([
    ["more than is there", () => typed("1000.01", payeeId), "insufficient_funds", "amount"],
    ["an amount that is none", () => typed("eighty", payeeId), "amount_not_digits", "amount"],
    ["the same account", () => typed("1", current.id), "same_account", "to"],
    ["somebody else's account to pay from", () => typed("1", payeeId, other.id), "account_not_found", "from"],
    ["an account to pay to that was not saved", () => typed("1", other.id), "beneficiary_not_found", "to"],
    ["nobody", () => typed("1", newId()), "beneficiary_not_found", "to"],
  ] as const)("refuses %s at its field", async (_what, asked, reason, field) => {
    await expect(checkTransfer(amina.ctx, asked())).rejects.toMatchObject({ reason, field });
  });

  test("refuses an account that is blocked for debits", async () => {
    const person = await bank.customer("Blocked");
    const [from, to] = [await bank.account(person.id, 1_000n), await bank.account(person.id)];
    await blockAccount(bank, database.db, from.id, "debit");
    await expect(checkTransfer(person.ctx, typed("1", to.id, from.id))).rejects.toMatchObject({
      reason: "account_blocked",
    });
  });

  test("opened again after paying says that it was paid, with its reference", async () => {
    const key = newKey();
    const asked = { key, from: current.id, to: savings.id, amount: "1.00" };
    expect(await transferCheckPage(amina.ctx, asked)).toMatchObject({ state: "ready", check: { key } });
    const { reference } = await createTransfer(amina.ctx, {
      key,
      from: current.id,
      to: savings.iban,
      amount: "1.00",
      remittance: undefined,
      beneficiaryId: undefined,
    });
    expect(await transferCheckPage(amina.ctx, asked)).toEqual({ state: "paid", reference });
    expect(await transferCheckPage(jonas.ctx, asked)).toMatchObject({ state: "refused" });
    expect(await transferCheckPage(amina.ctx, { ...asked, key: "x" })).toEqual({ state: "unreadable" });
  });
});

describe("what a customer chooses from", () => {
  test("is their own accounts and whom they saved, paid last first, by the name they gave", async () => {
    const before = await transferChoices(amina.ctx);
    expect(before.accounts.map((account) => account.id)).toEqual([current.id, savings.id]);
    expect(before.payees).toMatchObject([{ name: "Jonas Brandt", nickname: "Flatmate", lastPaidOn: null }]);
    const bakery = await save(amina, "Linden Bakery", (await bank.account((await bank.customer("Bakery")).id)).iban);
    await createTransfer(amina.ctx, {
      key: newKey(),
      from: current.id,
      to: other.iban,
      amount: "2.00",
      remittance: undefined,
      beneficiaryId: payeeId as never,
    });
    const after = await transferChoices(amina.ctx);
    expect(after.payees.map((payee) => [payee.id, payee.lastPaidOn])).toEqual([
      [payeeId, "2026-03-02"],
      [bakery, null],
    ]);
  });

  test("a list of many is paged by name in both directions and searched by name and IBAN", async () => {
    const person = await bank.customer("Collector");
    const ibans: string[] = [];
    for (let at = 0; at < 28; at += 1) {
      const { iban } = await bank.account(jonas.id);
      ibans.push(iban);
      await save(person, `Payee ${String(at).padStart(2, "0")}`, iban, at === 27 ? "Aunt" : undefined);
    }
    const first = await listBeneficiaries(person.ctx, {});
    expect(first.rows.map((row) => row.nickname ?? row.name).slice(0, 2)).toEqual(["Aunt", "Payee 00"]);
    expect([first.rows.length, first.newer]).toEqual([25, null]);
    const second = await listBeneficiaries(person.ctx, {}, { older: first.older as string });
    expect(second.rows.map((row) => row.name)).toEqual(["Payee 24", "Payee 25", "Payee 26"]);
    const back = await listBeneficiaries(person.ctx, {}, { newer: second.newer as string });
    expect(back.rows).toEqual(first.rows);
    expect((await listBeneficiaries(person.ctx, { q: "payee 07" })).rows).toHaveLength(1);
    expect(
      (await listBeneficiaries(person.ctx, { q: ` ${(ibans[3] as string).slice(-6).toLowerCase()}` })).rows.map(
        (row) => row.name,
      ),
    ).toEqual(["Payee 03"]);
    expect((await listBeneficiaries(person.ctx, { q: "100%" })).rows).toEqual([]);
    expect(await listBeneficiaries(person.ctx, {}, { older: "made-up" })).toEqual(first);
  });

  test("another's beneficiary and account are as unknown as none", async () => {
    expect(await beneficiaryPage(jonas.ctx, payeeId)).toBeNull();
    expect(await beneficiaryPage(amina.ctx, "nonsense")).toBeNull();
    expect((await beneficiaryPage(amina.ctx, payeeId))?.name).toBe("Jonas Brandt");
    expect(await customerAccountPage(jonas.ctx, current.id, {}, {})).toBeNull();
    expect(await customerAccountPage(jonas.ctx, newId(), {}, {})).toBeNull();
  });
});

describe("the overview", () => {
  test("leads with the first current account and its latest movements", async () => {
    const { accounts, loans, latest } = await customerOverview(amina.ctx);
    expect(accounts.map((account) => [account.iban, account.availableMinor])).toEqual([
      [current.iban, 99_700n],
      [savings.iban, 100n],
    ]);
    expect(loans).toEqual([]);
    expect(latest.map((row) => [row.movement.kind, row.changeMinor])).toEqual([
      ["transfer", -200n],
      ["transfer", -100n],
      ["incoming_credit", 100_000n],
    ]);
  });

  test("of a customer without accounts is empty", async () => {
    const { ctx } = await bank.customer("Newcomer");
    expect(await customerOverview(ctx)).toEqual({ accounts: [], loans: [], latest: [] });
  });

  test("exact beyond what a number of JSON can hold", async () => {
    const person = await bank.customer("Treasurer");
    await bank.account(person.id, 9_007_199_254_740_993n);
    expect((await customerOverview(person.ctx)).accounts[0]?.bookedMinor).toBe(9_007_199_254_740_993n);
  });
});

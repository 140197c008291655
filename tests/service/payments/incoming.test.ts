import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sqlOf } from "@/db/client";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { bookIncoming, bookShareCapital } from "../../support/booked";
import { type TestDatabase, testDatabase } from "../../support/database";
import { balanceOf, blockAccount } from "./money";

let database: TestDatabase;
let bank: TestBank;
beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
});
afterAll(() => database.close());

const credit = (iban: string, senderReference: string, amount = "1710.55") => ({
  key: newKey(),
  iban,
  amount,
  senderReference,
  remitterName: "Hafenkontor GmbH",
  remittance: "Salary March",
});

describe("an incoming credit", () => {
  test("is booked from the settlement account of head office to the customer, across branches", async () => {
    const { id } = await bank.customer("Amina Okafor");
    const account = await bank.account(id);
    const { entryId, reference } = await bookIncoming(
      await bank.staff("operations", "000"),
      credit(account.iban, "SAL-0301"),
    );
    expect(await balanceOf(database.db, account.id)).toBe(171_055n);
    const legs = await sqlOf(database.db)`
      select a.code, b.code as branch, p.amount_minor as minor from postings p join ledger_accounts a on a.id = p.account_id
      join branches b on b.id = p.branch_id where p.entry_id = ${entryId} order by p.leg`;
    expect(legs.map((leg) => [leg.code, leg.branch, leg.minor])).toEqual([
      ["1100", "000", 171_055n],
      [account.iban, "001", -171_055n],
      ["1900", "000", -171_055n],
      ["1900", "001", 171_055n],
    ]);
    const [row] = await sqlOf(
      database.db,
    )`select remitter_name, sender_reference, remittance from incoming_payments where reference = ${reference}`;
    expect(row).toMatchObject({
      remitter_name: "Hafenkontor GmbH",
      sender_reference: "SAL-0301",
      remittance: "Salary March",
    });
  });

  test("is refused when the sender's reference was booked before", async () => {
    const { id } = await bank.customer();
    const account = await bank.account(id);
    await bookIncoming(bank.system, credit(account.iban, "SAL-0302"));
    await expect(bookIncoming(bank.system, credit(account.iban, "SAL-0302"))).rejects.toMatchObject({
      reason: "sender_reference_known",
      field: "senderReference",
    });
    expect(await balanceOf(database.db, account.id)).toBe(171_055n);
  });

  test("sent sixteen times at once is booked once", async () => {
    const { id } = await bank.customer();
    const account = await bank.account(id);
    const asked = await Promise.allSettled(
      Array.from({ length: 16 }, () => bookIncoming(bank.system, credit(account.iban, "SAL-0303", "10.00"))),
    );
    expect(asked.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    for (const one of asked)
      if (one.status === "rejected") expect(one.reason).toMatchObject({ reason: "sender_reference_known" });
    expect(await balanceOf(database.db, account.id)).toBe(1_000n);
  });

  test("twice in one batch is booked once, and its neighbours are not harmed", async () => {
    const { id } = await bank.customer();
    const account = await bank.account(id);
    const ctx = bank.system;
    const outcomes = await bookIncoming.many(
      ["SAL-0304", "SAL-0304", "SAL-0305"].map((reference) => ({
        ctx,
        input: credit(account.iban, reference, "1.00"),
      })),
    );
    expect(outcomes.map((one) => ("reason" in one ? one.reason : "booked"))).toEqual([
      "booked",
      "sender_reference_known",
      "booked",
    ]);
    expect(await balanceOf(database.db, account.id)).toBe(200n);
  });

  test("is refused for an unknown account and for one that takes no credits", async () => {
    await expect(bookIncoming(bank.system, credit("AT461999900009999999", "SAL-0306"))).rejects.toMatchObject({
      reason: "account_not_found",
    });
    const { id } = await bank.customer();
    const account = await bank.account(id);
    await blockAccount(bank, database.db, account.id, "credit");
    await expect(bookIncoming(bank.system, credit(account.iban, "SAL-0307"))).rejects.toMatchObject({
      reason: "account_blocked",
    });
  });

  test("is booked by operations and by nobody else of staff", async () => {
    const { id, ctx } = await bank.customer();
    const account = await bank.account(id);
    for (const role of ["teller", "finance_officer", "branch_manager", "auditor"] as const) {
      await expect(
        bookIncoming(await bank.staff(role), credit(account.iban, newKey().slice(0, 30))),
      ).rejects.toMatchObject({ code: "forbidden" });
    }
    await expect(bookIncoming(ctx, credit(account.iban, newKey().slice(0, 30)))).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});

describe("share capital", () => {
  test("is booked by the finance officer to head office, in a currency the bank holds", async () => {
    const officer = await bank.staff("finance_officer", "000");
    const { entryId } = await bookShareCapital(officer, { key: newKey(), currency: "EUR", amount: "5000000.00" });
    const legs = await sqlOf(database.db)`
      select a.code, p.amount_minor as minor from postings p join ledger_accounts a on a.id = p.account_id where p.entry_id = ${entryId} order by p.leg`;
    expect(legs.map((leg) => [leg.code, leg.minor])).toEqual([
      ["1100", 500_000_000n],
      ["3010", -500_000_000n],
    ]);
    for (const currency of ["XXX", "CHF"]) {
      await expect(bookShareCapital(officer, { key: newKey(), currency, amount: "1.00" })).rejects.toMatchObject({
        reason: "currency_unknown",
        field: "currency",
      });
    }
    await expect(
      bookShareCapital(await bank.staff("operations"), { key: newKey(), currency: "EUR", amount: "1.00" }),
    ).rejects.toMatchObject({ code: "forbidden" });
  });
});

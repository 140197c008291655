import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sqlOf } from "@/db/client";
import { depositCash } from "@/lib/cash/deposit-cash";
import { withdrawCash } from "@/lib/cash/withdraw-cash";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";

let database: TestDatabase;
let bank: TestBank;
beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
});
afterAll(() => database.close());

const balance = async (id: string) => {
  const [row] = await sqlOf(database.db)<
    { balance: bigint }[]
  >`select balance from account_balances where account_id = ${id}`;
  return row?.balance;
};
const cash = (iban: string, amount: string, key = newKey()) => ({
  key,
  iban,
  amount,
  paidInBy: undefined,
  note: undefined,
});

describe("cash over the counter", () => {
  test("takes a deposit into the account and the till, numbered in the session, and records it", async () => {
    const { id } = await bank.customer();
    const account = await bank.account(id);
    const teller = await bank.teller();
    const receipt = await depositCash(teller, cash(account.iban, "250.00"));
    expect(receipt.reference).toMatch(/^CSH-[0-9A-Z]{9}-[0-9A-Z]$/);
    expect(await balance(account.id)).toBe(25_000n);
    const [row] = await sqlOf(database.db)`
      select t.no, t.amount_minor, e.booking_date::text as day, e.kind from cash_transactions t join journal_entries e on e.id = t.id where t.reference = ${receipt.reference}`;
    expect(row).toMatchObject({ no: 1, amount_minor: 25_000n, day: "2026-03-02", kind: "cash_deposit" });
    const [act] = await sqlOf(
      database.db,
    )`select act, actor_id, amount_minor, result from audit_events where reference = ${receipt.reference}`;
    expect(act).toMatchObject({
      act: "cash.deposited",
      actor_id: teller.actor.userId,
      amount_minor: 25_000n,
      result: "done",
    });
  });

  test("serves an account of another branch and books what the branches owe each other", async () => {
    const { id } = await bank.customer("Jonas Brandt", "002");
    const account = await bank.account(id);
    const { entryId } = await depositCash(await bank.teller(), cash(account.iban, "100.00"));
    const legs = await sqlOf(database.db)`
      select a.code, b.code as branch, p.amount_minor as minor from postings p join ledger_accounts a on a.id = p.account_id
      join branches b on b.id = p.branch_id where p.entry_id = ${entryId} order by p.leg`;
    expect(legs.map((leg) => [String(leg.code).slice(0, 4), leg.branch, leg.minor])).toEqual([
      ["1020", "001", 10_000n],
      [account.iban.slice(0, 4), "002", -10_000n],
      ["1900", "001", -10_000n],
      ["1900", "002", 10_000n],
    ]);
  });

  test("refuses more than the available balance and names the shortfall", async () => {
    const { id } = await bank.customer();
    const account = await bank.account(id, 10_000n);
    const teller = await bank.teller(100_000n);
    const asked = withdrawCash(teller, cash(account.iban, "120.00"));
    await expect(asked).rejects.toMatchObject({
      reason: "insufficient_funds",
      sentence: "Amount must be €100.00 or less — that is what is available. It is €20.00 short.",
    });
    expect(await balance(account.id)).toBe(10_000n);
    const [act] = await sqlOf(
      database.db,
    )`select result, reason from audit_events where actor_id = ${teller.actor.userId} and act = 'cash.withdraw'`;
    expect(act).toMatchObject({ result: "refused", reason: "insufficient_funds" });
  });

  test("refuses to pay more than the till holds", async () => {
    const { id } = await bank.customer();
    const account = await bank.account(id, 50_000n);
    await expect(withdrawCash(await bank.teller(10_000n), cash(account.iban, "200.00"))).rejects.toMatchObject({
      reason: "till_short",
    });
  });

  test("refuses a teller whose till is not open, and everyone who is not a teller", async () => {
    const { id } = await bank.customer();
    const account = await bank.account(id);
    await expect(depositCash(await bank.staff("teller"), cash(account.iban, "10.00"))).rejects.toMatchObject({
      reason: "till_not_open",
    });
    await expect(depositCash(await bank.staff("branch_manager"), cash(account.iban, "10.00"))).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  test("answers fifty equal requests with one movement and fifty equal receipts (control 40)", async () => {
    const { id } = await bank.customer();
    const account = await bank.account(id);
    const teller = await bank.teller();
    const key = newKey();
    const receipts = await Promise.all(
      Array.from({ length: 50 }, () => depositCash(teller, cash(account.iban, "5.00", key))),
    );
    expect(new Set(receipts.map((receipt) => receipt.reference)).size).toBe(1);
    expect(await balance(account.id)).toBe(500n);
    await expect(depositCash(teller, cash(account.iban, "6.00", key))).rejects.toMatchObject({ reason: "key_reused" });
  });

  test("answers a repeated refusal with the first refusal, even when the money is there now", async () => {
    const { id } = await bank.customer();
    const account = await bank.account(id);
    const teller = await bank.teller(100_000n);
    const key = newKey();
    await expect(withdrawCash(teller, cash(account.iban, "5.00", key))).rejects.toMatchObject({
      reason: "insufficient_funds",
    });
    await depositCash(teller, cash(account.iban, "50.00"));
    await expect(withdrawCash(teller, cash(account.iban, "5.00", key))).rejects.toMatchObject({
      reason: "insufficient_funds",
    });
  });

  test("lets exactly ten of a hundred withdrawals of one through a balance of ten (control 52)", async () => {
    const { id } = await bank.customer();
    const account = await bank.account(id, 1_000n);
    const tellers = await Promise.all(Array.from({ length: 4 }, () => bank.teller(100_000n)));
    const asked = await Promise.allSettled(
      Array.from({ length: 100 }, (_, at) => withdrawCash(tellers[at % 4] as never, cash(account.iban, "1.00"))),
    );
    expect(asked.filter((one) => one.status === "fulfilled")).toHaveLength(10);
    expect(await balance(account.id)).toBe(0n);
  });
});

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sqlOf } from "@/db/client";
import { noPowers } from "@/lib/approvals/powers";
import { decideCash, loadCash } from "@/lib/cash/cash-over-counter";
import { cashDrawer } from "@/lib/cash/count-queries";
import { moveVaultCash } from "@/lib/cash/move-vault-cash";
import { myTill } from "@/lib/cash/queries";
import type { Ctx, StaffActor } from "@/lib/core/context";
import { moneyCommand } from "@/lib/ledger/money-command";
import { reverseEntry } from "@/lib/ledger/reverse-entry";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { depositCash, withdrawCash } from "../../support/booked";
import { coins } from "../../support/coins";
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
  notes: coins(amount),
  paidInBy: undefined,
  note: undefined,
});

const stockOf = async (teller: Ctx<StaffActor>) => {
  const till = await myTill(teller);
  const drawer = till && (await cashDrawer(teller, till.tillId, "EUR"));
  return Object.fromEntries(Object.entries(drawer?.stock ?? {}).filter(([, pieces]) => pieces > 0));
};

describe("the notes of a movement", () => {
  test("come to its amount, to the cent, or nothing is booked", async () => {
    const { id } = await bank.customer();
    const account = await bank.account(id);
    const teller = await bank.teller();
    const counted = { ...cash(account.iban, "250.00"), notes: { "10000": 2, "2000": 1, "1000": 1 } };
    await expect(depositCash(teller, counted)).rejects.toMatchObject({
      reason: "notes_differ",
      field: "notes",
      sentence: "Notes counted come to €230.00, but the amount is €250.00.",
    });
    await expect(
      depositCash(teller, { ...cash(account.iban, "250.00"), notes: { "10000": 2, "4000": 1, "1000": 1 } }),
    ).rejects.toMatchObject({ reason: "denomination_unknown", field: "notes" });
    await expect(depositCash(teller, { ...cash(account.iban, "5.00"), notes: {} })).rejects.toMatchObject({
      reason: "notes_differ",
    });
    expect(await balance(account.id)).toBe(0n);
    expect(await stockOf(teller)).toEqual({});
  });

  test("lie in the till afterwards, and leave it with a withdrawal", async () => {
    const { id } = await bank.customer();
    const account = await bank.account(id);
    const teller = await bank.teller();
    await depositCash(teller, { ...cash(account.iban, "250.00"), notes: { "10000": 2, "2000": 2, "1000": 1 } });
    expect(await stockOf(teller)).toEqual({ "10000": 2, "2000": 2, "1000": 1 });
    await expect(withdrawCash(teller, { ...cash(account.iban, "100.00"), notes: { "5000": 2 } })).rejects.toMatchObject(
      { reason: "notes_short", sentence: expect.stringMatching(/^Till \d+ holds no 50\./) },
    );
    await expect(withdrawCash(teller, { ...cash(account.iban, "60.00"), notes: { "2000": 3 } })).rejects.toMatchObject({
      sentence: expect.stringMatching(/holds only 2 of the 20\./),
    });
    await withdrawCash(teller, { ...cash(account.iban, "140.00"), notes: { "10000": 1, "2000": 2 } });
    expect(await stockOf(teller)).toEqual({ "10000": 1, "1000": 1 });
  });

  test("are given once: of two withdrawals in one batch for the same notes the second is refused and books nothing", async () => {
    const { id } = await bank.customer();
    const account = await bank.account(id);
    const teller = await bank.teller();
    await depositCash(teller, { ...cash(account.iban, "150.00"), notes: { "5000": 1, "10000": 1 } });
    const ask = () => ({ ctx: teller, input: { ...cash(account.iban, "50.00"), notes: { "5000": 1 } } });
    const [first, second] = await withdrawCash.many([ask(), ask()]);
    expect(first).toMatchObject({ reference: expect.stringMatching(/^CSH/) });
    expect(second).toMatchObject({ reason: "notes_short" });
    expect(await balance(account.id)).toBe(100_00n);
    expect(await stockOf(teller)).toEqual({ "10000": 1 });
  });

  test("come with cash from the settlement account to the vault, and go back", async () => {
    const { vaultId } = bank.branch("002");
    const custodian = await bank.staff("vault_custodian", "002");
    const move = { vaultId: vaultId as never, currency: "EUR" };
    const bring = { ...move, kind: "settlement_to_vault" as const, amount: "70.00", notes: { "5000": 1, "2000": 1 } };
    await moveVaultCash(bank.system, { ...bring, key: newKey() });
    const back = { ...move, kind: "vault_to_settlement" as const, amount: "40.00" };
    await expect(moveVaultCash(custodian, { ...back, key: newKey(), notes: { "4000": 1 } })).rejects.toMatchObject({
      reason: "denomination_unknown",
    });
    await expect(moveVaultCash(custodian, { ...back, key: newKey(), notes: { "2000": 2 } })).rejects.toMatchObject({
      reason: "notes_short",
      sentence: "Vault holds only 1 of the 20. Give other notes.",
    });
    await moveVaultCash(bank.system, { ...back, key: newKey(), amount: "20.00", notes: { "2000": 1 } });
    expect((await cashDrawer(custodian, vaultId, "EUR")).stock).toMatchObject({ "5000": 1, "2000": 0 });
  });

  test("come back with a reversal, in others of the same worth once they are gone", async () => {
    const { id } = await bank.customer();
    const account = await bank.account(id);
    const teller = await bank.teller();
    const manager = await bank.staff("branch_manager");
    const undo = (entryId: string) =>
      reverseEntry(manager, { key: newKey(), entryId: entryId as never, reason: "wrong_amount", note: undefined });
    const first = await depositCash(teller, { ...cash(account.iban, "100.00"), notes: { "10000": 1 } });
    const second = await depositCash(teller, { ...cash(account.iban, "100.00"), notes: { "5000": 2 } });
    await withdrawCash(teller, { ...cash(account.iban, "100.00"), notes: { "10000": 1 } });
    await undo(first.entryId);
    expect(await stockOf(teller)).toEqual({});
    await depositCash(teller, { ...cash(account.iban, "100.00"), notes: { "2000": 5 } });
    await withdrawCash(teller, { ...cash(account.iban, "20.00"), notes: { "2000": 1 } });
    await depositCash(teller, { ...cash(account.iban, "40.00"), notes: { "2000": 2 } });
    await undo(second.entryId);
    expect(await stockOf(teller)).toEqual({ "2000": 1 });
    const odd = await depositCash(teller, { ...cash(account.iban, "50.00"), notes: { "5000": 1 } });
    await withdrawCash(teller, { ...cash(account.iban, "50.00"), notes: { "5000": 1 } });
    await depositCash(teller, { ...cash(account.iban, "60.00"), notes: { "2000": 3 } });
    await expect(undo(odd.entryId)).rejects.toMatchObject({ reason: "notes_not_there" });
    expect(await stockOf(teller)).toEqual({ "2000": 4 });
  });

  test("are the database's to keep: no cash moves without them, and none is added later", async () => {
    const { id } = await bank.customer();
    const account = await bank.account(id);
    const teller = await bank.teller(20_00n);
    const till = await myTill(teller);
    const { entryId } = await depositCash(teller, cash(account.iban, "10.00"));
    const admin = sqlOf(database.admin);
    await expect(
      admin`insert into cash_notes (entry_id, cash_point_id, currency, value_minor, quantity) values (${entryId}, ${till?.tillId as string}, 'EUR', 500, 1)`,
    ).rejects.toMatchObject({ constraint_name: "cash_notes_own_entry" });
    await expect(
      admin`update cash_stock set quantity = -1 where cash_point_id = ${till?.tillId as string}`,
    ).rejects.toMatchObject({ constraint_name: "cash_stock_enough" });
    const bare = moneyCommand<StaffActor, { iban: string }, Awaited<ReturnType<typeof loadCash>>, null, object>(
      "bare",
      {
        load: (tx, calls) =>
          loadCash(
            tx,
            calls.map(({ ctx, input }) => ({ ctx, input: { ...cash(input.iban, "1.00"), iban: input.iban } })),
          ),
        decide(ctx, input, state) {
          const decision = decideCash(ctx, "deposit", cash(input.iban, "1.00"), state, noPowers);
          if ("needs" in decision) throw new Error("It waits for a second person");
          return { ...decision, row: null };
        },
        write: () => Promise.resolve(),
      },
    );
    await expect(bare(teller, { iban: account.iban, key: newKey() })).rejects.toMatchObject({
      constraint_name: "cash_notes_amount",
    });
  });
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

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Database, sqlOf } from "@/db/client";
import { placeBlock } from "@/lib/accounts/place-block";
import { bookOwnReversal } from "@/lib/cash/book-own-reversal";
import { cashPosition, ownNotes } from "@/lib/cash/count-queries";
import { tillMovements } from "@/lib/cash/queries";
import { undoLastMovement } from "@/lib/cash/undo-last-movement";
import { mayUndo, undoneBy } from "@/lib/cash/undo-queries";
import type { Ctx, StaffActor } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { reverseEntry } from "@/lib/ledger/reverse-entry";
import { readApproval } from "@/lib/operations/approval-queries";
import { decideApproval } from "@/lib/operations/decide-approval";
import { ownRequests } from "@/lib/operations/own-requests";
import { printReceipt, printsOf } from "@/lib/statements/print-receipt";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { createTransfer, depositCash, payInCheque, withdrawCash } from "../../support/booked";
import { coins } from "../../support/coins";
import { countAndClose } from "../../support/counting";
import { type TestDatabase, testDatabase } from "../../support/database";
import { carried } from "../../support/second-person";

type Teller = Ctx<StaffActor, Database>;

let database: TestDatabase;
let bank: TestBank;
let manager: Teller;
let account: { id: string; iban: string };
beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  manager = await bank.staff("branch_manager");
  account = await bank.account((await bank.customer()).id);
});
afterAll(() => database.close());

const cash = (amount: string) => ({
  key: newKey(),
  iban: account.iban,
  amount,
  notes: coins(amount),
  paidInBy: undefined,
  note: undefined,
});
const undo = (entryId: string) => ({ key: newKey(), entryId: entryId as never, reason: "wrong_amount" as const });
const balance = async () => {
  const [row] = await sqlOf(database.db)<{ balance: bigint }[]>`
    select balance from account_balances where account_id = ${account.id}`;
  return row?.balance ?? 0n;
};

describe("a teller's own last movement", () => {
  test("is undone with a second person, on the same day, and its notes go back", async () => {
    const teller = await bank.teller();
    await depositCash(teller, cash("20.00"));
    const last = await depositCash(teller, cash("50.00"));
    const before = await balance();
    expect(await mayUndo(teller, last.reference)).toBe(last.entryId);
    expect(await carried(undoLastMovement, undo(last.entryId), { maker: teller, checker: manager })).toBe("approved");
    expect(await balance()).toBe(before - 50_00n);
    expect(await ownNotes(teller)).toEqual([
      { currency: "EUR", notes: [{ currency: "EUR", valueMinor: 100n, kind: "coin", quantity: 20 }] },
    ]);
    const [entry] = await sqlOf(database.db)`
      select kind, actor_id from journal_entries where reverses_id = ${last.entryId}`;
    expect(entry).toEqual({ kind: "correction", actor_id: teller.actor.userId });
    expect(await mayUndo(teller, last.reference)).toBeNull();
    const [reversal] = await sqlOf(database.db)<{ reference: string }[]>`
      select reference from journal_entries where reverses_id = ${last.entryId}`;
    const { rows } = await tillMovements(teller);
    expect(
      rows.map(({ no, undoneBy }) => [no, undoneBy]),
      "the list of the session says so",
    ).toEqual([
      [2, reversal?.reference],
      [1, null],
    ]);
  });

  test("is a transfer as well as cash: what came before it stays until it is undone", async () => {
    const teller = await bank.teller();
    const other = await bank.account((await bank.customer()).id);
    const paidIn = await depositCash(teller, cash("40.00"));
    const transfer = { from: account.id as never, to: other.iban as never, amount: "15.00" };
    const moved = await createTransfer(teller, {
      ...transfer,
      key: newKey(),
      remittance: undefined,
      beneficiaryId: undefined,
    });
    const before = await balance();
    expect(await mayUndo(teller, paidIn.reference)).toBeNull();
    await expect(undoLastMovement(teller, undo(paidIn.entryId))).rejects.toMatchObject({ reason: "not_own_movement" });
    expect(await mayUndo(teller, moved.reference)).toBe(moved.entryId);
    expect(await carried(undoLastMovement, undo(moved.entryId), { maker: teller, checker: manager })).toBe("approved");
    expect(await balance()).toBe(before + 15_00n);
    expect(await mayUndo(teller, moved.reference)).toBeNull();
  });

  test("that has records of its own is not reversed, and neither is what came before it", async () => {
    const teller = await bank.teller();
    const paidIn = await depositCash(teller, cash("40.00"));
    const cheque = await payInCheque(teller, {
      key: newKey(),
      iban: account.iban,
      bank: "Danube Savings Bank",
      number: "700321",
      amount: "44.00",
      drawnOn: "2026-02-27" as never,
    });
    for (const { reference } of [paidIn, cheque]) expect(await mayUndo(teller, reference)).toBeNull();
    await expect(undoLastMovement(teller, undo(cheque.entryId))).rejects.toMatchObject({ reason: "not_reversible" });
    await expect(undoLastMovement(teller, undo(paidIn.entryId))).rejects.toMatchObject({ reason: "not_own_movement" });
  });

  test("is bound by the policies for reversals as well: whom they name agrees, and the form says so beforehand", async () => {
    await sqlOf(database.db)`
      insert into approval_policies (id, kind, role, currency, from_minor, checker_role, effective_from)
      values (${newId()}, 'entry.reverse', null, 'EUR', 90000, 'finance_officer', '2026-03-02')`;
    const [teller, finance] = [await bank.teller(), await bank.staff("finance_officer", "000")];
    const small = await depositCash(teller, cash("899.00"));
    expect(await undoneBy(teller, small.entryId)).toBe("branch_manager");
    const mine = await undoLastMovement(teller, undo(small.entryId));
    if (!("pending" in mine)) throw new Error("undone without a second person");
    const decide = async (ctx: Teller, approvalId: string) =>
      decideApproval(ctx, { key: newKey(), approvalId, seen: 1, answer: "approved" });
    await expect(decide(finance, mine.pending)).rejects.toMatchObject({ reason: "not_permitted" });
    expect(await decide(manager, mine.pending)).toMatchObject({ status: "approved" });

    const large = await depositCash(teller, cash("900.00"));
    expect(await undoneBy(teller, large.entryId)).toBe("finance_officer");
    const before = await balance();
    const asked = await undoLastMovement(teller, undo(large.entryId));
    if (!("pending" in asked)) throw new Error("undone without a second person");
    await expect(decide(manager, asked.pending)).rejects.toMatchObject({ reason: "not_permitted" });
    expect(await decide(finance, asked.pending)).toMatchObject({ status: "approved" });
    expect(await balance()).toBe(before - 900_00n);
  });

  test("waits among the teller's requests, and comes back to them with the reason", async () => {
    const teller = await bank.teller();
    const last = await depositCash(teller, cash("5.00"));
    const asked = await undoLastMovement(teller, undo(last.entryId));
    if (!("pending" in asked)) throw new Error("undone without a second person");
    expect(await ownRequests(teller)).toMatchObject([
      { id: asked.pending, status: "pending", amountMinor: 5_00n, words: "Undo a teller’s last movement" },
    ]);
    await depositCash(teller, cash("6.00"));
    const { version } = await readApproval(manager, asked.pending);
    const decision = { key: newKey(), approvalId: asked.pending, seen: version, answer: "approved" as const };
    expect(await decideApproval(manager, decision)).toMatchObject({ status: "returned" });
    expect(await ownRequests(teller)).toMatchObject([{ id: asked.pending, status: "returned" }]);
  });

  test("takes nothing from an account that was frozen meanwhile, also when a second person agrees", async () => {
    const [teller, frozen] = [await bank.teller(), await bank.account((await bank.customer("Mei Tan")).id)];
    const last = await depositCash(teller, { ...cash("12.00"), iban: frozen.iban });
    const compliance = await bank.staff("compliance_officer", "000");
    await placeBlock(compliance, { key: newKey(), accountId: frozen.id, kind: "freeze", reason: "Court order" });
    expect(await carried(undoLastMovement, undo(last.entryId), { maker: teller, checker: manager })).toBe("returned");
    const [row] = await sqlOf(database.db)`select balance from account_balances where account_id = ${frozen.id}`;
    expect(row).toEqual({ balance: 12_00n });
  });

  test("is nobody else's, no earlier one, none of a closed till, and nothing without a second person", async () => {
    const [teller, other] = await Promise.all([bank.teller(), bank.teller()]);
    const first = await depositCash(teller, cash("7.00"));
    const last = await depositCash(teller, cash("8.00"));
    await expect(undoLastMovement(teller, undo(first.entryId))).rejects.toMatchObject({ reason: "not_own_movement" });
    await expect(undoLastMovement(other, undo(last.entryId))).rejects.toMatchObject({ reason: "not_own_movement" });
    await expect(undoLastMovement(manager, undo(last.entryId))).rejects.toMatchObject({ reason: "not_permitted" });
    await expect(bookOwnReversal(teller, undo(last.entryId))).rejects.toMatchObject({ reason: "second_person_needed" });
    await reverseEntry(manager, { ...undo(last.entryId), note: undefined });
    await expect(undoLastMovement(teller, undo(last.entryId))).rejects.toMatchObject({ reason: "already_reversed" });
    await countAndClose(teller, { key: newKey(), counts: { EUR: coins("7.00") } });
    await expect(undoLastMovement(teller, undo(last.entryId))).rejects.toMatchObject({ reason: "till_not_open" });
  });
});

describe("prints of a receipt", () => {
  test("are counted by the bank: the paper itself, then copies with their numbers", async () => {
    const teller = await bank.teller();
    const { reference } = await depositCash(teller, cash("9.00"));
    expect(await printsOf(teller, reference)).toBe(0);
    const input = { key: newKey(), reference };
    expect(await printReceipt(teller, input)).toEqual({ reference, no: 0 });
    expect(await printReceipt(teller, input), "a lost answer prints no second paper").toEqual({ reference, no: 0 });
    const copies = await Promise.all(
      Array.from({ length: 5 }, () => printReceipt(manager, { key: newKey(), reference })),
    );
    expect(copies.map(({ no }) => no).sort()).toEqual([1, 2, 3, 4, 5]);
    expect(await printsOf(teller, reference)).toBe(6);
    const [act] = await sqlOf(database.db)`
      select count(*)::int as prints from audit_events where act = 'receipt.printed' and reference = ${reference}`;
    expect(act).toEqual({ prints: 6 });
    await expect(printReceipt(teller, { key: newKey(), reference: "CSH-000000000-0" })).rejects.toMatchObject({
      reason: "not_found",
    });
    await expect(sqlOf(database.admin)`delete from receipt_prints`).rejects.toMatchObject({ code: "23001" });
  });
});

test("the cash position shows every note of the branch, in vault and tills, and of no other branch", async () => {
  const teller = await bank.teller(31_00n);
  await withdrawCash(teller, cash("1.00"));
  const custodian = await bank.staff("vault_custodian");
  const [euro] = await cashPosition(custodian);
  const coin = euro?.notes.find(({ valueMinor }) => valueMinor === 100n);
  const [held] = await sqlOf(database.db)<{ tills: number }[]>`
    select sum(quantity)::int as tills from cash_stock s join cash_points p on p.id = s.cash_point_id
    where p.kind = 'till' and s.value_minor = 100 and s.currency = 'EUR'`;
  expect(coin).toMatchObject({ vault: 0, tills: held?.tills });
  expect(await cashPosition(await bank.staff("vault_custodian", "002"))).toEqual([]);
  await expect(cashPosition(await bank.staff("administrator"))).rejects.toMatchObject({ reason: "not_permitted" });
});

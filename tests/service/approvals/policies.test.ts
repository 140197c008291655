import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sqlOf } from "@/db/client";
import { captureHold } from "@/lib/accounts/capture-hold";
import { placeHold } from "@/lib/accounts/place-hold";
import { releaseHold } from "@/lib/accounts/release-hold";
import { bookShareCapital } from "@/lib/cash/book-share-capital";
import { moveVaultCash } from "@/lib/cash/move-vault-cash";
import { newId } from "@/lib/core/ids";
import { changeContact } from "@/lib/customers/change-contact";
import { reverseEntry } from "@/lib/ledger/reverse-entry";
import { impactOf } from "@/lib/operations/approval-impact";
import { readApproval } from "@/lib/operations/approval-queries";
import { completeRequest } from "@/lib/operations/complete-request";
import { bookIncoming } from "@/lib/payments/book-incoming";
import { createTransfer } from "@/lib/payments/create-transfer";
import { payInCheque } from "@/lib/payments/pay-in-cheque";
import { newKey } from "../../support/bank";
import { coins } from "../../support/coins";
import {
  approve,
  balance,
  bank,
  beginMoney,
  counter,
  database,
  manager,
  pendingOf,
  policy,
  transfer,
} from "./money-bank";

beforeAll(beginMoney);
afterAll(() => database.close());

describe("policies are data", () => {
  it("bind from their day on, by role, and the highest amount reached names who decides", async () => {
    const finance = await bank.staff("finance_officer", "000");
    const book = (amount: string) => bookShareCapital(finance, { key: newKey(), currency: "EUR", amount });
    expect(await book("100000.00")).toHaveProperty("reference");
    await policy("capital.book", "50000.00", "finance_officer");
    await policy("capital.book", "900000.00", "credit_approver");
    const [small, large] = [pendingOf(await book("50000.00")), pendingOf(await book("900000.00"))];
    const colleague = await bank.staff("finance_officer", "000");
    await expect(approve(large, colleague)).rejects.toMatchObject({ reason: "approval_not_found" });
    expect(await approve(small, colleague)).toMatchObject({ status: "approved" });
    expect(await approve(large, await bank.staff("credit_approver", "000"))).toMatchObject({ status: "approved" });
    await policy("capital.book", "50000.00", null);
    expect(await book("60000.00")).toHaveProperty("reference");
  });

  it("bind vault moves too, which are released to the custodian", async () => {
    await policy("vault.move", "20000.00", "branch_manager", "vault_custodian");
    const custodian = await bank.staff("vault_custodian");
    const move = {
      key: newKey(),
      kind: "settlement_to_vault" as const,
      vaultId: bank.branch("001").vaultId as never,
      currency: "EUR",
      amount: "25000.00",
      notes: coins("25000.00"),
    };
    const pending = pendingOf(await moveVaultCash(custodian, move));
    expect(await moveVaultCash(bank.system, { ...move, key: newKey() })).toHaveProperty("reference");
    expect(await approve(pending)).toMatchObject({ status: "released" });
    const { reference } = await completeRequest(custodian, { key: newKey(), approvalId: pending as never });
    expect(reference).toMatch(/^CMV-/);
  });

  it("bind cheques, and so do the limits of whoever takes them", async () => {
    const { account, teller } = await counter(100_00n);
    await policy("cheque.pay_in", "3000.00", "branch_manager");
    const cheque = (amount: string, number: string) => ({
      key: newKey(),
      iban: account.iban,
      bank: "Danube Savings Bank",
      number,
      amount,
      drawnOn: "2026-02-27" as never,
    });
    expect(await payInCheque(teller, cheque("2999.99", "800001"))).toHaveProperty("reference");
    const before = await balance(account.id);
    const pending = pendingOf(await payInCheque(teller, cheque("3000.00", "800002")));
    expect(await balance(account.id), "nothing is booked or held").toEqual(before);
    expect((await readApproval(manager, pending)).after).toMatchObject({ amount: "€3,000.00", number: "800002" });
    expect(await approve(pending)).toMatchObject({ status: "approved" });
    expect(await balance(account.id)).toEqual({
      balance: (before?.balance ?? 0n) + 3_000_00n,
      held: (before?.held ?? 0n) + 3_000_00n,
    });
    await expect(payInCheque(teller, cheque("3000.00", "800002"))).rejects.toMatchObject({ reason: "cheque_known" });

    await sqlOf(database.db)`
      insert into staff_limits (id, user_id, currency, per_transaction_minor, effective_from)
      values (${newId()}, ${teller.actor.userId}, 'EUR', 1000, '2026-03-02')`;
    await expect(payInCheque(teller, cheque("10.01", "800003"))).rejects.toMatchObject({
      reason: "over_transaction_limit",
    });
    expect(await payInCheque(teller, cheque("10.00", "800003"))).toHaveProperty("reference");
  });

  it("bind incoming credits: the settlement is credited once a finance officer agreed, and once only", async () => {
    const { account } = await counter(100_00n);
    const [operations, finance] = [await bank.staff("operations", "000"), await bank.staff("finance_officer", "000")];
    await policy("incoming.book", "9000.00", "finance_officer");
    const arrived = (amount: string, senderReference: string) => ({
      key: newKey(),
      iban: account.iban,
      amount,
      remitterName: "Harbour Shipping",
      senderReference,
      remittance: undefined,
    });
    expect(await bookIncoming(operations, arrived("8999.99", "IN-1"))).toHaveProperty("reference");
    expect(await bookIncoming(bank.system, arrived("9000.00", "IN-2")), "a job asks nobody").toHaveProperty(
      "reference",
    );
    const before = await balance(account.id);
    const pending = pendingOf(await bookIncoming(operations, arrived("9000.00", "IN-3")));
    expect(await balance(account.id)).toEqual(before);
    const seen = await readApproval(finance, pending);
    expect(seen.after).toMatchObject({ amount: "€9,000.00", sender: "Harbour Shipping", sender_reference: "IN-3" });
    expect((await impactOf(finance, seen))?.lines[0]).toMatchObject({
      label: "Booked",
      afterMinor: (before?.balance ?? 0n) + 9_000_00n,
    });
    await expect(approve(pending), "is not a branch manager's").rejects.toMatchObject({ reason: "approval_not_found" });
    expect(await approve(pending, finance)).toMatchObject({ status: "approved" });
    expect((await balance(account.id))?.balance).toBe((before?.balance ?? 0n) + 9_000_00n);
    const twice = pendingOf(await bookIncoming(operations, arrived("9500.00", "IN-4")));
    await bookIncoming(bank.system, arrived("9500.00", "IN-4"));
    expect(await approve(twice, finance), "the rules of now refuse what came meanwhile").toMatchObject({
      status: "returned",
    });
  });

  it("bind reversals: another manager's is not enough where the policy names finance", async () => {
    const { account, teller } = await counter(8_000_00n);
    const to = await bank.account((await bank.customer("Jonas Brandt")).id);
    const finance = await bank.staff("finance_officer", "000");
    await policy("entry.reverse", "2000.00", "finance_officer");
    const booked = async (amount: string) => {
      const done = await createTransfer(teller, transfer(account, to, amount));
      if ("pending" in done) throw new Error("It waits");
      return done.entryId;
    };
    const undo = (entryId: string) =>
      reverseEntry(manager, { key: newKey(), entryId: entryId as never, reason: "wrong_account", note: "By phone" });
    expect(await undo(await booked("1999.99"))).toHaveProperty("reference");
    const large = await booked("2000.00");
    const before = [await balance(account.id), await balance(to.id)];
    const pending = pendingOf(await undo(large));
    expect([await balance(account.id), await balance(to.id)]).toEqual(before);
    expect(await readApproval(finance, pending)).toMatchObject({
      before: { stands: "booked" },
      after: { stands: "reversed", amount: "€2,000.00", because: "wrong account" },
      amountMinor: 200_000n,
    });
    await expect(approve(pending)).rejects.toMatchObject({ reason: "not_permitted" });
    expect(await approve(pending, finance)).toMatchObject({ status: "approved" });
    expect((await balance(account.id))?.balance).toBe((before[0]?.balance ?? 0n) + 2_000_00n);
    await expect(undo(large)).rejects.toMatchObject({ reason: "already_reversed" });
  });

  it("bind reversals, which nobody agrees to who changed one of whose money it is in the week before", async () => {
    const { account, teller } = await counter(8_000_00n);
    const payee = await bank.customer("Jonas Brandt");
    const done = await createTransfer(teller, transfer(account, await bank.account(payee.id), "500.00"));
    if ("pending" in done) throw new Error("It waits");
    await policy("entry.reverse", "400.00", "branch_manager");
    const both = await bank.staff(["service_officer", "branch_manager"]);
    const contact = { key: newKey(), customerId: payee.id, phone: "+436608888888", email: "a@example.com" };
    await changeContact(both, contact as never);
    const undo = { key: newKey(), entryId: done.entryId, reason: "wrong_account" as const, note: "By phone" };
    const pending = pendingOf(await reverseEntry(await bank.staff("branch_manager"), undo));
    await expect(approve(pending, both)).rejects.toMatchObject({ reason: "changed_recently" });
    expect(await approve(pending)).toMatchObject({ status: "approved" });
  });

  it("bind holds: placed, let go and taken, each as it is seen", async () => {
    const account = await bank.account((await bank.customer("Lucia Sousa")).id, 40_000_00n);
    const to = await bank.account((await bank.customer("Jonas Brandt")).id);
    const officer = await bank.staff("service_officer");
    await policy("hold.place", "3000.00", "branch_manager");
    await policy("hold.release", "2500.00", "branch_manager");
    const hold = (amount: string) =>
      placeHold(officer, { key: newKey(), accountId: account.id, amount, reason: "card" } as never);
    const holdOf = (result: object) => (result as { holdId: never }).holdId;
    const small = holdOf(await hold("2500.00"));
    const before = await balance(account.id);
    const placing = pendingOf(await hold("6000.00"));
    expect(await balance(account.id), "nothing is held yet").toEqual(before);
    expect(await approve(placing)).toMatchObject({ status: "approved" });
    expect((await balance(account.id))?.held).toBe((before?.held ?? 0n) + 6_000_00n);

    const release = (holdId: never) => releaseHold(officer, { key: newKey(), holdId });
    const releasing = pendingOf(await release(small));
    expect((await readApproval(manager, releasing)).before).toMatchObject({ holds: "€2,500.00" });
    expect(await approve(releasing)).toMatchObject({ status: "approved" });
    expect((await balance(account.id))?.held).toBe((before?.held ?? 0n) + 6_000_00n - 2_500_00n);

    const [big] = await sqlOf(database.db)<{ id: never }[]>`
      select id from holds where account_id = ${account.id} and amount_minor = 600000`;
    const taking = pendingOf(
      await captureHold(officer, { key: newKey(), holdId: big?.id as never, amount: "5000.00", to: to.iban }),
    );
    expect((await readApproval(manager, taking)).after).toMatchObject({ takes: "€5,000.00" });
    const target = await balance(to.id);
    expect(await approve(taking)).toMatchObject({ status: "approved" });
    expect((await balance(to.id))?.balance).toBe((target?.balance ?? 0n) + 5_000_00n);
    await expect(release(big?.id as never)).rejects.toMatchObject({ reason: "hold_resolved" });
  });

  it("are added and never changed", async () => {
    await expect(sqlOf(database.db)`update approval_policies set from_minor = 1`).rejects.toThrow();
    await expect(sqlOf(database.db)`delete from approval_policies`).rejects.toThrow();
  });
});

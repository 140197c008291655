import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, sqlOf } from "@/db/client";
import { captureHold } from "@/lib/accounts/capture-hold";
import { placeHold } from "@/lib/accounts/place-hold";
import { releaseHold } from "@/lib/accounts/release-hold";
import type { MoneyKind } from "@/lib/approvals/kinds";
import { withdrawRequest } from "@/lib/approvals/withdraw-request";
import { bookShareCapital } from "@/lib/cash/book-share-capital";
import { depositCash } from "@/lib/cash/deposit-cash";
import { moveVaultCash } from "@/lib/cash/move-vault-cash";
import { withdrawCash } from "@/lib/cash/withdraw-cash";
import { postedUnder } from "@/lib/command/posted-under";
import type { Ctx, Role, StaffActor } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { changeContact } from "@/lib/customers/change-contact";
import { reverseEntry } from "@/lib/ledger/reverse-entry";
import { impactOf } from "@/lib/operations/approval-impact";
import { readApproval } from "@/lib/operations/approval-queries";
import { completeRequest } from "@/lib/operations/complete-request";
import { decideApproval } from "@/lib/operations/decide-approval";
import { ownRequests } from "@/lib/operations/own-requests";
import { waitingApprovals } from "@/lib/operations/waiting-approvals";
import { bookIncoming } from "@/lib/payments/book-incoming";
import { createTransfer } from "@/lib/payments/create-transfer";
import { payInCheque } from "@/lib/payments/pay-in-cheque";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { coins } from "../../support/coins";
import { type TestDatabase, testDatabase } from "../../support/database";

let database: TestDatabase;
let bank: TestBank;
let manager: Ctx<StaffActor, Database>;

beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  manager = await bank.staff("branch_manager");
  await policy("cash.withdraw", "5000.00", "branch_manager");
  await policy("cash.deposit", "8000.00", "branch_manager");
  await policy("transfer.create", "5000.00", "branch_manager");
});
afterAll(() => database.close());

async function policy(kind: MoneyKind, from: string, checkerRole: Role | null, role: Role | null = null) {
  const minor = from.replace(".", "");
  await sqlOf(database.db)`
    insert into approval_policies (id, kind, role, currency, from_minor, checker_role, effective_from)
    values (${newId()}, ${kind}, ${role}, 'EUR', ${minor}, ${checkerRole}, '2026-03-02')`;
}

const balance = async (id: string) => {
  const [row] = await sqlOf(database.db)<
    { balance: bigint; held: bigint }[]
  >`select balance, held from account_balances where account_id = ${id}`;
  return row;
};
const cash = (iban: string, amount: string, key = newKey()) => ({
  key,
  iban,
  amount,
  notes: coins(amount),
  paidInBy: undefined,
  note: undefined,
});
const transfer = (from: { id: string }, to: { iban: string }, amount: string, key = newKey()) => ({
  key,
  from: from.id as never,
  to: to.iban,
  amount,
  remittance: undefined,
  beneficiaryId: undefined,
});
const approve = async (approvalId: string, ctx = manager) => {
  const { version } = await readApproval(ctx, approvalId);
  return decideApproval(ctx, { key: newKey(), approvalId, seen: version, answer: "approved" });
};
const pendingOf = (result: object): string => {
  if (!("pending" in result)) throw new Error("It did not wait");
  return String(result.pending);
};
const statusOf = async (id: string) => {
  const [row] = await sqlOf(database.db)<{ status: string }[]>`select status from approvals where id = ${id}`;
  return row?.status;
};

/** A customer with so much, and a teller with as much cash. */
async function counter(minor = 2_000_000n) {
  const { id } = await bank.customer();
  return { account: await bank.account(id, minor), teller: await bank.teller(minor) };
}

describe("money above a policy's amount (control 42)", () => {
  it("waits for a second person: nothing moves and nothing is held", async () => {
    const { account, teller } = await counter();
    expect(await withdrawCash(teller, cash(account.iban, "4999.00"))).toHaveProperty("reference");
    const before = await balance(account.id);
    const pending = pendingOf(await withdrawCash(teller, cash(account.iban, "5000.00")));
    expect(await balance(account.id)).toEqual(before);
    expect(await readApproval(manager, pending)).toMatchObject({
      kind: "cash.withdraw",
      status: "pending",
      amountMinor: 500_000n,
      policy: "From €5,000.00 a branch manager must agree.",
      mayDecide: true,
    });
    expect((await waitingApprovals(manager)).items.some(({ id }) => id === pending)).toBe(true);
    expect(await ownRequests(teller)).toMatchObject([{ id: pending, status: "pending", customer: "Amina Okafor" }]);
    const acts = await sqlOf(database.db)`
      select act, actor_id, amount_minor from audit_events where subject_id = ${pending}`;
    expect(acts).toMatchObject([{ act: "approval.requested", actor_id: teller.actor.userId, amount_minor: 500_000n }]);
  });

  it("is one request for one key, however often it is sent, and the key answers for it", async () => {
    const { account, teller } = await counter();
    const asked = cash(account.iban, "6000.00");
    const answers = await Promise.all(Array.from({ length: 8 }, () => withdrawCash(teller, asked)));
    expect(new Set(answers.map(pendingOf)).size).toBe(1);
    const [row] = await sqlOf(database.db)`
      select count(*)::int as n from approvals where maker_id = ${teller.actor.userId}`;
    expect(row).toMatchObject({ n: 1 });
    expect(await postedUnder(teller, asked.key)).toEqual({
      is: "waiting",
      approvalId: pendingOf(answers[0] as object),
      at: expect.stringMatching(/^\d\d:\d\d$/),
    });
    await expect(withdrawCash(teller, { ...asked, amount: "6001.00" })).rejects.toMatchObject({ reason: "key_reused" });
  });

  it("is not asked for when a rule refuses it already", async () => {
    const { account, teller } = await counter(600_000n);
    await expect(withdrawCash(teller, cash(account.iban, "7000.00"))).rejects.toMatchObject({
      reason: "insufficient_funds",
    });
    expect(await ownRequests(teller)).toEqual([]);
  });

  it("leaves the neighbours of its batch alone", async () => {
    const { account, teller } = await counter(1_000_000n);
    const call = (amount: string) => ({ ctx: teller, input: cash(account.iban, amount) });
    const answers = await withdrawCash.many([call("9000.00"), call("4000.00"), call("4500.00"), call("7000.00")]);
    expect(answers.map((one) => Object.keys(one)[0])).toEqual(["pending", "entryId", "entryId", "reason"]);
    expect((await balance(account.id))?.balance).toBe(150_000n);
  });

  it("moves by the second person's word when no cash is in it, once, and says who agreed", async () => {
    const { account, teller } = await counter();
    const other = await bank.account((await bank.customer("Jonas Brandt")).id);
    const pending = pendingOf(await createTransfer(teller, transfer(account, other, "7500.00")));
    const second = await bank.staff("branch_manager");
    const outcomes = await Promise.allSettled([approve(pending), approve(pending, second)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect((await balance(other.id))?.balance).toBe(750_000n);
    const { status, reference, steps } = await readApproval(teller, pending);
    expect(status).toBe("approved");
    expect(reference).toMatch(/^TRF-/);
    expect(steps.map(({ step }) => step)).toEqual(["requested", "approved"]);
    const [entry] = await sqlOf(database.db)`select actor_id from journal_entries where reference = ${reference}`;
    expect(entry).toMatchObject({ actor_id: teller.actor.userId });
  });

  it("is released to its teller when it is cash, who completes it at the till with one press, once", async () => {
    const { account, teller } = await counter();
    const pending = pendingOf(await withdrawCash(teller, cash(account.iban, "5000.00")));
    expect(await approve(pending)).toMatchObject({ status: "released" });
    expect((await balance(account.id))?.balance).toBe(2_000_000n);
    expect(await ownRequests(teller)).toMatchObject([{ id: pending, status: "released" }]);
    const other = await bank.teller();
    const press = (ctx: Ctx<StaffActor>, key = newKey()) => completeRequest(ctx, { key, approvalId: pending as never });
    await expect(press(other)).rejects.toMatchObject({ reason: "approval_not_found" });
    const outcomes = await Promise.allSettled([press(teller), press(teller)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect((await balance(account.id))?.balance).toBe(1_500_000n);
    const { status, reference } = await readApproval(teller, pending);
    expect(status).toBe("completed");
    const [movement] = await sqlOf(database.db)`
      select t.amount_minor, s.user_id from cash_transactions t join till_sessions s on s.id = t.till_session_id
      where t.reference = ${reference}`;
    expect(movement).toEqual({ amount_minor: 500_000n, user_id: teller.actor.userId });
  });

  it("waits in hand for a till that is closed, and comes back when the money has gone", async () => {
    const { account, teller } = await counter();
    const pending = pendingOf(await withdrawCash(teller, cash(account.iban, "5000.00")));
    await approve(pending);
    const press = () => completeRequest(teller, { key: newKey(), approvalId: pending as never });
    await sqlOf(database.db)`update till_sessions set status = 'suspended' where user_id = ${teller.actor.userId}`;
    await expect(press()).rejects.toMatchObject({ reason: "till_suspended" });
    expect(await statusOf(pending)).toBe("released");
    await sqlOf(database.db)`update till_sessions set status = 'open' where user_id = ${teller.actor.userId}`;
    const other = await bank.account((await bank.customer("Jonas Brandt")).id);
    for (let n = 0; n < 4; n += 1) await createTransfer(teller, transfer(account, other, "4900.00"));
    expect(await press()).toMatchObject({ reference: null });
    const { status, steps } = await readApproval(teller, pending);
    expect(status).toBe("returned");
    expect(steps.at(-1)).toMatchObject({ byRule: true, reason: expect.stringContaining("€400.00") });
  });

  it("comes back when whoever released the cash has changed a customer's details since", async () => {
    const customer = await bank.customer();
    const [account, teller] = [await bank.account(customer.id, 2_000_000n), await bank.teller(2_000_000n)];
    const both = await bank.staff(["service_officer", "branch_manager"]);
    const asked = async () => pendingOf(await withdrawCash(teller, cash(account.iban, "5000.00")));
    const press = (id: string) => completeRequest(teller, { key: newKey(), approvalId: id as never });
    const [before, after] = [await asked(), await asked()];
    for (const id of [before, after]) await approve(id, both);
    expect(await press(before)).toMatchObject({ reference: expect.stringMatching(/^CSH-/) });
    const contact = { key: newKey(), customerId: customer.id, phone: "+436608888888", email: "a@example.com" };
    await changeContact(both, contact as never);
    expect(await press(after)).toMatchObject({ reference: null });
    expect(await statusOf(after)).toBe("returned");
    expect((await readApproval(teller, after)).steps.at(-1)).toMatchObject({
      byRule: true,
      reason: expect.stringContaining("has since changed details"),
    });
    expect((await balance(account.id))?.balance).toBe(1_500_000n);
  });

  it("comes back with the reason when the balance fell before the second person agreed", async () => {
    const { account, teller } = await counter(900_000n);
    const other = await bank.account((await bank.customer("Jonas Brandt")).id);
    const pending = pendingOf(await createTransfer(teller, transfer(account, other, "8000.00")));
    const cashPending = pendingOf(await withdrawCash(teller, cash(account.iban, "8000.00")));
    await createTransfer(teller, transfer(account, other, "4000.00"));
    for (const id of [pending, cashPending]) {
      expect(await approve(id)).toMatchObject({ status: "returned" });
      expect((await readApproval(teller, id)).steps.at(-1)).toMatchObject({
        byRule: true,
        reason: "Amount must be €5,000.00 or less — that is what is available. It is €3,000.00 short.",
      });
    }
    expect((await balance(account.id))?.balance).toBe(500_000n);
  });

  it("is decided by the role that the policy names, of the maker's branch, and never by its maker through a second role", async () => {
    const { account, teller } = await counter();
    const pending = pendingOf(await withdrawCash(teller, cash(account.iban, "5000.00")));
    const refusedTo = (ctx: Ctx<StaffActor>) =>
      decideApproval(ctx, { key: newKey(), approvalId: pending, seen: 1, answer: "approved" });
    await expect(refusedTo(await bank.staff("finance_officer", "000"))).rejects.toMatchObject({
      reason: "not_permitted",
    });
    await expect(refusedTo(await bank.staff("branch_manager", "002"))).rejects.toMatchObject({
      reason: "other_branch",
    });
    await expect(refusedTo({ ...teller, actor: { ...teller.actor, roles: ["branch_manager"] } })).rejects.toMatchObject(
      {
        reason: "maker_cannot_approve",
      },
    );
    await expect(
      decideApproval(manager, { key: newKey(), approvalId: pending, seen: 7, answer: "approved" }),
    ).rejects.toMatchObject({ reason: "stale" });
    expect(await statusOf(pending)).toBe("pending");
  });

  it("is never run by naming an agreement to something else", async () => {
    const { account, teller } = await counter();
    const pending = pendingOf(await withdrawCash(teller, cash(account.iban, "5000.00")));
    const claimed = { ...teller, approval: { id: pending, checkerId: manager.actor.userId } };
    await expect(depositCash(claimed, cash(account.iban, "9000.00"))).rejects.toMatchObject({
      reason: "second_person_needed",
    });
    const other = await bank.teller(900_000n);
    await expect(
      withdrawCash({ ...other, approval: claimed.approval }, cash(account.iban, "5000.00")),
    ).rejects.toMatchObject({ reason: "second_person_needed" });
  });

  it("is taken back by its maker, also when it was released", async () => {
    const { account, teller } = await counter();
    const pending = pendingOf(await withdrawCash(teller, cash(account.iban, "5000.00")));
    await approve(pending);
    await withdrawRequest(teller, { key: newKey(), approvalId: pending as never });
    await expect(completeRequest(teller, { key: newKey(), approvalId: pending as never })).rejects.toMatchObject({
      reason: "approval_over",
    });
  });

  it("runs with the maker's rights of now: a teller who is one no longer pays nothing out", async () => {
    const { account, teller } = await counter();
    const other = await bank.account((await bank.customer("Jonas Brandt")).id);
    const pending = pendingOf(await createTransfer(teller, transfer(account, other, "6000.00")));
    await sqlOf(database.db)`delete from user_roles where user_id = ${teller.actor.userId}`;
    await sqlOf(database.db)`insert into user_roles (user_id, role) values (${teller.actor.userId}, 'service_officer')`;
    expect(await approve(pending)).toMatchObject({ status: "returned" });
    expect((await balance(other.id))?.balance).toBe(0n);
  });

  it("leaves customers and jobs to their own rules", async () => {
    const amina = await bank.customer();
    const [from, to] = [await bank.account(amina.id, 900_000n), await bank.account(amina.id)];
    expect(await createTransfer(amina.ctx, transfer(from, to, "8000.00"))).toHaveProperty("reference");
  });
});

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

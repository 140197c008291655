import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sqlOf } from "@/db/client";
import { withdrawRequest } from "@/lib/approvals/withdraw-request";
import { depositCash } from "@/lib/cash/deposit-cash";
import { withdrawCash } from "@/lib/cash/withdraw-cash";
import { postedUnder } from "@/lib/command/posted-under";
import type { Ctx, StaffActor } from "@/lib/core/context";
import { changeContact } from "@/lib/customers/change-contact";
import { readApproval } from "@/lib/operations/approval-queries";
import { completeRequest } from "@/lib/operations/complete-request";
import { decideApproval } from "@/lib/operations/decide-approval";
import { ownRequests } from "@/lib/operations/own-requests";
import { returnedRequest } from "@/lib/operations/returned-request";
import { waitingApprovals } from "@/lib/operations/waiting-approvals";
import { createTransfer } from "@/lib/payments/create-transfer";
import { newKey } from "../../support/bank";
import {
  approve,
  balance,
  bank,
  beginMoney,
  cash,
  counter,
  database,
  manager,
  pendingOf,
  statusOf,
  transfer,
} from "./money-bank";

beforeAll(beginMoney);
afterAll(() => database.close());

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

  it("that came back fills its own form for its maker, from the request itself", async () => {
    const { account, teller } = await counter();
    const asked = { ...cash(account.iban, "6000.00"), note: "New boiler" };
    const pending = pendingOf(await withdrawCash(teller, asked));
    const form = (ctx: Ctx<StaffActor>, kind: "cash.withdraw" | "cash.deposit" = "cash.withdraw", id = account.id) =>
      returnedRequest(ctx, pending, kind, id);
    expect(await form(teller), "while it waits there is nothing to change").toEqual({});
    const back = { approvalId: pending, seen: 1, answer: "returned" as const, reason: "By transfer, please" };
    await decideApproval(manager, { key: newKey(), ...back });
    expect(await form(teller)).toMatchObject({ amount: "6000.00", note: "New boiler" });
    expect(await form(teller, "cash.deposit")).toEqual({});
    expect(await form(teller, "cash.withdraw", (await counter()).account.id)).toEqual({});
    expect(await form(manager)).toEqual({});
    await expect(form((await counter()).teller)).rejects.toMatchObject({ reason: "approval_not_found" });
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

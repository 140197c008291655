import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, sqlOf } from "@/db/client";
import { captureHold } from "@/lib/accounts/capture-hold";
import { changeLimit } from "@/lib/approvals/change-limit";
import { changePolicy } from "@/lib/approvals/change-policy";
import { limitOf, listLimits, listPersonLimits, listPolicies } from "@/lib/approvals/limit-queries";
import { depositCash } from "@/lib/cash/deposit-cash";
import { withdrawCash } from "@/lib/cash/withdraw-cash";
import type { Ctx, StaffActor } from "@/lib/core/context";
import { businessDate } from "@/lib/core/dates";
import { newId } from "@/lib/core/ids";
import { readApproval } from "@/lib/operations/approval-queries";
import { closeAccountPayingOut } from "@/lib/operations/close-account-paying-out";
import { decideApproval } from "@/lib/operations/decide-approval";
import { createTransfer } from "@/lib/payments/create-transfer";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { placeHold } from "../../support/booked";
import { coins } from "../../support/coins";
import { type TestDatabase, testDatabase } from "../../support/database";
import { carried } from "../../support/second-person";
import { logged } from "../identity/people";

let database: TestDatabase;
let bank: TestBank;
let maker: Ctx<StaffActor, Database>;
let checker: Ctx<StaffActor, Database>;

beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  [maker, checker] = [await bank.staff("administrator", "000"), await bank.staff("administrator", "000")];
});
afterAll(() => database.close());

const today = businessDate("2026-03-02");
const none = { perTransaction: undefined, perDay: undefined, secondFrom: undefined };
const base = { currency: "EUR", effectiveFrom: today, reason: "Decided by the board" } as const;
type Amounts = Partial<Record<keyof typeof none, string>>;
const ofPerson = (ctx: Ctx<StaffActor>, amounts: Amounts) => ({
  ...base,
  ...none,
  ...amounts,
  role: undefined,
  userId: ctx.actor.userId,
});
const ofTellers = (amounts: Amounts) => ({ ...base, ...none, ...amounts, role: "teller" as const, userId: undefined });
const policy = (from: string, checkerRole: "branch_manager" | "credit_approver" | "nobody") => ({
  ...base,
  kind: "cash.withdraw" as const,
  role: "anyone" as const,
  from,
  checkerRole,
});
const set = (input: Parameters<typeof changeLimit>[1]) => carried(changeLimit, input, { maker, checker });
const cash = (iban: string, amount: string, key = newKey()) => ({
  key,
  iban,
  amount,
  notes: coins(amount),
  paidInBy: undefined,
  note: undefined,
});

describe("limits of staff (controls 39, 46)", () => {
  it("count once a second administrator has agreed, and the person is told", async () => {
    const teller = await bank.teller();
    const account = await bank.account((await bank.customer()).id);
    const asked = ofPerson(teller, { perTransaction: "1000.00", perDay: "1500.00" });
    expect(await changeLimit(maker, asked)).toMatchObject({ pending: expect.any(String) });
    expect(await depositCash(teller, cash(account.iban, "2000.00"))).toHaveProperty("reference");
    expect(await set(asked)).toBe("approved");
    expect((await logged(database.db, "limit.changed")).map(({ subjectId }) => subjectId)).toContain(
      teller.actor.userId,
    );
    const [notice] = await sqlOf(database.db)`select kind, params from notices where user_id = ${teller.actor.userId}`;
    expect(notice).toMatchObject({
      kind: "limits_changed",
      params: { limit: "€1,000.00 for one transaction and €1,500.00 for a day in EUR from 2 Mar 2026" },
    });
    await expect(depositCash(teller, cash(account.iban, "1000.01"))).rejects.toMatchObject({
      reason: "over_transaction_limit",
      sentence: "Your limit for one transaction is €1,000.00. Ask a colleague with a higher limit.",
    });
  });

  it("name what is left of the day, over deposits, withdrawals and transfers together", async () => {
    const teller = await bank.teller(500_000n);
    const { id } = await bank.customer();
    const [account, other] = [await bank.account(id, 500_000n), await bank.account(id)];
    await set(ofPerson(teller, { perDay: "1000.00" }));
    await depositCash(teller, cash(account.iban, "400.00"));
    await withdrawCash(teller, cash(account.iban, "300.00"));
    const transfer = (amount: string) =>
      createTransfer(teller, {
        key: newKey(),
        from: account.id,
        to: other.iban,
        amount,
        remittance: undefined,
        beneficiaryId: undefined,
      });
    await transfer("200.00");
    await expect(transfer("100.01")).rejects.toMatchObject({
      reason: "over_day_limit",
      sentence: "Your limit for a day is €1,000.00, and €100.00 of it is left. Ask a colleague with a higher limit.",
    });
    await transfer("100.00");
    const row = (await listPersonLimits(maker)).rows.find(({ userId }) => userId === teller.actor.userId);
    expect(row).toMatchObject({ usedMinor: 100_000n, perDayMinor: 100_000n, coming: false });
  });

  it("hold at their edge when 50 acts come at once, also from two batches", async () => {
    const teller = await bank.teller();
    const account = await bank.account((await bank.customer()).id);
    await set(ofPerson(teller, { perDay: "100.00" }));
    const acts = Array.from({ length: 50 }, () => depositCash(teller, cash(account.iban, "10.00")));
    const outcomes = await Promise.allSettled(acts);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(10);
    const [row] = await sqlOf(database.db)<{ balance: bigint }[]>`
      select balance from account_balances where account_id = ${account.id}`;
    expect(row?.balance).toBe(10_000n);
  });

  it("do not count what was refused or sent twice", async () => {
    const teller = await bank.teller();
    const account = await bank.account((await bank.customer()).id, 10_000n);
    await set(ofPerson(teller, { perDay: "100.00" }));
    await expect(withdrawCash(teller, cash(account.iban, "90.00"))).rejects.toMatchObject({ reason: "till_short" });
    const deposit = cash(account.iban, "100.00");
    expect(await depositCash(teller, deposit)).toEqual(await depositCash(teller, deposit));
    await expect(depositCash(teller, cash(account.iban, "0.01"))).rejects.toMatchObject({ reason: "over_day_limit" });
  });

  it("of a role bind everybody who holds it, and a person's own go before them", async () => {
    const [one, other] = [await bank.teller(), await bank.teller()];
    const account = await bank.account((await bank.customer()).id);
    await set(ofTellers({ perTransaction: "5000.00" }));
    await set(ofPerson(other, { perTransaction: "7000.00" }));
    await expect(depositCash(one, cash(account.iban, "6000.00"))).rejects.toMatchObject({
      reason: "over_transaction_limit",
    });
    expect(await depositCash(other, cash(account.iban, "6000.00"))).toHaveProperty("reference");
    await set(ofPerson(other, {}));
    await expect(depositCash(other, cash(account.iban, "6000.00"))).rejects.toMatchObject({
      reason: "over_transaction_limit",
    });
    await set(ofTellers({}));
    expect(await depositCash(one, cash(account.iban, "6000.00"))).toHaveProperty("reference");
  });

  it("ask for a second person from an amount on, whose word lifts no limit", async () => {
    const teller = await bank.teller();
    const account = await bank.account((await bank.customer()).id);
    const manager = await bank.staff("branch_manager");
    await set(ofPerson(teller, { perTransaction: "3000.00", secondFrom: "2000.00" }));
    const asked = await depositCash(teller, cash(account.iban, "2500.00"));
    if (!("pending" in asked)) throw new Error("It did not wait");
    const request = await readApproval(manager, asked.pending);
    expect(request.policy).toBe("From €2,000.00 a branch manager must agree.");
    await set(ofPerson(teller, { perTransaction: "2400.00", secondFrom: "2000.00" }));
    const decision = { key: newKey(), approvalId: asked.pending, seen: 1, answer: "approved" as const };
    expect(await decideApproval(manager, decision)).toMatchObject({ status: "returned" });
  });

  it("are set by an administrator only, never their own, never backwards in time or upside down", async () => {
    const teller = await bank.staff("teller");
    const asked = ofPerson(teller, { perTransaction: "10.00" });
    await expect(changeLimit(teller, asked)).rejects.toMatchObject({ reason: "not_permitted" });
    await expect(changeLimit(maker, ofPerson(maker, { perDay: "10.00" }))).rejects.toMatchObject({
      reason: "own_limits",
    });
    await expect(changeLimit(maker, { ...asked, effectiveFrom: businessDate("2026-03-01") })).rejects.toMatchObject({
      reason: "day_passed",
    });
    await expect(changeLimit(maker, { ...asked, perDay: "9.00" })).rejects.toMatchObject({
      reason: "day_limit_smaller",
    });
    await expect(changeLimit(maker, ofPerson(teller, {}))).rejects.toMatchObject({ reason: "limit_unchanged" });
    const second = { ...checker, actor: { ...checker.actor, userId: teller.actor.userId } };
    await expect(carried(changeLimit, asked, { maker, checker: second })).resolves.toBe("returned");
    await expect(sqlOf(database.db)`update staff_limits set per_day_minor = null`).rejects.toThrow();
    await expect(sqlOf(database.db)`delete from staff_limits`).rejects.toThrow();
  });
});

describe("policies by act and amount", () => {
  it("are changed by two administrators, count from the next act and their day on, and are kept", async () => {
    const teller = await bank.teller(2_000_000n);
    const account = await bank.account((await bank.customer()).id, 2_000_000n);
    const withdraw = (amount: string) => withdrawCash(teller, cash(account.iban, amount));
    expect(await withdraw("900.00")).toHaveProperty("reference");
    const change = (input: ReturnType<typeof policy>) => carried(changePolicy, input, { maker, checker });
    expect(await change(policy("900.00", "branch_manager"))).toBe("approved");
    expect(await withdraw("900.00")).toHaveProperty("pending");
    expect(await change({ ...policy("500.00", "branch_manager"), effectiveFrom: businessDate("2026-03-09") })).toBe(
      "approved",
    );
    expect(await withdraw("600.00")).toHaveProperty("reference");
    await expect(changePolicy(maker, policy("900.00", "branch_manager"))).rejects.toMatchObject({
      reason: "policy_unchanged",
    });
    expect(await change(policy("900.00", "nobody"))).toBe("approved");
    expect(await withdraw("900.00")).toHaveProperty("reference");
    expect(await listPolicies(maker)).toMatchObject([{ fromMinor: 50_000n, coming: true }]);
    expect(await logged(database.db, "policy.changed")).toHaveLength(3);
  });

  it("are no teller's to change, nor to read", async () => {
    const teller = await bank.staff("teller");
    await expect(changePolicy(teller, policy("1.00", "nobody"))).rejects.toMatchObject({ reason: "not_permitted" });
    await expect(listPolicies(teller)).rejects.toMatchObject({ reason: "not_permitted" });
    await expect(listLimits(teller)).rejects.toMatchObject({ reason: "not_permitted" });
  });
});

describe("a change of a limit (control 46)", () => {
  it("agreed to at the same moment as another of the same limit comes back: the second is stale", async () => {
    const [one, two] = [await bank.staff("administrator", "000"), await bank.staff("administrator", "000")];
    const ofOfficers = (perTransaction: string) => ({
      ...ofTellers({ perTransaction }),
      role: "loan_operations" as const,
    });
    const asked = await Promise.all([
      changeLimit(maker, ofOfficers("100.00")),
      changeLimit(maker, ofOfficers("200.00")),
    ]);
    const answers = await Promise.all(
      asked.map((request, at) =>
        decideApproval(at === 0 ? one : two, {
          key: newKey(),
          approvalId: (request as { pending: string }).pending,
          seen: 1,
          answer: "approved",
        }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual(["approved", "returned"]);
  });

  it("is found by whose it is, and persons are paged by name", async () => {
    const people = [];
    for (let n = 0; n < 27; n += 1) people.push(await bank.staff("teller"));
    for (const { actor } of people)
      await sqlOf(database.db)`
        insert into staff_limits (id, user_id, currency, per_day_minor, effective_from)
        values (${newId()}, ${actor.userId}, 'EUR', 12345, ${today})`;
    const last = people.at(-1)?.actor.userId ?? null;
    expect(await limitOf(maker, { role: null, userId: last, currency: "EUR" })).toMatchObject({ perDayMinor: 12_345n });
    expect(await limitOf(maker, { role: null, userId: maker.actor.userId, currency: "EUR" })).toBeNull();
    const first = await listPersonLimits(maker);
    expect([first.rows.length, first.newer]).toEqual([25, null]);
    const second = await listPersonLimits(maker, { older: first.older ?? "" });
    const ids = [...first.rows, ...second.rows].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const back = await listPersonLimits(maker, { newer: second.newer ?? "" });
    expect(back.rows).toEqual(first.rows);
  });
});

describe("policies and limits", () => {
  it("bind what pays out by another door: a captured hold and a closing", async () => {
    const officer = await bank.staff("service_officer");
    const [account, to] = [
      await bank.account((await bank.customer()).id, 50_000_00n),
      await bank.account((await bank.customer("Jonas Brandt")).id),
    ];
    const large = { ...policy("30000.00", "branch_manager"), kind: "transfer.create" as const };
    expect(await carried(changePolicy, large, { maker, checker })).toBe("approved");
    const refused = { reason: "second_by_transfer" };
    const { holdId } = await placeHold(officer, {
      key: newKey(),
      accountId: account.id,
      amount: "40000.00",
      reason: "card",
      note: undefined,
      expiresOn: undefined,
    } as never);
    const capture = (amount: string) => captureHold(officer, { key: newKey(), holdId, amount, to: to.iban });
    expect(await capture("40000.00"), "of a hold it waits, as a transfer would").toHaveProperty("pending");
    expect(await capture("29999.99")).toHaveProperty("reference");
    const close = { key: newKey(), accountId: to.id, to: account.iban, reason: "Moves abroad", present: undefined };
    expect(await closeAccountPayingOut(officer, close as never)).toHaveProperty("reference");
    const third = await bank.account((await bank.customer("Lucia Sousa")).id, 30_000_00n);
    await expect(
      closeAccountPayingOut(officer, { ...close, key: newKey(), accountId: third.id } as never),
    ).rejects.toMatchObject(refused);
  });
});

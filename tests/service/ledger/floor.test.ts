import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Database, sqlOf } from "@/db/client";
import { setOverdraft } from "@/lib/accounts/set-overdraft";
import type { Ctx, CustomerActor, StaffActor } from "@/lib/core/context";
import { businessDate } from "@/lib/core/dates";
import type { AccountId } from "@/lib/core/ids";
import { changeContact } from "@/lib/customers/change-contact";
import { reverseEntry } from "@/lib/ledger/reverse-entry";
import { firstBad, verifyLedger } from "@/lib/ledger/verify";
import { readApproval } from "@/lib/operations/approval-queries";
import { closeAccount } from "@/lib/operations/close-account";
import { closeDay } from "@/lib/operations/close-day";
import { cutDay } from "@/lib/operations/cut-day";
import { decideApproval } from "@/lib/operations/decide-approval";
import { createTransfer } from "@/lib/payments/create-transfer";
import { FIRST_DAY, newKey, type TestBank, testBank } from "../../support/bank";
import { bookIncoming, captureHold, placeHold } from "../../support/booked";
import { type TestDatabase, testDatabase } from "../../support/database";
import { agreed } from "../../support/second-person";

let database: TestDatabase;
let bank: TestBank;
let officer: Ctx<StaffActor, Database>;
let manager: Ctx<StaffActor, Database>;
let credit: Ctx<StaffActor, Database>;
let finance: Ctx<StaffActor, Database>;
let payee: { id: AccountId; iban: string };
let account: { id: AccountId; iban: string };
let owner: Ctx<CustomerActor, Database>;
beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  officer = await bank.staff("service_officer");
  manager = await bank.staff("branch_manager");
  credit = await bank.staff("credit_approver", "000");
  finance = await bank.staff("finance_officer", "000");
  payee = await bank.account((await bank.customer("Jonas Brandt")).id);
});
afterAll(() => database.close());

const opened = async (minor = 0n) => {
  const { id, ctx } = await bank.customer();
  account = await bank.account(id, minor);
  owner = ctx;
};
const rowOf = async () => {
  const [row] = await sqlOf(
    database.db,
  )`select balance, held, floor, unarranged from account_balances where account_id = ${account.id}`;
  return row;
};
const credited = (amount: string, clock?: string) =>
  bookIncoming(clock ? { ...bank.system, clock } : bank.system, {
    key: newKey(),
    iban: account.iban,
    amount,
    senderReference: newKey().slice(0, 30),
    remitterName: "Hafenkontor GmbH",
    remittance: undefined,
  });
const paid = (amount: string) =>
  createTransfer(owner, {
    key: newKey(),
    from: account.id,
    to: payee.iban,
    amount,
    remittance: undefined,
    beneficiaryId: undefined,
  });
const reversing = (entryId: string) =>
  reverseEntry(manager, { key: newKey(), entryId: entryId as never, reason: "recalled", note: undefined });
const decided = async (checker: Ctx<StaffActor, Database>, approvalId: string) =>
  decideApproval(checker, {
    key: newKey(),
    approvalId,
    seen: (await readApproval(manager, approvalId)).version,
    answer: "approved",
  });
/** Reverses what takes the account below its limit: it waits, and finance agrees. */
const correct = async (entryId: string) => {
  const asked = await reversing(entryId);
  if (!("pending" in asked)) throw new Error("One person alone took the account below its limit");
  expect(await decided(finance, asked.pending)).toMatchObject({ status: "approved" });
};
const held = (amount: string, expiresOn?: string) =>
  placeHold(officer, {
    key: newKey(),
    accountId: account.id,
    amount,
    reason: "card",
    expiresOn: expiresOn ? businessDate(expiresOn) : undefined,
    note: undefined,
  });
const limit = (limit: string, until?: string) => ({
  key: newKey(),
  accountId: account.id,
  limit,
  until: until ? businessDate(until) : undefined,
});
const limited = (amount: string, until?: string, maker = manager) =>
  agreed(setOverdraft, limit(amount, until), { maker, checker: credit });

describe("the floor", () => {
  test("stores what a forced debit takes too much, and cures it step by step (control 52)", async () => {
    await opened(30_00n);
    const [first, second] = [await credited("100.00"), await credited("50.00")];
    await paid("150.00");
    const hold = await held("20.00");
    await held("10.00", "2099-05-01");
    expect(await rowOf()).toMatchObject({ balance: 30_00n, held: 30_00n, unarranged: 0n });
    await correct(first.entryId);
    expect(await rowOf()).toMatchObject({ balance: -70_00n, unarranged: 100_00n });
    await correct(second.entryId);
    expect(await rowOf()).toMatchObject({ balance: -120_00n, unarranged: 150_00n });
    await credited("60.00");
    expect(await rowOf()).toMatchObject({ balance: -60_00n, unarranged: 90_00n });
    await expect(paid("0.01")).rejects.toMatchObject({ reason: "insufficient_funds", params: { availableMinor: "0" } });
    await expect(held("0.01")).rejects.toMatchObject({ reason: "insufficient_funds" });
    await captureHold(officer, { key: newKey(), holdId: hold.holdId, amount: "15.00", to: payee.iban });
    expect(await rowOf()).toMatchObject({ balance: -75_00n, held: 10_00n, unarranged: 85_00n });
    await credited("5.00", "2099-05-02T10:00:00Z");
    expect(await rowOf()).toMatchObject({ balance: -70_00n, held: 0n, unarranged: 70_00n });
    await limited("50.00");
    expect(await rowOf()).toMatchObject({ floor: -50_00n, unarranged: 20_00n });
    await limited("10.00");
    expect(await rowOf()).toMatchObject({ floor: -10_00n, unarranged: 60_00n });
    await credited("60.00");
    expect(await rowOf()).toMatchObject({ balance: -10_00n, unarranged: 0n });
    await credited("10.00");
    await paid("10.00");
    await expect(paid("0.01")).rejects.toMatchObject({ reason: "insufficient_funds" });
  });

  test("is passed by a correction only once a second person agreed, whatever the policies say; the request says why", async () => {
    await opened(30_00n);
    const { entryId } = await credited("100.00");
    await paid("50.00");
    const asked = await reversing(entryId);
    if (!("pending" in asked)) throw new Error("One person alone took the account below its limit");
    expect(await rowOf()).toEqual({ balance: 80_00n, held: 0n, floor: 0n, unarranged: 0n });
    expect(await readApproval(finance, asked.pending)).toMatchObject({
      policy: "What takes an account below its limit always needs a second person.",
      after: { stands: "reversed", account_short_by: "€20.00" },
    });
    await expect(decided(manager, asked.pending)).rejects.toMatchObject({ reason: "maker_cannot_approve" });
    expect(await rowOf(), "it moves nothing while it waits").toMatchObject({ balance: 80_00n });
    expect(await decided(finance, asked.pending)).toMatchObject({ status: "approved" });
    expect(await rowOf()).toMatchObject({ balance: -20_00n, unarranged: 20_00n });
    await expect(reversing(entryId)).rejects.toMatchObject({ reason: "already_reversed" });
  });

  test("counts what a batch has corrected already: the second of two corrections waits", async () => {
    await opened();
    const entries = [await credited("10.00"), await credited("10.00")];
    await paid("10.00");
    const calls = entries.map(({ entryId }) => ({
      ctx: manager,
      input: { key: newKey(), entryId: entryId as never, reason: "recalled" as const, note: undefined },
    }));
    const [first, second] = await reverseEntry.many(calls);
    expect(first).toHaveProperty("reference");
    expect(second).toHaveProperty("pending");
    expect(await rowOf()).toMatchObject({ balance: 0n, unarranged: 0n });
  });

  test("lets an account go down to its limit and not a cent further", async () => {
    await opened();
    await limited("500.00");
    await expect(paid("500.01")).rejects.toMatchObject({
      reason: "insufficient_funds",
      params: { availableMinor: "50000", shortfallMinor: "1" },
    });
    await paid("500.00");
    expect(await rowOf()).toMatchObject({ balance: -500_00n, floor: -500_00n, unarranged: 0n });
  });

  test.each(["0.00", "-0.01", "-0"])("takes no amount of %s", async (amount) => {
    await opened(1n);
    for (const asked of [paid, credited, held]) {
      await expect(asked(amount)).rejects.toMatchObject({ reason: "amount_not_positive" });
      expect(await rowOf()).toMatchObject({ balance: 1n, held: 0n });
    }
  });

  test("goes from a cent to nothing, and not below it", async () => {
    await opened(1n);
    await paid("0.01");
    expect(await rowOf()).toMatchObject({ balance: 0n, unarranged: 0n });
    await expect(paid("0.01")).rejects.toMatchObject({
      reason: "insufficient_funds",
      params: { availableMinor: "0", shortfallMinor: "1" },
    });
    expect(await rowOf()).toMatchObject({ balance: 0n, unarranged: 0n });
  });

  test.each([
    ["0.01", 1n],
    ["90071992547409.91", 2n ** 53n - 1n],
    ["90071992547409.92", 2n ** 53n],
    ["90071992547409.93", 2n ** 53n + 1n],
    ["1000000000000000.00", 10n ** 17n],
  ])("is exact at %s", async (amount, minor) => {
    await opened();
    await limited(amount);
    expect(await rowOf()).toMatchObject({ floor: -minor });
    await held(amount);
    await expect(paid("0.01")).rejects.toMatchObject({
      reason: "insufficient_funds",
      params: { availableMinor: "0", shortfallMinor: "1" },
    });
    expect(await rowOf()).toMatchObject({ balance: 0n, held: minor, unarranged: 0n });
  });

  test("moves the largest amount, and nothing beyond it (control 36)", async () => {
    await opened();
    await limited("1000000000000000.00");
    await expect(paid("1000000000000000.01")).rejects.toMatchObject({ reason: "amount_too_large" });
    const other = await bank.account((await bank.customer("Mei Tan")).id);
    const to = { key: newKey(), from: account.id, to: other.iban, remittance: undefined, beneficiaryId: undefined };
    await createTransfer(owner, { ...to, amount: "1000000000000000.00" });
    expect(await rowOf()).toMatchObject({ balance: -(10n ** 17n) });
    await expect(paid("0.01")).rejects.toMatchObject({ reason: "insufficient_funds" });
    await opened(1n);
    await expect(
      createTransfer(owner, { ...to, key: newKey(), from: account.id, amount: "0.01" }),
    ).rejects.toMatchObject({ reason: "amount_too_large" });
  });
});

describe("an overdraft limit", () => {
  test("is the branch manager's, on current accounts, from zero to the largest amount", async () => {
    await opened();
    await expect(limited("10.00", undefined, officer)).rejects.toMatchObject({ reason: "not_permitted" });
    await expect(limited("10.00", undefined, await bank.staff("branch_manager", "002"))).rejects.toMatchObject({
      reason: "other_branch",
    });
    await expect(limited("-1")).rejects.toMatchObject({ reason: "limit_negative", field: "limit" });
    await expect(limited("1000000000000000.01")).rejects.toMatchObject({ reason: "amount_too_large", field: "limit" });
    await expect(limited("10.00", "2026-03-01")).rejects.toMatchObject({ reason: "day_passed", field: "until" });
    await limited("0");
    expect(await rowOf()).toMatchObject({ floor: 0n });
  });

  test("waits for a second person when it rises or lasts longer, and binds at once when it falls", async () => {
    await opened();
    const asking = (amount: string, until?: string) => setOverdraft(manager, limit(amount, until));
    const [facts] = await sqlOf(database.db)`select count(*)::int as n from overdraft_facilities`;
    const asked = await asking("100.00", "2026-12-31");
    if (!("pending" in asked)) throw new Error("One person alone granted it");
    expect(await rowOf()).toMatchObject({ floor: 0n });
    expect(await sqlOf(database.db)`select count(*)::int as n from overdraft_facilities`).toEqual([facts]);
    const { version } = await readApproval(manager, asked.pending);
    const answer = { key: newKey(), approvalId: asked.pending, seen: version, answer: "approved" as const };
    await expect(decideApproval(manager, answer)).rejects.toMatchObject({ reason: "maker_cannot_approve" });
    await expect(decideApproval(await bank.staff("finance_officer", "000"), answer)).rejects.toMatchObject({
      reason: "not_permitted",
    });
    expect(await decideApproval(credit, answer)).toMatchObject({ status: "approved" });
    expect(await rowOf()).toMatchObject({ floor: -100_00n });

    expect(await asking("100.00", "2027-01-31"), "longer").toHaveProperty("pending");
    expect(await asking("100.00"), "without an end").toHaveProperty("pending");
    expect(await asking("100.01", "2026-12-31"), "a cent more").toHaveProperty("pending");
    expect(await asking("100.00", "2026-11-30"), "shorter").toHaveProperty("accountId");
    expect(await asking("40.00", "2026-11-30"), "less").toHaveProperty("accountId");
    expect(await asking("0"), "none").toHaveProperty("accountId");
    expect(await rowOf()).toMatchObject({ floor: 0n });
  });

  test("is not raised by who changed the customer's details in the week before, nor agreed to by them", async () => {
    await opened();
    const both = await bank.staff(["service_officer", "branch_manager"]);
    await changeContact(both, {
      key: newKey(),
      customerId: owner.actor.customerId,
      phone: "+436609999999",
      email: "a@example.com",
    } as never);
    await expect(setOverdraft(both, limit("10.00"))).rejects.toMatchObject({ reason: "changed_recently" });
    await expect(agreed(setOverdraft, limit("10.00"), { maker: manager, checker: both })).rejects.toMatchObject({
      reason: "changed_recently",
    });
    await limited("10.00");
    expect(await setOverdraft(both, limit("0")), "less is no favour").toHaveProperty("accountId");
  });

  test("stands in a row of its own for every change, and keeps the account from being closed", async () => {
    await opened();
    await limited("10.00", "2026-12-31");
    await limited("20.00");
    const rows = await sqlOf(database.db)`
      select limit_minor as minor, until_day::text as until from overdraft_facilities where account_id = ${account.id} order by id`;
    expect([...rows]).toEqual([
      { minor: 10_00n, until: "2026-12-31" },
      { minor: 20_00n, until: null },
    ]);
    const closing = () => closeAccount(officer, { key: newKey(), accountId: account.id, reason: "Moved away" });
    await expect(closing()).rejects.toMatchObject({
      reason: "account_has_pending",
      params: { what: "it has an overdraft limit" },
    });
    const hold = await held("5.00");
    await expect(closing()).rejects.toMatchObject({ params: { what: "money is held on it" } });
    expect(hold.reference).toMatch(/^HLD-/);
  });

  test("is over after its last day: what is owed then is unarranged", async () => {
    await opened();
    await limited("100.00", FIRST_DAY);
    await paid("80.00");
    await cutDay(await bank.staff("operations", "000"), FIRST_DAY);
    expect(await rowOf()).toMatchObject({ balance: -80_00n, floor: 0n, unarranged: 80_00n });
    await closeDay({ ...(await bank.staff("operations", "000")), db: database.jobs }, FIRST_DAY);
    await credited("100.00");
    expect(await rowOf()).toMatchObject({ balance: 20_00n, unarranged: 0n });
  });
});

test("afterwards every figure follows from the postings and the holds (npm run verify)", async () => {
  expect(firstBad(await verifyLedger(database.jobs))).toBeNull();
});

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Database, sqlOf } from "@/db/client";
import { placeBlock } from "@/lib/accounts/place-block";
import type { Ctx, CustomerActor, StaffActor } from "@/lib/core/context";
import { addDays, type BusinessDate, daysBetween } from "@/lib/core/dates";
import { type AccountId, type CustomerId, newId } from "@/lib/core/ids";
import { closeDepositEarly } from "@/lib/interest/close-deposit-early";
import { openTermDeposit } from "@/lib/interest/open-term-deposit";
import type { Instruction } from "@/lib/interest/schema";
import { setInstruction } from "@/lib/interest/set-instruction";
import { firstBad, verifyLedger } from "@/lib/ledger/verify";
import { readApproval } from "@/lib/operations/approval-queries";
import { closeAccount } from "@/lib/operations/close-account";
import { closeDay } from "@/lib/operations/close-day";
import { cutDay } from "@/lib/operations/cut-day";
import { createTransfer } from "@/lib/payments/create-transfer";
import { receiptOf } from "@/lib/statements/receipt";
import { FIRST_DAY, newKey, type TestBank, testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";
import { offerDeposit } from "../../support/deposits";
import { sealAll } from "../../support/seal";
import { carried } from "../../support/second-person";
import { balanceOf } from "../payments/money";

let database: TestDatabase;
let bank: TestBank;
let operations: Ctx<StaffActor, Database>;
let officer: Ctx<StaffActor, Database>;
let customer: { id: CustomerId; ctx: Ctx<CustomerActor, Database> };
let version: string;
let today: BusinessDate = FIRST_DAY;

const offer = (annualRate: string, effectiveFrom = "2026-01-01") =>
  offerDeposit(bank, "FIXED", { name: "Fixed term", annualRate, effectiveFrom });

beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  operations = await bank.staff("operations", "000");
  officer = await bank.staff("service_officer");
  customer = await bank.customer();
  version = await offer("0.036");
});
afterAll(() => database.close());

const closeUntil = async (day: string) => {
  const ctx = { ...operations, db: database.jobs };
  for (let left = daysBetween(today, day as BusinessDate); left > 0; left -= 1) {
    await cutDay(ctx, today);
    await closeDay(ctx, today);
    today = addDays(today, 1);
  }
};
const open = (accountId: AccountId, over: object = {}) =>
  openTermDeposit(officer, {
    key: newKey(),
    accountId,
    productVersionId: version,
    amount: "10000.00",
    months: "1",
    instruction: "pay_out" as Instruction,
    present: undefined,
    ...over,
  });
const stateOf = async (id: AccountId) =>
  (
    await sqlOf(database.db)<{ deposit: string; account: string; balance: bigint; matures: string }[]>`
      select d.status as deposit, a.status as account, b.balance, d.matures_on::text as matures
      from term_deposits d join accounts a on a.id = d.account_id join account_balances b on b.account_id = a.id where a.id = ${id}`
  )[0];
const renewalOf = async (id: AccountId) =>
  (
    await sqlOf(database.db)<{ id: AccountId; principal: bigint; matures: string; rate: string }[]>`
      select d.account_id as id, d.principal_minor as principal, d.matures_on::text as matures, v.annual_rate::text as rate
      from term_deposits d join accounts a on a.id = d.account_id join product_versions v on v.id = a.product_version_id
      where d.renews_id = ${id}`
  )[0];

describe("term deposits", () => {
  let payer: { id: AccountId; iban: string };
  let paidOut: AccountId;
  let principal: AccountId;
  let everything: AccountId;
  let early: AccountId;

  test("are opened with money of a customer's account and the parties of it, once for one key", async () => {
    payer = await bank.account(customer.id, 10_000_000n);
    const input = {
      key: newKey(),
      accountId: payer.id,
      productVersionId: version,
      amount: "10000.00",
      months: "1",
      instruction: "pay_out" as const,
      present: undefined,
    };
    const opened = await openTermDeposit(officer, input);
    expect(await openTermDeposit(officer, input)).toEqual(opened);
    paidOut = opened.accountId;
    expect(await stateOf(paidOut)).toEqual({
      deposit: "active",
      account: "active",
      balance: 1_000_000n,
      matures: "2026-04-02",
    });
    expect(await balanceOf(database.db, payer.id)).toBe(9_000_000n);
    const parties = await sqlOf(
      database.db,
    )`select customer_id, role from account_parties where account_id = ${paidOut}`;
    expect(parties.map((row) => [row.customer_id, row.role])).toEqual([[customer.id, "owner"]]);
    const [moved] = await sqlOf(database.db)<
      { reference: string }[]
    >`select reference from term_deposit_movements where deposit_id = ${paidOut}`;
    expect(await receiptOf(customer.ctx, moved?.reference ?? "")).toMatchObject({ title: "Term deposit funded" });
  });

  test("refuse what the product does not take, what is not offered, and too little money", async () => {
    for (const [over, reason] of [
      [{ amount: "999.99" }, "deposit_amount"],
      [{ amount: "100000.01" }, "deposit_amount"],
      [{ months: "25" }, "deposit_term"],
      [{ months: "x" }, "whole_number"],
      [{ productVersionId: bank.products.savings }, "product_not_offered"],
      [{ amount: "95000.00" }, "insufficient_funds"],
    ] as const)
      await expect(open(payer.id, over)).rejects.toMatchObject({ reason });
    await expect(openTermDeposit(await bank.staff("teller"), {} as never)).rejects.toThrow();
  });

  test("keep their money: nothing is paid in or out, and they are not closed as other accounts are", async () => {
    const move = { key: newKey(), amount: "1.00", remittance: undefined, beneficiaryId: undefined };
    const [row] = await sqlOf(database.db)<{ iban: string }[]>`select iban from accounts where id = ${paidOut}`;
    await expect(createTransfer(customer.ctx, { ...move, from: payer.id, to: row?.iban ?? "" })).rejects.toMatchObject({
      reason: "deposit_fixed",
    });
    await expect(
      createTransfer(customer.ctx, { ...move, key: newKey(), from: paidOut, to: payer.iban }),
    ).rejects.toMatchObject({ reason: "deposit_fixed" });
    await expect(closeAccount(officer, { key: newKey(), accountId: paidOut, reason: "No" })).rejects.toMatchObject({
      reason: expect.stringMatching(/deposit_fixed|balance_not_zero/),
    });
  });

  test("are told by their owner what to do at maturity, and by nobody else", async () => {
    principal = (await open(payer.id, { instruction: "renew_principal" })).accountId;
    everything = (await open(payer.id)).accountId;
    early = (await open(payer.id, { months: "6" })).accountId;
    await setInstruction(customer.ctx, { key: newKey(), accountId: everything, instruction: "renew_all" });
    const stranger = await bank.customer("Jonas Brandt");
    await expect(
      setInstruction(stranger.ctx, { key: newKey(), accountId: everything, instruction: "pay_out" }),
    ).rejects.toMatchObject({ reason: "account_not_found" });
  });

  test("earn every night, are not capitalised at the end of a quarter, and closed early give back what was accrued beyond", async () => {
    await closeUntil("2026-04-01");
    const before = await balanceOf(database.db, payer.id);
    // 30 nights at 3.6 % on 10,000.00 are 30.00; at 0.36 % they are 3.00.
    const [accrued] = await sqlOf(
      database.db,
    )`select trim_scale(sum(change))::text as sum from interest_accruals where account_id = ${early}`;
    expect(accrued?.sum).toBe("3000");
    // Control 42: from a policy's amount on a second person must agree, and nothing is paid before.
    await sqlOf(database.db)`
      insert into approval_policies (id, kind, currency, from_minor, checker_role, effective_from)
      values (${newId()}, 'deposit.close_early', 'EUR', 1000000, 'branch_manager', '2026-03-02')`;
    const asked = { key: newKey(), accountId: early, reason: "Needs it", present: undefined };
    const waiting = await closeDepositEarly(officer, asked);
    if (!("pending" in waiting)) throw new Error("It did not wait");
    expect(await stateOf(early)).toMatchObject({ deposit: "active", balance: 1_000_000n });
    const checker = await bank.staff("branch_manager");
    expect(await readApproval(checker, waiting.pending)).toMatchObject({
      amountMinor: 1_000_000n,
      before: { status: "active" },
      after: { status: "closed early", pays: "€10,003.00" },
    });
    expect(await carried(closeDepositEarly, asked, { maker: officer, checker })).toBe("approved");
    expect(await stateOf(early)).toMatchObject({ deposit: "closed_early", account: "closed", balance: 0n });
    const uses = await sqlOf(database.db)`
      select used_minor::text as used from limit_uses where user_id = ${officer.actor.userId}`;
    expect(uses, "it counts towards the day of who closed it").toEqual([{ used: "1000000" }]);
    expect(await balanceOf(database.db, payer.id)).toBe((before ?? 0n) + 1_000_300n);
    await expect(
      closeDepositEarly(officer, { key: newKey(), accountId: early, reason: "Again", present: undefined }),
    ).rejects.toMatchObject({ reason: "deposit_ended" });
  });

  test("mature: paid out, or renewed at that day's rate with or without the interest", async () => {
    await offer("0.0288", "2026-04-01");
    const before = await balanceOf(database.db, payer.id);
    await closeUntil("2026-04-02");
    // 31 nights: 31.00 each. One pays all out, one its interest, one nothing.
    expect(await balanceOf(database.db, payer.id)).toBe((before ?? 0n) + 1_003_100n + 3_100n);
    expect(await stateOf(paidOut)).toMatchObject({ deposit: "closed", account: "closed", balance: 0n });
    expect(await stateOf(principal)).toMatchObject({ deposit: "renewed", account: "closed", balance: 0n });
    expect(await renewalOf(principal)).toMatchObject({
      principal: 1_000_000n,
      matures: "2026-05-02",
      rate: "0.028800",
    });
    const all = await renewalOf(everything);
    expect(all).toMatchObject({ principal: 1_003_100n, matures: "2026-05-02" });
    expect(await stateOf(all?.id as AccountId)).toMatchObject({ deposit: "active", balance: 1_003_100n });
  });

  test("maturing on a Saturday are paid on Monday with the nights until then; blocked ones wait and are tried again", async () => {
    const [first, second] = [await renewalOf(principal), await renewalOf(everything)];
    for (const id of [first?.id, second?.id])
      await setInstruction(customer.ctx, { key: newKey(), accountId: id as AccountId, instruction: "pay_out" });
    await closeUntil("2026-05-03");
    expect(await stateOf(first?.id as AccountId)).toMatchObject({ deposit: "active" });
    const manager = await bank.staff("branch_manager");
    await placeBlock(manager, { key: newKey(), accountId: payer.id, kind: "credit", reason: "Court order" });
    await closeUntil("2026-05-04");
    expect(await stateOf(first?.id as AccountId)).toMatchObject({ deposit: "matured", account: "active" });
    await sqlOf(
      database.admin,
    )`update account_blocks set lifted_at = bank_now(), lifted_by = placed_by where account_id = ${payer.id}`;
    const before = await balanceOf(database.db, payer.id);
    await closeUntil("2026-05-05");
    // 33 nights at 2.88 %: 26.40 on the one, 26.48 on the other.
    expect(await balanceOf(database.db, payer.id)).toBe((before ?? 0n) + 1_000_000n + 2_640n + 1_003_100n + 2_648n);
    expect(await stateOf(second?.id as AccountId)).toMatchObject({ deposit: "closed", account: "closed" });
  });

  test("leave books that prove themselves", async () => {
    await closeUntil("2026-05-06");
    await sealAll(database);
    expect(firstBad(await verifyLedger(database.jobs))).toBeNull();
  });
});

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sqlOf } from "@/db/client";
import { blocksOf } from "@/lib/accounts/block-queries";
import { liftBlock } from "@/lib/accounts/lift-block";
import { markUnused } from "@/lib/accounts/mark-unused";
import { placeBlock } from "@/lib/accounts/place-block";
import { wakeAccount } from "@/lib/accounts/wake-account";
import { type CustomerId, newId } from "@/lib/core/ids";
import { createTransfer } from "@/lib/payments/create-transfer";
import { versionsOf } from "@/lib/products/catalogue";
import { reviseProduct } from "@/lib/products/revise-product";
import { type ReviseProductInput, reviseProductInput } from "@/lib/products/schema";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";
import { carried } from "../../support/second-person";

let database: TestDatabase;
let bank: TestBank;
let customer: { id: CustomerId };
beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  customer = await bank.customer();
});
afterAll(() => database.close());

describe("lifting a block", () => {
  const lifting = (blockId: string, key = newKey()) => ({ key, blockId: blockId as never, reason: "Order withdrawn" });

  test("is done by who may place one, with a reason, once", async () => {
    const account = await bank.account(customer.id);
    const manager = await bank.staff("branch_manager");
    const { blockId } = await placeBlock(manager, {
      key: newKey(),
      accountId: account.id,
      kind: "all",
      reason: "Court order",
    });
    await expect(liftBlock(await bank.staff("teller"), lifting(blockId))).rejects.toMatchObject({
      reason: "not_permitted",
    });
    const input = lifting(blockId);
    await liftBlock(manager, input);
    await expect(liftBlock(manager, input)).resolves.toEqual({ accountId: account.id });
    await expect(liftBlock(manager, lifting(blockId))).rejects.toMatchObject({ reason: "block_lifted" });
    await expect(liftBlock(manager, lifting(newId()))).rejects.toMatchObject({ reason: "block_not_found" });
    expect(await blocksOf(manager, account.id)).toMatchObject([{ liftReason: "Order withdrawn" }]);
    const acts = await sqlOf(database.db)`
      select 1 from audit_events where subject_id = ${account.id} and act = 'account.unblocked'`;
    expect(acts).toHaveLength(1);
  });

  test("a freeze is lifted by two, and asked for by compliance", async () => {
    const account = await bank.account(customer.id);
    const compliance = await bank.staff("compliance_officer", "000");
    const { blockId } = await placeBlock(compliance, {
      key: newKey(),
      accountId: account.id,
      kind: "freeze",
      reason: "Court order",
    });
    await expect(liftBlock(await bank.staff("branch_manager"), lifting(blockId))).rejects.toMatchObject({
      reason: "not_permitted",
    });
    await liftBlock(compliance, lifting(blockId));
    expect(await blocksOf(compliance, account.id)).toMatchObject([{ kind: "freeze", liftedAt: null }]);
    const second = await bank.staff("compliance_officer", "000");
    expect(await carried(liftBlock, lifting(blockId), { maker: compliance, checker: second })).toBe("approved");
    expect((await blocksOf(compliance, account.id))[0]?.liftedAt).not.toBeNull();
  });

  test("is not done on the word of an approval that nobody gave", async () => {
    const account = await bank.account(customer.id);
    const compliance = await bank.staff("compliance_officer", "000");
    const placed = { key: newKey(), accountId: account.id, kind: "freeze" as const, reason: "Court order" };
    const { blockId } = await placeBlock(compliance, placed);
    const invented = { ...compliance, approval: { id: newId(), checkerId: newId<"user">() } };
    await expect(liftBlock(invented, lifting(blockId))).rejects.toMatchObject({ reason: "second_person_needed" });
    expect(await blocksOf(compliance, account.id)).toMatchObject([{ liftedAt: null }]);
  });
});

describe("waking a dormant account", () => {
  test("needs a second person and evidence; then it pays again", async () => {
    const [account, other] = [await bank.account(customer.id, 10_000n), await bank.account(customer.id)];
    const sql = sqlOf(database.db);
    await sql`
      insert into account_dormancies (id, account_id, stage, from_day, last_used_on)
      values (${newId()}, ${account.id}, 'dormant', '2026-02-01', '2025-01-01')`;
    const officer = await bank.staff("service_officer");
    const waking = (key = newKey()) => ({ key, accountId: account.id, evidence: "Passport seen, called back" });
    const transfer = () => ({
      key: newKey(),
      from: account.id,
      to: other.iban,
      amount: "5.00",
      remittance: undefined,
      beneficiaryId: undefined,
    });
    const teller = await bank.teller();
    await wakeAccount(officer, waking());
    await expect(createTransfer(teller, transfer())).rejects.toMatchObject({ reason: "account_dormant" });
    await expect(wakeAccount(await bank.staff("teller"), waking())).rejects.toMatchObject({ reason: "not_permitted" });
    const checker = await bank.staff("branch_manager");
    expect(await carried(wakeAccount, waking(), { maker: officer, checker })).toBe("approved");
    await expect(wakeAccount(officer, waking())).rejects.toMatchObject({ reason: "not_dormant" });
    await expect(createTransfer(teller, transfer())).resolves.toBeDefined();
    expect(await markUnused(await bank.staff("operations", "000"))).toEqual({ changed: 0 });
  });
});

describe("revising a product", () => {
  const typed = {
    code: "plus-1",
    kind: "savings",
    name: "Savings plus",
    currency: "EUR",
    effectiveFrom: "2026-04-01",
    annualRate: "2.125",
    dayCount: "Act/365F",
    eligibleFor: "anyone",
    tierFrom1: "10000.00",
    tierRate1: "2.5",
    feeClosing: "10.00",
    feeWithdrawal: "1.00",
    feeWithdrawalRate: "0.5",
    feeWithdrawalMax: "20.00",
    overdraftMax: "0",
  };
  const revising = (over: object = {}): ReviseProductInput =>
    reviseProductInput.parse({ key: newKey(), ...typed, ...over });

  test("is asked for by operations, agreed to by a second person, and makes the next version once", async () => {
    const operations = await bank.staff("operations", "000");
    const people = { maker: operations, checker: await bank.staff("finance_officer", "000") };
    const input = revising();
    const [once, twice] = await Promise.all([reviseProduct(operations, input), reviseProduct(operations, revising())]);
    expect(twice).toEqual(once);
    expect(await versionsOf(operations, "PLUS-1")).toEqual([]);
    expect(await carried(reviseProduct, revising(), people)).toBe("approved");
    const next = revising({ annualRate: "1.5", tierFrom1: undefined, tierRate1: undefined });
    expect(await carried(reviseProduct, next, people)).toBe("approved");
    expect(await versionsOf(operations, "PLUS-1")).toMatchObject([
      { version: 2, annualRate: "0.015000", tiers: [] },
      {
        version: 1,
        annualRate: "0.021250",
        offered: false,
        overdraftMaxMinor: 0n,
        tiers: [{ fromMinor: 1_000_000n, annualRate: "0.025000" }],
        fees: [
          { kind: "closing", amountMinor: 1_000n },
          { kind: "withdrawal", amountMinor: 100n, rate: "0.005000", maxMinor: 2_000n },
        ],
      },
    ]);
    await expect(reviseProduct(await bank.staff("branch_manager"), revising())).rejects.toMatchObject({
      reason: "not_permitted",
    });
  });

  test("reads the same when its payload is read again", () => {
    const input = revising({ minimumAge: "18", maximumAge: "26" });
    expect(reviseProductInput.parse(JSON.parse(JSON.stringify(input)))).toEqual(input);
  });

  test("refuses a day that has passed, another product's code, and terms that do not fit together", async () => {
    const ctx = await bank.staff("operations", "000");
    for (const [over, refused] of [
      [{ effectiveFrom: "2026-03-01" }, { reason: "day_passed", field: "effectiveFrom" }],
      [{ code: "SAVINGS-1" }, { reason: "product_code_taken" }],
      [{ minAmount: "100.00" }, { reason: "range_reversed", field: "maxAmount" }],
      [{ minAmount: "100.00", maxAmount: "99.99" }, { reason: "range_reversed" }],
      [{ tierFrom2: "10000.00", tierRate2: "3" }, { reason: "tiers_order" }],
      [{ tierRate1: undefined }, { reason: "tiers_order" }],
      [{ feeMonthly: "0.005" }, { reason: "amount_ambiguous", field: "feeMonthly" }],
      [{ feeTransferMin: "1.00" }, { reason: "fee_rate_missing", field: "feeTransferRate" }],
      [{ feeTransferRate: "0" }, { reason: "fee_rate_range", field: "feeTransferRate" }],
      [{ feeTransferRate: "100.5" }, { reason: "fee_rate_range", field: "feeTransferRate" }],
      [{ feeWithdrawalMin: "20.01" }, { reason: "range_reversed", field: "feeWithdrawalMax" }],
      [
        { minimumAge: "27", maximumAge: "26" },
        { reason: "range_reversed", field: "maximumAge" },
      ],
    ] as const)
      await expect(reviseProduct(ctx, revising(over))).rejects.toMatchObject(refused);
  });
});

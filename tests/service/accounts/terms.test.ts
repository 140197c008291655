import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sqlOf } from "@/db/client";
import { moveVersion } from "@/lib/accounts/move-version";
import { openAccount } from "@/lib/accounts/open-account";
import { setOverdraft } from "@/lib/accounts/set-overdraft";
import type { CustomerId } from "@/lib/core/ids";
import { createTransfer } from "@/lib/payments/create-transfer";
import { addProductVersion } from "@/lib/products/add-product-version";
import { versionsOf } from "@/lib/products/catalogue";
import type { ProductTerms } from "@/lib/products/schema";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";
import { agreed } from "../../support/second-person";
import type { Staff } from "./history";

let database: TestDatabase;
let bank: TestBank;
let officer: Staff;
let customer: Awaited<ReturnType<TestBank["customer"]>>;
beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  officer = await bank.staff("service_officer");
  customer = await bank.customer();
});
afterAll(() => database.close());

const adding = async (code: string, over: Partial<ProductTerms> = {}) =>
  (
    await addProductVersion(bank.system, {
      key: newKey(),
      code,
      kind: "current",
      name: code,
      currency: "EUR",
      effectiveFrom: "2026-01-01",
      annualRate: "0",
      dayCount: "30/360",
      minimumAge: 0,
      ...over,
    })
  ).productVersionId;
const opening = (productVersionId: string, over: object = {}) =>
  openAccount(officer, { key: newKey(), customerId: customer.id, productVersionId, ...over });
const numberOf = async (id: CustomerId) =>
  (await sqlOf(database.db)<{ no: string }[]>`select customer_no as no from customers where id = ${id}`)[0]?.no;

describe("the terms of a product", () => {
  test("are kept exactly, with tiers and fees, and never changed", async () => {
    await adding("TIERED", {
      tierMethod: "level",
      tiers: [{ fromMinor: 9_007_199_254_740_993n, annualRate: "0.0225" }],
      fees: [{ kind: "monthly", amountMinor: 9_007_199_254_740_993n }],
    });
    const [version] = await versionsOf(officer, "TIERED");
    expect(version).toMatchObject({
      version: 1,
      offered: true,
      tierMethod: "level",
      tiers: [{ fromMinor: 9_007_199_254_740_993n, annualRate: "0.022500" }],
      fees: [{ kind: "monthly", amountMinor: 9_007_199_254_740_993n }],
    });
    const sql = sqlOf(database.db);
    await expect(sql`update product_versions set annual_rate = 1 where id = ${version?.id ?? ""}`).rejects.toThrow();
    await expect(sql`delete from product_fees`).rejects.toThrow();
  });

  test("say who may open an account", async () => {
    const [organisations, young] = [
      await adding("FIRMS", { eligibleFor: "organisation" }),
      await adding("YOUNG", { maximumAge: 26 }),
    ];
    await expect(opening(organisations)).rejects.toMatchObject({
      reason: "not_eligible",
      sentence: "This product is for organisations. Choose another.",
    });
    await expect(opening(young)).rejects.toMatchObject({ reason: "not_eligible" });
    await expect(opening(await adding("PEOPLE", { eligibleFor: "individual" }))).resolves.toBeDefined();
  });

  test("bound the overdraft and one payment", async () => {
    const { accountId, iban } = await opening(
      await adding("BOUNDED", { overdraftMaxMinor: 50_000n, debitLimitMinor: 10_000n }),
    );
    const manager = await bank.staff("branch_manager");
    await expect(setOverdraft(manager, { key: newKey(), accountId, limit: "500.01" })).rejects.toMatchObject({
      reason: "overdraft_above_product",
      sentence: "Limit must be €500.00 or less — that is the most this product allows.",
    });
    const limit = { key: newKey(), accountId, limit: "500.00" };
    await agreed(setOverdraft, limit, { maker: manager, checker: await bank.staff("credit_approver", "000") });
    const other = await bank.account(customer.id);
    const paying = (amount: string) =>
      createTransfer(customer.ctx, {
        key: newKey(),
        from: accountId,
        to: other.iban,
        amount,
        remittance: undefined,
        beneficiaryId: undefined,
      });
    await expect(paying("100.01")).rejects.toMatchObject({ reason: "limit_exceeded" });
    await expect(paying("100.00")).resolves.toBeDefined();
    expect(iban).toMatch(/^AT/);
  });

  test("stay with an account until it is moved to the version offered today", async () => {
    const first = await adding("MOVING");
    const { accountId } = await opening(first);
    const second = await adding("MOVING", { annualRate: "0.01" });
    const later = await adding("MOVING", { effectiveFrom: "2026-09-01" });
    const moving = (productVersionId: string, key = newKey()) => ({
      key,
      accountId,
      productVersionId: productVersionId as never,
    });
    await expect(moveVersion(officer, moving(first))).rejects.toMatchObject({ reason: "version_same" });
    await expect(moveVersion(officer, moving(later))).rejects.toMatchObject({ reason: "product_not_offered" });
    await expect(moveVersion(officer, moving(bank.products.savings))).rejects.toMatchObject({
      reason: "product_not_offered",
    });
    await expect(moveVersion(await bank.staff("teller"), moving(second))).rejects.toMatchObject({
      reason: "not_permitted",
    });
    const input = moving(second);
    await moveVersion(officer, input);
    await expect(moveVersion(officer, input)).resolves.toEqual({ accountId });
    const [row] = await sqlOf(database.db)`select product_version_id as id from accounts where id = ${accountId}`;
    expect(row?.id).toBe(second);
  });
});

describe("opening a joint account", () => {
  test("makes both owners and the rule in one act", async () => {
    const jonas = await bank.customer("Jonas Brandt");
    const { accountId } = await opening(bank.products.current, {
      jointOwner: await numberOf(jonas.id),
      signingRule: "both",
    });
    const rows = await sqlOf(database.db)`
      select p.role, a.signing_rule from account_parties p join accounts a on a.id = p.account_id
      where a.id = ${accountId} order by p.role desc`;
    expect(rows.map(({ role, signing_rule }) => [role, signing_rule])).toEqual([
      ["owner", "both"],
      ["joint_owner", "both"],
    ]);
  });

  test("refuses oneself, an unknown number, and both signatures of one", async () => {
    const own = await numberOf(customer.id);
    await expect(opening(bank.products.current, { jointOwner: own })).rejects.toMatchObject({ reason: "party_known" });
    await expect(opening(bank.products.current, { jointOwner: "T-99999" })).rejects.toMatchObject({
      reason: "customer_number_unknown",
      field: "jointOwner",
    });
    await expect(opening(bank.products.current, { signingRule: "both" })).rejects.toMatchObject({
      reason: "rule_not_fulfilled",
    });
  });
});

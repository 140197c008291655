import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sqlOf } from "@/db/client";
import { blocksOf } from "@/lib/accounts/block-queries";
import { placeBlock } from "@/lib/accounts/place-block";
import { depositCash } from "@/lib/cash/deposit-cash";
import { withdrawCash } from "@/lib/cash/withdraw-cash";
import type { AccountId, CustomerId } from "@/lib/core/ids";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { coins } from "../../support/coins";
import { type TestDatabase, testDatabase } from "../../support/database";
import type { Staff } from "./history";

let database: TestDatabase;
let bank: TestBank;
let manager: Staff;
let compliance: Staff;
let customer: { id: CustomerId };
beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  manager = await bank.staff("branch_manager");
  compliance = await bank.staff("compliance_officer", "000");
  customer = await bank.customer();
});
afterAll(() => database.close());

type Kind = "debit" | "credit" | "all" | "freeze";
const blocking = (accountId: AccountId, kind: Kind, key = newKey()) => ({
  key,
  accountId,
  kind,
  reason: "Court order",
});
const reasonOf = (asked: Promise<unknown>) =>
  asked.then(
    () => undefined,
    (error: { reason: string }) => error.reason,
  );
const cash = (iban: string) => ({
  key: newKey(),
  iban,
  amount: "5.00",
  notes: coins("5.00"),
  paidInBy: undefined,
  note: undefined,
});

describe("placing a block", () => {
  test("stops what it names and is recorded; repeating it places one", async () => {
    const teller = await bank.teller(100_000n);
    for (const [kind, out, into] of [
      ["debit", "account_blocked", undefined],
      ["credit", undefined, "account_blocked"],
      ["all", "account_blocked", "account_blocked"],
      ["freeze", "account_blocked", undefined],
    ] as const) {
      const account = await bank.account(customer.id, 10_000n);
      const input = blocking(account.id, kind);
      const placed = await placeBlock(compliance, input);
      expect(await placeBlock(compliance, input)).toEqual(placed);
      expect(await reasonOf(withdrawCash(teller, cash(account.iban)))).toBe(out);
      expect(await reasonOf(depositCash(teller, cash(account.iban)))).toBe(into);
      expect(await blocksOf(compliance, account.id)).toMatchObject([{ kind, reason: "Court order", liftedAt: null }]);
      const acts = await sqlOf(database.db)`
        select act from audit_events where subject_id = ${account.id} and act = 'account.blocked'`;
      expect(acts).toHaveLength(1);
    }
  });

  test("is for the branch manager and compliance; only compliance freezes", async () => {
    const account = await bank.account(customer.id);
    for (const role of ["teller", "service_officer", "operations"] as const)
      await expect(placeBlock(await bank.staff(role), blocking(account.id, "debit"))).rejects.toMatchObject({
        reason: "not_permitted",
      });
    await expect(
      placeBlock(await bank.staff("branch_manager", "002"), blocking(account.id, "debit")),
    ).rejects.toMatchObject({ reason: "other_branch" });
    await expect(placeBlock(manager, blocking(account.id, "freeze"))).rejects.toMatchObject({
      reason: "freeze_by_compliance",
    });
    await expect(placeBlock(manager, blocking(account.id, "debit"))).resolves.toBeDefined();
  });
});

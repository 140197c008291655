import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sqlOf } from "@/db/client";
import { placeBlock } from "@/lib/accounts/place-block";
import { depositCash } from "@/lib/cash/deposit-cash";
import type { AccountId, CustomerId } from "@/lib/core/ids";
import { closeAccountPayingOut } from "@/lib/operations/close-account-paying-out";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { coins } from "../../support/coins";
import { type TestDatabase, testDatabase } from "../../support/database";
import type { Staff } from "../accounts/history";

let database: TestDatabase;
let bank: TestBank;
let officer: Staff;
let customer: { id: CustomerId };
beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  officer = await bank.staff("service_officer");
  customer = await bank.customer();
});
afterAll(() => database.close());

const closing = (accountId: AccountId, to: string, over: object = {}) => ({
  key: newKey(),
  accountId,
  to,
  reason: "Moves away",
  present: undefined,
  ...over,
});
const stateOf = async (id: AccountId) =>
  (
    await sqlOf(database.db)<{ status: string; balance: bigint }[]>`
      select a.status, b.balance from accounts a join account_balances b on b.account_id = a.id where a.id = ${id}`
  )[0];

describe("closing an account with its balance paid out", () => {
  test("moves everything, closes it, and does so once for one key", async () => {
    const [old, other] = [await bank.account(customer.id, 12_345n), await bank.account(customer.id)];
    const input = closing(old.id, other.iban);
    const done = await closeAccountPayingOut(officer, input);
    expect(await closeAccountPayingOut(officer, input)).toEqual(done);
    expect(await stateOf(old.id)).toEqual({ status: "closed", balance: 0n });
    expect(await stateOf(other.id)).toEqual({ status: "active", balance: 12_345n });
    const [act] = await sqlOf(database.db)`
      select act, reference, amount_minor from audit_events where subject_id = ${old.id} and act = 'account.closed'`;
    expect(act).toEqual({ act: "account.closed", reference: done.reference, amount_minor: 12_345n });
    await expect(closeAccountPayingOut(officer, closing(old.id, other.iban))).rejects.toMatchObject({
      reason: "account_closed",
    });
  });

  test("is for service officers of the branch", async () => {
    const [old, other] = [await bank.account(customer.id, 100n), await bank.account(customer.id)];
    await expect(closeAccountPayingOut(await bank.staff("teller"), closing(old.id, other.iban))).rejects.toMatchObject({
      reason: "not_permitted",
    });
    await expect(
      closeAccountPayingOut(await bank.staff("service_officer", "002"), closing(old.id, other.iban)),
    ).rejects.toMatchObject({ reason: "other_branch" });
  });

  test("refuses itself, an unknown account, an empty one, one with a block, and leaves everything as it was", async () => {
    const [old, other] = [await bank.account(customer.id, 100n), await bank.account(customer.id)];
    const manager = await bank.staff("branch_manager");
    for (const [input, reason] of [
      [closing(old.id, old.iban), "same_account"],
      [closing(old.id, "AT611904300234573201"), "account_not_found"],
      [closing(other.id, old.iban), "balance_not_positive"],
    ] as const)
      await expect(closeAccountPayingOut(officer, input)).rejects.toMatchObject({ reason });
    await placeBlock(manager, { key: newKey(), accountId: old.id, kind: "debit", reason: "Court order" });
    await expect(closeAccountPayingOut(officer, closing(old.id, other.iban))).rejects.toMatchObject({
      params: { what: "a block is on it" },
    });
    expect(await stateOf(old.id)).toEqual({ status: "active", balance: 100n });
  });

  test("a deposit at the same moment is paid out too, or refused", async () => {
    const teller = await bank.teller();
    for (let round = 0; round < 6; round += 1) {
      const [old, other] = [await bank.account(customer.id, 100n), await bank.account(customer.id)];
      const cash = {
        key: newKey(),
        iban: old.iban,
        amount: "5.00",
        notes: coins("5.00"),
        paidInBy: undefined,
        note: undefined,
      };
      const [closed, paid] = await Promise.allSettled([
        closeAccountPayingOut(officer, closing(old.id, other.iban)),
        depositCash(teller, cash),
      ]);
      expect(closed.status).toBe("fulfilled");
      expect(await stateOf(old.id)).toEqual({ status: "closed", balance: 0n });
      expect((await stateOf(other.id))?.balance).toBe(paid.status === "fulfilled" ? 600n : 100n);
    }
  });
});

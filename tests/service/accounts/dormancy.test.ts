import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sqlOf } from "@/db/client";
import { dormanciesOf } from "@/lib/accounts/dormancy-queries";
import { markUnused } from "@/lib/accounts/mark-unused";
import { accountPage, listAccounts } from "@/lib/accounts/queries";
import { depositCash } from "@/lib/cash/deposit-cash";
import { withdrawCash } from "@/lib/cash/withdraw-cash";
import type { AccountId, CustomerId } from "@/lib/core/ids";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { coins } from "../../support/coins";
import { type TestDatabase, testDatabase } from "../../support/database";
import type { Staff } from "./history";

let database: TestDatabase;
let bank: TestBank;
let operations: Staff;
let customer: { id: CustomerId };
beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  operations = await bank.staff("operations", "000");
  customer = await bank.customer();
});
afterAll(() => database.close());

/** An account as if it had been opened on a day before the bank's first; today is 2 March 2026. */
async function openedOn(day: string): Promise<{ id: AccountId; iban: string }> {
  const account = await bank.account(customer.id);
  await sqlOf(database.db)`update accounts set opened_on = ${day} where id = ${account.id}`;
  return account;
}
const cash = (iban: string) => ({
  key: newKey(),
  iban,
  amount: "5.00",
  notes: coins("5.00"),
  paidInBy: undefined,
  note: undefined,
});
const stagesOf = async (id: AccountId) =>
  (await dormanciesOf(operations, id)).map(({ stage, endedAt }) => [stage, endedAt === null]);

describe("accounts that nobody uses", () => {
  test("are inactive from 6 months on and dormant from 12, to the day, and found once", async () => {
    const [fresh, sixLess, six, twelve] = await Promise.all([
      openedOn("2026-02-01"),
      openedOn("2025-09-03"),
      openedOn("2025-09-02"),
      openedOn("2025-03-02"),
    ]);
    await markUnused(operations);
    expect(await stagesOf(fresh.id)).toEqual([]);
    expect(await stagesOf(sixLess.id)).toEqual([]);
    expect(await stagesOf(six.id)).toEqual([["inactive", true]]);
    expect(await stagesOf(twelve.id)).toEqual([["dormant", true]]);
    expect(await markUnused(operations)).toEqual({ changed: 0 });
    expect((await listAccounts(operations, { standing: "dormant" })).rows.map(({ id }) => id)).toEqual([twelve.id]);
    expect((await accountPage(operations, six.id))?.dormancy).toEqual({ stage: "inactive", lastUsedOn: "2025-09-02" });
    const acts = await sqlOf(database.db)`
      select subject_id from audit_events where act = 'account.unused' and subject_id in (${six.id}, ${twelve.id})`;
    expect(acts).toHaveLength(2);
  });

  test("are never term deposits: nobody is to use those", async () => {
    const { id } = await openedOn("2024-02-01");
    await sqlOf(database.admin)`update accounts set kind = 'term_deposit' where id = ${id}`;
    await markUnused(operations);
    expect(await stagesOf(id)).toEqual([]);
  });

  test("an inactive one is in use again by a deposit, and pays out without being woken", async () => {
    const account = await openedOn("2025-06-01");
    await markUnused(operations);
    const teller = await bank.teller(10_000n);
    await depositCash(teller, cash(account.iban));
    await expect(withdrawCash(teller, cash(account.iban))).resolves.toBeDefined();
    await markUnused(operations);
    expect(await stagesOf(account.id)).toEqual([["inactive", false]]);
  });

  test("a dormant one takes money but pays none, and a deposit does not wake it", async () => {
    const account = await openedOn("2024-06-01");
    await markUnused(operations);
    const teller = await bank.teller(10_000n);
    await depositCash(teller, cash(account.iban));
    await markUnused(operations);
    await expect(withdrawCash(teller, cash(account.iban))).rejects.toMatchObject({ reason: "account_dormant" });
    expect(await stagesOf(account.id)).toEqual([["dormant", true]]);
  });

  test("are looked for by who cuts the day", async () => {
    await expect(markUnused(await bank.staff("teller"))).rejects.toMatchObject({ reason: "not_permitted" });
  });
});

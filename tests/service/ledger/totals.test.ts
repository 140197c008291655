import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "@/db/client";
import { accountPage } from "@/lib/accounts/queries";
import { statementSums } from "@/lib/accounts/statement";
import type { Ctx, CustomerActor, StaffActor } from "@/lib/core/context";
import type { AccountId, LedgerAccountId } from "@/lib/core/ids";
import { MAX_MINOR } from "@/lib/core/money";
import { ledgerAccountPage } from "@/lib/ledger/account-queries";
import { trialBalance } from "@/lib/ledger/trial-balance";
import { firstBad, verifyLedger } from "@/lib/ledger/verify";
import { closeDay } from "@/lib/operations/close-day";
import { cutDay } from "@/lib/operations/cut-day";
import { dayWithProofs } from "@/lib/operations/day-queries";
import { statementTotals } from "@/lib/statements/account-statement";
import { FIRST_DAY, newKey, type TestBank, testBank } from "../../support/bank";
import { createTransfer } from "../../support/booked";
import { type TestDatabase, testDatabase } from "../../support/database";

const INT8 = 2n ** 63n;
const FULL = 93n;
const WHOLE = "1000000000000000.00";

let database: TestDatabase;
let bank: TestBank;
let owner: { ctx: Ctx<CustomerActor, Database> };
let auditor: Ctx<StaffActor, Database>;
const accounts: { id: AccountId; iban: string }[] = [];

beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  const customer = await bank.customer("Amina Okafor");
  owner = customer;
  for (let n = 0n; n < FULL; n += 1n) accounts.push(await bank.account(customer.id, MAX_MINOR));
  accounts.push(await bank.account(customer.id));
  auditor = await bank.staff("auditor", "000");
});
afterAll(() => database.close());

const [account, empty] = [
  () => accounts[0] as (typeof accounts)[number],
  () => accounts.at(-1) as (typeof accounts)[number],
];

test("an account takes the largest amount once, and nothing more (control 36)", async () => {
  expect(MAX_MINOR * FULL).toBeGreaterThan(INT8);
  await expect(bank.fund(account().iban, 1n)).rejects.toMatchObject({ reason: "amount_too_large" });
});

test("what passed through an account adds up past an int8, and its statement says so", async () => {
  const hop = (from: AccountId, to: string) => ({
    ctx: owner.ctx,
    input: { key: newKey(), from, to, amount: WHOLE, remittance: undefined, beneficiaryId: undefined },
  });
  const there = hop(account().id, empty().iban);
  const calls = Array.from({ length: Number(FULL) }, () => [
    { ...there, input: { ...there.input, key: newKey() } },
    hop(empty().id, account().iban),
  ]).flat();
  const outcomes = await createTransfer.many(calls);
  expect(outcomes.filter((outcome) => outcome instanceof Error)).toEqual([]);
  const page = await accountPage(owner.ctx, empty().id);
  if (!page) throw new Error("The account is not shown to its owner");
  expect(await statementTotals(owner.ctx, page, { from: FIRST_DAY, to: FIRST_DAY })).toMatchObject({
    paidInMinor: MAX_MINOR * FULL,
    paidOutMinor: MAX_MINOR * FULL,
    closingMinor: 0n,
  });
  expect(await statementSums(owner.ctx, empty().id, {})).toEqual({
    movements: Number(2n * FULL),
    paidInMinor: MAX_MINOR * FULL,
    paidOutMinor: MAX_MINOR * FULL,
  });
});

test("a day whose totals pass an int8 is proved and closed, its proofs are shown and every figure verified", async () => {
  const operations = await bank.staff("operations", "000");
  await cutDay(operations, FIRST_DAY);
  expect(await closeDay({ ...operations, db: database.jobs }, FIRST_DAY)).toEqual({ closed: FIRST_DAY });
  const shown = await dayWithProofs(operations, FIRST_DAY);
  const proof = shown?.proofs.find(({ name }) => name === "Current accounts of customers");
  expect(proof).toMatchObject({ expected: -MAX_MINOR * FULL, actual: -MAX_MINOR * FULL });
  expect(firstBad(await verifyLedger(database.jobs))).toBeNull();
});

test("the books show the whole of it", async () => {
  const { lines } = await trialBalance(auditor, "EUR");
  const control = lines.find(({ code, branch }) => code === "2010" && branch === "Harbour");
  expect(control).toMatchObject({ closedMinor: -MAX_MINOR * FULL });
  const page = await ledgerAccountPage(auditor, control?.id as LedgerAccountId);
  expect(page?.nowMinor).toBe(-MAX_MINOR * FULL);
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, sqlOf } from "@/db/client";
import { openAccount } from "@/lib/accounts/open-account";
import { countVault } from "@/lib/cash/count-vault";
import { moveVaultCash } from "@/lib/cash/move-vault-cash";
import { postedUnder } from "@/lib/command/posted-under";
import type { Ctx, StaffActor } from "@/lib/core/context";
import { businessDate } from "@/lib/core/dates";
import { settleInterestNow } from "@/lib/operations/settle-interest-now";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { offerCash, repayLoan, takeCash } from "../../support/booked";
import { coins } from "../../support/coins";
import { type TestDatabase, testDatabase } from "../../support/database";
import { completed } from "../../support/second-person";
import { advanceTo, borrower, type Desk, lendingDesk, loanAt } from "../loans/lending";

type Staff = Ctx<StaffActor, Database>;

let database: TestDatabase;
let bank: TestBank;
let desk: Desk;
let custodian: Staff;
beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  [desk, custodian] = [await lendingDesk(bank), await bank.staff("vault_custodian")];
  const fill = { kind: "settlement_to_vault" as const, vaultId: vault(), currency: "EUR" };
  await moveVaultCash(bank.system, { ...fill, key: newKey(), amount: "100.00", notes: { "5000": 2 } });
});
afterAll(() => database.close());

const vault = () => bank.branch("001").vaultId as never;
const entries = async () => {
  const [row] = await sqlOf(database.db)<{ n: number }[]>`select count(*)::int as n from journal_entries`;
  return row?.n ?? 0;
};
const at = expect.stringMatching(/^\d\d:\d\d$/);

/** Sends a form three times, twice of them at once; it posts so many entries, and every answer is the first. */
async function thrice<Input extends { key: string }, Answer>(
  command: (ctx: Staff, input: Input) => Promise<Answer>,
  ctx: Staff,
  input: Input,
  posts: number,
): Promise<Answer> {
  const before = await entries();
  const [one, two] = await Promise.all([command(ctx, input), command(ctx, input)]);
  expect(two).toEqual(one);
  expect(await command(ctx, input)).toEqual(one);
  expect(await entries()).toBe(before + posts);
  return one;
}

describe("control 40: a form that is sent again posts once, and its key answers with what it was posted under", () => {
  it("a repayment of a loan", async () => {
    const who = await borrower(bank);
    const loanId = await loanAt(bank, desk, "active", who);
    await advanceTo(bank, businessDate("2026-04-02"));
    const key = newKey();
    const { reference } = await thrice(repayLoan, desk.teller, { key, loanId, amount: "318.00" }, 2);
    // The repayment, and beside it the interest that was earned until then.
    const [posted] = await sqlOf(
      database.db,
    )`select count(*)::int as n from journal_entries where reference = ${reference}`;
    expect(posted?.n).toBe(1);
    expect(await postedUnder(desk.teller, key)).toEqual({ is: "posted", reference, at });
    await expect(repayLoan(desk.teller, { key, loanId, amount: "317.00" })).rejects.toThrow("key_reused");
  });

  it("the settling of an account's interest", async () => {
    const [officer, customer] = [await bank.staff("service_officer"), await bank.customer()];
    const { savings } = bank.products;
    const opened = await openAccount(officer, { key: newKey(), customerId: customer.id, productVersionId: savings });
    await bank.fund(opened.iban, 1_000_000n);
    const key = newKey();
    await advanceTo(bank, businessDate("2026-04-03"));
    const { reference } = await thrice(settleInterestNow, officer, { key, accountId: opened.accountId }, 1);
    expect(reference).toMatch(/^INT-/);
    expect(await postedUnder(officer, key)).toEqual({ is: "posted", reference, at });
  });

  it("cash handed from the vault to a till, and taken there", async () => {
    const teller = await bank.teller();
    const toId = (await tillOf(teller)) as never;
    const notes = { "5000": 1 };
    const offered = { key: newKey(), currency: "EUR", amount: "50.00", notes, fromId: vault(), toId };
    const { offerId } = await thrice(offerCash, custodian, offered, 0);
    expect(await postedUnder(custodian, offered.key)).toEqual({ is: "done", at });
    await expect(offerCash(custodian, { ...offered, amount: "49.00", notes: coins("49.00") })).rejects.toThrow(
      "key_reused",
    );
    const taken = { key: newKey(), offerId: offerId as never };
    const { reference } = await thrice(takeCash, teller, taken, 1);
    expect(await postedUnder(teller, taken.key)).toEqual({ is: "posted", reference, at });
  });

  it("cash moved between the vault and the settlement account", async () => {
    const manager = await bank.staff("branch_manager");
    const moved = { key: newKey(), kind: "vault_to_settlement" as const, vaultId: vault(), currency: "EUR" };
    const input = { ...moved, amount: "50.00", notes: { "5000": 1 } };
    const asked = await thrice(moveVaultCash, custodian, input, 0);
    if (!("pending" in asked)) throw new Error("one person moved it");
    expect(await postedUnder(custodian, input.key)).toEqual({ is: "waiting", approvalId: asked.pending, at });
    const before = await entries();
    await completed(moveVaultCash, { ...input, key: newKey() }, { maker: custodian, checker: manager });
    expect(await entries()).toBe(before + 1);
    expect(await moveVaultCash(custodian, input), "the first request waits as before").toEqual(asked);
    expect(await entries()).toBe(before + 1);
  });

  it("a count of the vault", async () => {
    const counted = { key: newKey(), vaultId: vault(), counts: { EUR: {} }, reason: undefined };
    const done = await thrice(countVault, custodian, counted, 0);
    if ("pending" in done) throw new Error("it waits for somebody");
    expect(await postedUnder(custodian, counted.key)).toEqual({ is: "posted", reference: done.reference, at });
    const [slips] = await sqlOf(
      database.db,
    )`select count(*)::int as n from cash_counts where reference = ${done.reference}`;
    expect(slips?.n).toBe(1);
    await expect(countVault(custodian, { ...counted, counts: { EUR: { "5000": 1 } } })).rejects.toThrow("key_reused");
  });
});

const tillOf = async (teller: Staff) => {
  const [row] = await sqlOf(database.db)<{ id: string }[]>`
    select till_id as id from till_sessions where user_id = ${teller.actor.userId}`;
  return row?.id;
};

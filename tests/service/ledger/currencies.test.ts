import { afterAll, beforeAll, expect, test } from "vitest";
import { sqlOf } from "@/db/client";
import { begin } from "@/lib/command/transact";
import type { Currency } from "@/lib/core/currencies";
import { type AccountId, newId } from "@/lib/core/ids";
import { newReference } from "@/lib/core/references";
import { applyEntry, glAccount } from "@/lib/ledger/book";
import { credit, debit } from "@/lib/ledger/entry";
import { lockBalances } from "@/lib/ledger/lock-balances";
import { postEntries } from "@/lib/ledger/post-entries";
import { firstBad, verifyLedger } from "@/lib/ledger/verify";
import { type TestBank, testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";
import { balanceOf, openAccountInCurrency } from "../payments/money";

let database: TestDatabase;
let bank: TestBank;
let euros: { id: AccountId; iban: string };
let dollars: { id: AccountId; iban: string };
beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  const { id } = await bank.customer();
  euros = await bank.account(id, 100_00n);
  dollars = await openAccountInCurrency(bank, id, "USD");
});
afterAll(() => database.close());

/** Euros out of one account and dollars into another, each against a book in its own currency at head office. */
const exchanged = (euroMinor: bigint, euroBook: bigint, dollarMinor: bigint) =>
  begin(database.jobs, { ...bank.system, db: database.jobs }, async (ctx) => {
    const book = await lockBalances(ctx.db, [euros.id, dollars.id]);
    const office = (currency: Currency) => glAccount(book, "1100", bank.branch("000").id, currency);
    const entry = applyEntry(book, {
      id: newId<"entry">(),
      kind: "transfer",
      reference: newReference("TRF"),
      narrative: "Euros for dollars",
      branchId: bank.branch("001").id,
      legs: [
        debit(euros.id, euroMinor),
        credit(office("EUR"), euroBook),
        debit(office("USD"), dollarMinor),
        credit(dollars.id, dollarMinor),
      ],
    });
    await postEntries(ctx.db, [{ ctx, entry }]);
    return entry;
  });

test("an entry in two currencies balances in each of them, and in each branch (control 51)", async () => {
  const { id } = await exchanged(50_00n, 50_00n, 54_25n);
  expect([await balanceOf(database.db, euros.id), await balanceOf(database.db, dollars.id)]).toEqual([50_00n, 54_25n]);
  const sums = await sqlOf(database.db)<{ legs: bigint; minor: bigint }[]>`
    select count(*) as legs, sum(amount_minor)::bigint as minor from postings where entry_id = ${id} group by currency, branch_id`;
  expect(sums.map(({ minor }) => minor)).toEqual([0n, 0n, 0n, 0n]);
  expect(firstBad(await verifyLedger(database.jobs))).toBeNull();
});

test("what one currency lacks cannot be made up in another", async () => {
  await expect(exchanged(50_00n, 49_00n, 1_00n)).rejects.toMatchObject({ reason: "unbalanced" });
  expect([await balanceOf(database.db, euros.id), await balanceOf(database.db, dollars.id)]).toEqual([50_00n, 54_25n]);
});

import { afterAll, beforeAll, expect, test } from "vitest";
import { connect, type Database } from "@/db/client";
import { readAhead } from "@/lib/accounts/read-ahead";
import type { Ctx, CustomerActor } from "@/lib/core/context";
import { createTransfer } from "@/lib/payments/create-transfer";
import { type LoadedAccount, loadAccounts } from "../../../bench/load/accounts";
import { anotherProcess } from "../../support/another-process";
import { FIRST_DAY } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";
import { openRelay, type Relay } from "../../support/relay";
import { transferInput } from "../../support/transfers";

let database: TestDatabase;
let accounts: LoadedAccount[];
let relay: Relay;
let counted: Database;
beforeAll(async () => {
  database = await testDatabase();
  // Written by another program: this process has met none of them.
  accounts = await loadAccounts(database.admin, 2_500);
  relay = await openRelay(database.urls.app);
  counted = connect(relay.url, "app", { max: 1 });
});
afterAll(async () => {
  await counted.$client.end({ timeout: 1 });
  await relay.close();
  await database.close();
});

/** One payment between two accounts, by the owner of the first. */
function callOf(from: LoadedAccount, to: LoadedAccount, db: Database) {
  const actor: CustomerActor = {
    kind: "customer",
    userId: from.userId,
    name: "Bench",
    customerId: from.customerId,
    sessionId: null,
  };
  const ctx: Ctx<CustomerActor, Database> = {
    actor,
    channel: "self_service",
    db,
    businessDate: FIRST_DAY,
    requestId: "test",
  };
  const input = transferInput(from, to, "1.00");
  return { ctx, input };
}

/** The accounts between which this process has paid: it knows them. */
const paid = new Set<string>();

/** Pays between two accounts; answers in how many turns with the database. */
async function turnsOf(from: LoadedAccount, to: LoadedAccount): Promise<number> {
  for (const { id } of [from, to]) paid.add(id);
  const { ctx, input } = callOf(from, to, counted);
  const before = relay.trips();
  await createTransfer(ctx, input);
  return relay.trips() - before;
}

/** The accounts from one place on, in the order of their ids. */
const accountsFrom = (at: number) =>
  accounts.slice(at, at + 6) as [
    LoadedAccount,
    LoadedAccount,
    LoadedAccount,
    LoadedAccount,
    LoadedAccount,
    LoadedAccount,
  ];

test("where less is read ahead than there is, it is the accounts that moved last and no other", async () => {
  const [first, second, third, fourth, fifth, sixth] = accountsFrom(1_200);
  for (let at = 0; at < 3; at += 1) await turnsOf(first, second);
  expect(await turnsOf(first, second)).toBe(1);
  // Another process has made the last thousand entries.
  const { createTransfer: others } = await anotherProcess(() => import("@/lib/payments/create-transfer"));
  for (let batch = 0; batch < 5; batch += 1)
    await others.many(
      Array.from({ length: 200 }, (_, at) =>
        at % 2 === 0 ? callOf(third, fourth, database.db) : callOf(fourth, third, database.db),
      ),
    );

  expect(await readAhead(database.jobs, 2)).toBe(2);
  expect(await turnsOf(third, fourth)).toBe(1);
  expect(await turnsOf(fifth, sixth)).toBeGreaterThan(1);
});

test("a server that has just started reads ahead what it needs to know of the accounts that moved last, within a bound", async () => {
  const [first, second, third, fourth, fifth, sixth] = accountsFrom(0);
  for (let at = 0; at < 3; at += 1) await turnsOf(first, second);
  expect(await turnsOf(first, second)).toBe(1);
  expect(await turnsOf(third, fourth)).toBeGreaterThan(1);
  const known = paid.size;

  expect(await readAhead(database.jobs, 1_500)).toBe(1_500);
  expect(await readAhead(database.jobs)).toBe(2_500 - 1_500 - known);
  expect(await readAhead(database.jobs)).toBe(0);
  expect(await turnsOf(fifth, sixth)).toBe(1);
});

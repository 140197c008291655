import { afterAll, beforeAll, expect, test } from "vitest";
import { connect, type Database, sqlOf } from "@/db/client";
import { begin } from "@/lib/command/transact";
import { newId } from "@/lib/core/ids";
import { createTransfer } from "@/lib/payments/create-transfer";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";
import { openRelay, type Relay } from "../../support/relay";
import { transferInput } from "../../support/transfers";

let database: TestDatabase;
let bank: TestBank;
let relay: Relay;
let counted: Database;
beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  relay = await openRelay(database.urls.app);
  counted = connect(relay.url, "app", { max: 1 });
});
afterAll(async () => {
  await counted.$client.end({ timeout: 1 });
  await relay.close();
  await database.close();
});

test("a single transfer takes one turn with the database, and so does a batch of a hundred", async () => {
  const [payer, payee] = [await bank.customer(), await bank.customer("Jonas Brandt")];
  const [from, to] = [await bank.account(payer.id, 100_000n), await bank.account(payee.id)];
  const call = () => ({
    ctx: { ...payer.ctx, db: counted },
    input: transferInput(from, to, "1.00"),
  });
  const tripsOf = async (count: number) => {
    const before = relay.trips();
    const outcomes = await createTransfer.many(Array.from({ length: count }, call));
    expect(outcomes.filter((outcome) => outcome instanceof Error)).toEqual([]);
    return relay.trips() - before;
  };
  await tripsOf(1);
  await tripsOf(100);
  const [one, hundred] = [await tripsOf(1), await tripsOf(100)];
  expect(one).toBe(1);
  expect(hundred).toBe(1);
});

test("where the bank limits what a customer pays in a day, a transfer takes two", async () => {
  const [payer, payee] = [await bank.customer(), await bank.customer("Jonas Brandt")];
  const [from, to] = [await bank.account(payer.id, 100_000n), await bank.account(payee.id)];
  const pay = async () => {
    const before = relay.trips();
    await createTransfer({ ...payer.ctx, db: counted }, transferInput(from, to, "1.00"));
    return relay.trips() - before;
  };
  await sqlOf(database.admin)`insert into payment_limits (currency, per_day_minor) values ('EUR', 10000)`;
  for (let at = 0; at < 3; at += 1) await pay();
  expect(await pay()).toBe(2);
  await sqlOf(database.admin)`delete from payment_limits`;
  await pay();
  expect(await pay()).toBe(1);
});

test("a command that does nothing takes two turns: BEGIN with the lock of the day, and the commit", async () => {
  const twice = async () => {
    const before = relay.trips();
    await begin(counted, bank.system, async () => undefined);
    return relay.trips() - before;
  };
  await twice();
  expect(await twice()).toBe(2);
});

test("policies that a staff member's transfer does not reach cost no turn with the database", async () => {
  const [payer, payee] = [await bank.customer(), await bank.customer("Jonas Brandt")];
  const [from, to] = [await bank.account(payer.id, 100_000n), await bank.account(payee.id)];
  const teller = await bank.staff("teller");
  const input = (amount: string) => ({
    key: newKey(),
    from: from.id,
    to: to.iban,
    amount,
    remittance: undefined,
    beneficiaryId: undefined,
  });
  const tripsOf = async (ctx: typeof teller) => {
    const before = relay.trips();
    expect(await createTransfer({ ...ctx, db: counted }, input("1.00"))).toHaveProperty("reference");
    return relay.trips() - before;
  };
  await tripsOf(teller);
  const unbound = await tripsOf(teller);
  await sqlOf(database.db)`
    insert into approval_policies (id, kind, currency, from_minor, checker_role, effective_from)
    values (${newId()}, 'transfer.create', 'EUR', 50000, 'branch_manager', '2026-03-02')`;
  await tripsOf(teller);
  expect(await tripsOf(teller)).toBe(unbound);
  expect(unbound).toBe(2);
});

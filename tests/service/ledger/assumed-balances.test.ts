import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect, type Database, sqlOf } from "@/db/client";
import { isBankError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { newReference } from "@/lib/core/references";
import { createTransfer } from "@/lib/payments/create-transfer";
import { anotherProcess } from "../../support/another-process";
import { type TestBank, testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";
import { openRelay, type Relay, settle } from "../../support/relay";
import { transferInput } from "../../support/transfers";

let database: TestDatabase;
let bank: TestBank;
let relay: Relay;
let counted: Database;
let payer: Awaited<ReturnType<TestBank["customer"]>>;
let payee: Awaited<ReturnType<TestBank["customer"]>>;
beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  relay = await openRelay(database.urls.app);
  counted = connect(relay.url, "app", { max: 1 });
  [payer, payee] = [await bank.customer(), await bank.customer("Jonas Brandt")];
});
afterAll(async () => {
  await counted.$client.end({ timeout: 1 });
  await relay.close();
  await database.close();
});

/** Two accounts that this process knows, because it has moved money between them. */
async function knownPair(minor: bigint) {
  const [from, to] = [await bank.account(payer.id, minor), await bank.account(payee.id)];
  await createTransfer(payer.ctx, transferInput(from, to, "1.00"));
  await createTransfer(payer.ctx, transferInput(from, to, "1.00"));
  return { from, to };
}

const rowOf = async (id: string) => {
  const [row] = await sqlOf(database.admin)<{ balance: bigint; seq: bigint }[]>`
    select balance, seq from account_balances where account_id = ${id}`;
  return row as { balance: bigint; seq: bigint };
};

/** Where the bank limits what customers pay in a day, a line of each has to be locked: two turns in place of one. */
describe.each([
  ["in one statement", 1],
  ["in two turns", 2],
])("%s", (_, turns) => {
  beforeAll(async () => {
    await sqlOf(database.admin)`delete from payment_limits`;
    if (turns === 2)
      await sqlOf(database.admin)`insert into payment_limits (currency, per_day_minor) values ('EUR', 1000000000)`;
  });

  test("a transfer decides on what stands on its accounts, whatever this process has known of them", async () => {
    const { from, to } = await knownPair(10_000n);
    const change = (set: string) =>
      sqlOf(database.admin).unsafe(`update account_balances set ${set} where account_id = '${from.id}'`);
    // Another process took nearly all.
    await change("balance = 50");
    await expect(createTransfer(payer.ctx, transferInput(from, to, "5.00"))).rejects.toMatchObject({
      reason: "insufficient_funds",
      params: { availableMinor: "50" },
    });
    expect(await rowOf(from.id)).toMatchObject({ balance: 50n });
    // Another process brought money.
    await change("balance = 7000");
    await expect(createTransfer(payer.ctx, transferInput(from, to, "60.00"))).resolves.toHaveProperty("reference");
    expect(await rowOf(from.id)).toMatchObject({ balance: 1_000n });
    // Nothing else of the row was changed: an overdraft that was granted, one that was taken away, and its place in the order.
    await change("floor = -10000");
    await expect(createTransfer(payer.ctx, transferInput(from, to, "100.00"))).resolves.toHaveProperty("reference");
    await change("balance = 1000, floor = 0");
    await expect(createTransfer(payer.ctx, transferInput(from, to, "10.01"))).rejects.toMatchObject({
      reason: "insufficient_funds",
    });
    await change("seq = 900");
    await createTransfer(payer.ctx, transferInput(from, to, "1.00"));
    expect(await rowOf(from.id)).toEqual({ balance: 900n, seq: 901n });
  });

  test.each([
    ["balance", "balance + 200", ["done", "done"]],
    ["held", "balance - 50", ["insufficient_funds", "insufficient_funds"]],
    ["floor", "-500", ["done", "done"]],
    ["unarranged", "5", ["done", "insufficient_funds"]],
    ["seq", "seq + 5", ["done", "insufficient_funds"]],
    ["facts_mark", "facts_mark + 1", ["done", "insufficient_funds"]],
  ])("what is paid after nothing but %s has changed is decided on what it is now", async (column, value, expected) => {
    const { from, to } = await knownPair(10_000n);
    const ctx = { ...payer.ctx, db: counted };
    // However often it was wrong, a process assumes again after at most 64 batches under locks, which may take two turns as well.
    if (turns === 2) for (let at = 0; at < 65; at += 1) await createTransfer(ctx, transferInput(from, to, "0.01"));
    await settle(relay, turns, () => createTransfer(ctx, transferInput(from, to, "0.01")));
    const known = await rowOf(from.id);
    await sqlOf(database.admin).unsafe(
      `update account_balances set ${column} = ${value} where account_id = '${from.id}'`,
    );
    const stood = await rowOf(from.id);
    // Of what was known the first can be paid, and the second cannot.
    const all = `${known.balance / 100n}.${String(known.balance % 100n).padStart(2, "0")}`;
    const before = relay.trips();
    const outcomes = await createTransfer.many(
      ["1.00", all].map((amount) => ({ ctx, input: transferInput(from, to, amount) })),
    );
    expect(relay.trips() - before).toBeGreaterThan(turns);
    expect(outcomes.map((one) => (isBankError(one) ? one.reason : "done"))).toEqual(expected);
    const paid = [100n, known.balance].filter((_, at) => expected[at] === "done");
    expect(await rowOf(from.id)).toEqual({
      balance: paid.reduce((left, minor) => left - minor, stood.balance),
      seq: stood.seq + BigInt(paid.length),
    });
  });

  test("money that another process holds is not spent, and what it lets go of is", async () => {
    const { from, to } = await knownPair(10_000n);
    const hold = (minor: number) =>
      sqlOf(database.admin)`update account_balances set held = ${minor} where account_id = ${from.id}`;
    await hold(9_700);
    await expect(createTransfer(payer.ctx, transferInput(from, to, "2.00"))).rejects.toMatchObject({
      params: { availableMinor: "100" },
    });
    await hold(0);
    await expect(createTransfer(payer.ctx, transferInput(from, to, "2.00"))).resolves.toHaveProperty("reference");
  });

  test("money whose hold has run out is spent, though nothing on the account has changed", async () => {
    const { from, to } = await knownPair(10_000n);
    const officer = await bank.staff("service_officer");
    const admin = sqlOf(database.admin);
    await admin`
      insert into holds (id, account_id, amount_minor, currency, reason, reference, placed_by, placed_at, expires_at)
      values (${newId<"hold">()}, ${from.id}, 9000, 'EUR', 'other', ${newReference("HLD")}, ${officer.actor.userId}, bank_now(), bank_now() + interval '1 day')`;
    await admin`update account_balances set held = 9000 where account_id = ${from.id}`;
    await createTransfer(payer.ctx, transferInput(from, to, "0.01"));
    await settle(relay, turns, () => createTransfer({ ...payer.ctx, db: counted }, transferInput(from, to, "0.01")));
    await admin`update open_holds set expires_at = bank_now() - interval '1 second' where account_id = ${from.id}`;
    const outcomes = await createTransfer.many(
      ["1.00", "50.00"].map((amount) => ({ ctx: payer.ctx, input: transferInput(from, to, amount) })),
    );
    expect(outcomes.map((one) => (isBankError(one) ? one.reason : "done"))).toEqual(["done", "done"]);
  });

  test("a refusal beside what is paid is proved, on an account that the batch does not move", async () => {
    const [{ from, to }, other] = [await knownPair(10_000n), await knownPair(500n)];
    const ctx = { ...payer.ctx, db: counted };
    await settle(relay, turns, () => createTransfer(ctx, transferInput(from, to, "0.01")));
    await sqlOf(database.admin)`update account_balances set balance = 100000 where account_id = ${other.from.id}`;
    const outcomes = await createTransfer.many([
      { ctx, input: transferInput(from, to, "1.00") },
      { ctx, input: transferInput(other.from, other.to, "900.00") },
    ]);
    expect(outcomes.map((one) => (isBankError(one) ? one.reason : "done"))).toEqual(["done", "done"]);
  });

  test("a refusal on assumed balances is proved as well: one that no longer holds is not stored", async () => {
    const { from, to } = await knownPair(500n);
    await expect(createTransfer(payer.ctx, transferInput(from, to, "9.00"))).rejects.toMatchObject({
      reason: "insufficient_funds",
    });
    await sqlOf(database.admin)`update account_balances set balance = 100000 where account_id = ${from.id}`;
    await expect(createTransfer(payer.ctx, transferInput(from, to, "9.00"))).resolves.toHaveProperty("reference");
  });

  test("two processes that move the same accounts lose nothing and take nothing twice", async () => {
    const other = await anotherProcess(() => import("@/lib/payments/create-transfer"));
    expect(other.createTransfer).not.toBe(createTransfer);
    const [hot, ...rest] = await Promise.all([
      bank.account(payer.id, 1_000n),
      ...Array.from({ length: 8 }, () => bank.account(payee.id)),
    ]);
    const pay = (command: typeof createTransfer, at: number) =>
      command(payer.ctx, transferInput(hot, rest[at % rest.length] as { iban: string }, "0.10")).then(
        () => "paid",
        (error: { reason?: string }) => error.reason ?? String(error),
      );
    const outcomes = await Promise.all(
      Array.from({ length: 240 }, (_, at) => pay(at % 2 === 0 ? createTransfer : other.createTransfer, at)),
    );
    expect(outcomes.filter((outcome) => outcome === "paid")).toHaveLength(100);
    expect(outcomes.filter((outcome) => outcome === "insufficient_funds")).toHaveLength(140);
    expect(await rowOf(hot.id)).toMatchObject({ balance: 0n });
    const [places] = await sqlOf(database.admin)<{ seqs: bigint; distinct: bigint; last: bigint }[]>`
      select count(*) as seqs, count(distinct seq) as distinct, max(seq) as last from postings where account_id = ${hot.id}`;
    expect(places?.distinct).toBe(places?.seqs);
    expect(places?.last).toBe(places?.seqs);
  });

  test("a batch on an account waits for the batch before it, and many of them follow each other without one being refused", async () => {
    const [hot, ...rest] = await Promise.all([
      bank.account(payer.id, 100_000n),
      ...Array.from({ length: 40 }, () => bank.account(payee.id)),
    ]);
    const before = await rowOf(hot.id);
    const rounds = Array.from({ length: 40 }, async (_, at) => {
      for (let round = 0; round < 10; round += 1)
        await createTransfer(payer.ctx, transferInput(hot, rest[at] as { iban: string }, "0.01"));
    });
    await Promise.all(rounds);
    const after = await rowOf(hot.id);
    expect(after.balance).toBe(before.balance - 400n);
    expect(after.seq).toBe(before.seq + 400n);
  });
});

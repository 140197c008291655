import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { sqlOf } from "@/db/client";
import { createTransfer } from "@/lib/payments/create-transfer";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";

let database: TestDatabase;
let bank: TestBank;
let payer: Awaited<ReturnType<TestBank["customer"]>>;
let payee: Awaited<ReturnType<TestBank["customer"]>>;
beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  [payer, payee] = [await bank.customer(), await bank.customer("Jonas Brandt")];
});
afterAll(() => database.close());

const inputOf = (from: { id: string }, to: { iban: string }, amount: string) =>
  ({
    key: newKey(),
    from: from.id,
    to: to.iban,
    amount,
    remittance: undefined,
    beneficiaryId: undefined,
  }) as Parameters<typeof createTransfer>[1];

/** Two accounts that this process knows, because it has moved money between them. */
async function knownPair(minor: bigint) {
  const [from, to] = [await bank.account(payer.id, minor), await bank.account(payee.id)];
  await createTransfer(payer.ctx, inputOf(from, to, "1.00"));
  await createTransfer(payer.ctx, inputOf(from, to, "1.00"));
  return { from, to };
}

const rowOf = async (id: string) => {
  const [row] = await sqlOf(database.admin)<{ balance: bigint; seq: bigint }[]>`
    select balance, seq from account_balances where account_id = ${id}`;
  return row;
};

test("a transfer decides on what stands on its accounts, whatever this process has known of them", async () => {
  const { from, to } = await knownPair(10_000n);
  const change = (set: string) =>
    sqlOf(database.admin).unsafe(`update account_balances set ${set} where account_id = '${from.id}'`);
  // Another process took nearly all.
  await change("balance = 50");
  await expect(createTransfer(payer.ctx, inputOf(from, to, "5.00"))).rejects.toMatchObject({
    reason: "insufficient_funds",
    params: { availableMinor: "50" },
  });
  expect(await rowOf(from.id)).toMatchObject({ balance: 50n });
  // Another process brought money.
  await change("balance = 7000");
  await expect(createTransfer(payer.ctx, inputOf(from, to, "60.00"))).resolves.toHaveProperty("reference");
  expect(await rowOf(from.id)).toMatchObject({ balance: 1_000n });
  // Nothing else of the row was changed: an overdraft that was granted, one that was taken away, and its place in the order.
  await change("floor = -10000");
  await expect(createTransfer(payer.ctx, inputOf(from, to, "100.00"))).resolves.toHaveProperty("reference");
  await change("balance = 1000, floor = 0");
  await expect(createTransfer(payer.ctx, inputOf(from, to, "10.01"))).rejects.toMatchObject({
    reason: "insufficient_funds",
  });
  await change("seq = 900");
  await createTransfer(payer.ctx, inputOf(from, to, "1.00"));
  expect(await rowOf(from.id)).toEqual({ balance: 900n, seq: 901n });
});

test("money that another process holds is not spent, and what it lets go of is", async () => {
  const { from, to } = await knownPair(10_000n);
  const hold = (minor: number) =>
    sqlOf(database.admin)`update account_balances set held = ${minor} where account_id = ${from.id}`;
  await hold(9_700);
  await expect(createTransfer(payer.ctx, inputOf(from, to, "2.00"))).rejects.toMatchObject({
    params: { availableMinor: "100" },
  });
  await hold(0);
  await expect(createTransfer(payer.ctx, inputOf(from, to, "2.00"))).resolves.toHaveProperty("reference");
});

test("a refusal on assumed balances is proved as well: one that no longer holds is not stored", async () => {
  const { from, to } = await knownPair(500n);
  await expect(createTransfer(payer.ctx, inputOf(from, to, "9.00"))).rejects.toMatchObject({
    reason: "insufficient_funds",
  });
  await sqlOf(database.admin)`update account_balances set balance = 100000 where account_id = ${from.id}`;
  await expect(createTransfer(payer.ctx, inputOf(from, to, "9.00"))).resolves.toHaveProperty("reference");
});

test("two processes that move the same accounts lose nothing and take nothing twice", async () => {
  vi.resetModules();
  const other = await import("@/lib/payments/create-transfer");
  expect(other.createTransfer).not.toBe(createTransfer);
  const [hot, ...rest] = await Promise.all([
    bank.account(payer.id, 1_000n),
    ...Array.from({ length: 8 }, () => bank.account(payee.id)),
  ]);
  const pay = (command: typeof createTransfer, at: number) =>
    command(payer.ctx, inputOf(hot, rest[at % rest.length] as { iban: string }, "0.10")).then(
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
      await createTransfer(payer.ctx, inputOf(hot, rest[at] as { iban: string }, "0.01"));
  });
  await Promise.all(rounds);
  const after = await rowOf(hot.id);
  expect(after?.balance).toBe((before?.balance ?? 0n) - 400n);
  expect(after?.seq).toBe((before?.seq ?? 0n) + 400n);
});

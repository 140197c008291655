import { afterAll, beforeAll, expect, test } from "vitest";
import { sqlOf } from "@/db/client";
import { isBankError } from "@/lib/core/errors";
import { createTransfer } from "@/lib/payments/create-transfer";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";

let database: TestDatabase;
let bank: TestBank;
beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
});
afterAll(() => database.close());

test("in a shared batch each act is recorded with its own caller and never with another's address (control 53)", async () => {
  const [amina, jonas] = [await bank.customer("Amina Okafor"), await bank.customer("Jonas Brandt")];
  const [hers, his] = [await bank.account(amina.id, 10_000n), await bank.account(jonas.id, 10_000n)];
  const input = (from: typeof hers, to: typeof hers) => ({
    key: newKey(),
    from: from.id,
    to: to.iban,
    amount: "1.00",
    remittance: undefined,
    beneficiaryId: undefined,
  });
  await createTransfer.many([
    { ctx: { ...amina.ctx, ip: "192.0.2.1", requestId: "first" }, input: input(hers, his) },
    { ctx: { ...jonas.ctx, requestId: "second" }, input: input(his, hers) },
  ]);
  const acts = await sqlOf(database.db)`
    select actor_id, ip, request_id from audit_events where act = 'transfer.created' order by id`;
  expect(acts).toMatchObject([
    { actor_id: amina.ctx.actor.userId, ip: "192.0.2.1", request_id: "first" },
    { actor_id: jonas.ctx.actor.userId, ip: null, request_id: "second" },
  ]);
});

/** Three calls on one pair of accounts, the middle one as told. */
async function threeCalls(middle: (call: Call) => Call) {
  const [amina, jonas] = [await bank.customer("Amina Okafor"), await bank.customer("Jonas Brandt")];
  const [hers, his] = [await bank.account(amina.id, 10_000n), await bank.account(jonas.id, 10_000n)];
  const call = (amount: string): Call => ({
    ctx: amina.ctx,
    input: { key: newKey(), from: hers.id, to: his.iban, amount, remittance: undefined, beneficiaryId: undefined },
  });
  const calls = [call("1.00"), middle(call("2.00")), call("4.00")] as const;
  const paid = async () => {
    const rows = await sqlOf(database.db)<{ minor: bigint }[]>`
      select amount_minor as minor from transfers where from_account_id = ${hers.id} order by amount_minor`;
    return rows.map(({ minor }) => minor);
  };
  return { calls, paid };
}

type Call = Parameters<typeof createTransfer.many>[0][number];

test("a call whose person has no second factor is refused and recorded by itself, and leaves its key free", async () => {
  const { calls, paid } = await threeCalls(({ ctx, input }) => ({
    ctx: { ...ctx, requestId: "no factor", actor: { ...ctx.actor, unproven: "no_factor" } } as Call["ctx"],
    input,
  }));
  const [first, middle, last] = await createTransfer.many(calls);
  expect([isBankError(first), isBankError(last)]).toEqual([false, false]);
  expect(middle).toMatchObject({ reason: "factor_needed" });
  expect(await paid()).toEqual([100n, 400n]);
  const acts = await sqlOf(database.db)`select act, result, reason from audit_events where request_id = 'no factor'`;
  expect([...acts]).toEqual([{ act: "transfer.create", result: "refused", reason: "factor_needed" }]);
  const { ctx, input } = calls[1];
  await createTransfer({ ...ctx, actor: { ...ctx.actor, unproven: undefined } } as Call["ctx"], input);
  expect(await paid()).toEqual([100n, 200n, 400n]);
});

test("a call that the database refuses fails alone, in a lane as in a batch", async () => {
  const poison = ({ ctx, input }: Call): Call => ({ ctx, input: { ...input, remittance: "cut\u0000off" } });
  const { calls, paid } = await threeCalls(poison);
  const [first, middle, last] = await createTransfer.many(calls);
  expect([first, last]).toMatchObject([{ reference: expect.any(String) }, { reference: expect.any(String) }]);
  expect(middle).toMatchObject({ cause: { message: expect.stringMatching(/invalid byte sequence/) } });
  expect(await paid()).toEqual([100n, 400n]);
  const [alone] = await createTransfer.many(calls.slice(1, 2));
  expect(alone).toMatchObject({ cause: { message: expect.stringMatching(/invalid byte sequence/) } });

  const lane = await threeCalls(poison);
  const settled = await Promise.allSettled(lane.calls.map(({ ctx, input }) => createTransfer(ctx, input)));
  expect(settled.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(await lane.paid()).toEqual([100n, 400n]);
});

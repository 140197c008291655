import { afterAll, beforeAll, expect, test } from "vitest";
import { sqlOf } from "@/db/client";
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

import { Secret, TOTP } from "otpauth";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { connect, type Database, sqlOf } from "@/db/client";
import type { Ctx, CustomerActor } from "@/lib/core/context";
import { keepAuthenticator } from "@/lib/identity/factors";
import { openSession } from "@/lib/identity/session";
import { addBeneficiary } from "@/lib/payments/add-beneficiary";
import { beginPayment } from "@/lib/payments/begin-payment";
import { confirmPayment } from "@/lib/payments/confirm-payment";
import { createTransfer } from "@/lib/payments/create-transfer";
import { removeBeneficiary } from "@/lib/payments/remove-beneficiary";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";
import { openRelay, type Relay } from "../../support/relay";
import { balanceOf } from "./money";

const SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
const totp = new TOTP({ secret: Secret.fromBase32(SECRET) });

let database: TestDatabase;
let bank: TestBank;
let relay: Relay;
let counted: Database;
let payer: Ctx<CustomerActor, Database>;
let from: Awaited<ReturnType<TestBank["account"]>>;
let to: Awaited<ReturnType<TestBank["account"]>>;
let beneficiaryId: string;
beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  relay = await openRelay(database.urls.app);
  counted = connect(relay.url, "app", { max: 1 });
  const { id, ctx } = await bank.customer();
  const { userId } = ctx.actor;
  const { sessionId } = await openSession(database.db, { userId, kind: "customer" }, { proven: true });
  payer = { ...ctx, actor: { ...ctx.actor, sessionId } };
  from = await bank.account(id, 100_000n);
  to = await bank.account((await bank.customer("Jonas Brandt")).id);
  ({ beneficiaryId } = await addBeneficiary(payer, { key: newKey(), name: "Jonas Brandt", iban: to.iban } as never));
});
// The first of a process and of a connection read what they do not know, and one after a failed assumption locks first.
beforeEach(async () => {
  while ((await turnsOf(await confirmed())) > 1);
});
afterAll(async () => {
  await counted.$client.end({ timeout: 1 });
  await relay.close();
  await database.close();
});

/** A payment to the saved payee that its payer has confirmed with a code; the authenticator is set up anew, as a code counts once. */
async function confirmed(
  typed = { from: from.id, to: beneficiaryId, amount: "10.00", remittance: undefined },
): Promise<string> {
  await keepAuthenticator(database.db, payer.actor.userId, { secret: SECRET, lastStep: 0 });
  const { key } = await beginPayment(payer, typed);
  await confirmPayment(payer, { confirmation: key, code: totp.generate() });
  return key;
}
const pay = (confirmation: string) =>
  createTransfer({ ...payer, db: counted }, {
    key: newKey(),
    from: from.id,
    to: to.iban,
    amount: "10.00",
    beneficiaryId,
    confirmation,
  } as never);
async function turnsOf(confirmation: string): Promise<number> {
  const before = relay.trips();
  await pay(confirmation);
  return relay.trips() - before;
}
const left = () => balanceOf(database.db, from.id);

test("what a customer confirmed for a saved payee is paid in one turn, once", async () => {
  const confirmation = await confirmed();
  const before = await left();
  expect(await turnsOf(confirmation)).toBe(1);
  await expect(pay(confirmation)).rejects.toMatchObject({ reason: "payment_not_confirmed" });
  expect(await left()).toBe((before ?? 0n) - 1_000n);
});

test("a confirmation that another process has used up meanwhile pays nothing", async () => {
  const confirmation = await confirmed();
  const before = await left();
  await sqlOf(database.admin)`update payment_confirmations set used_at = bank_now() where id = ${confirmation}`;
  await expect(pay(confirmation)).rejects.toMatchObject({ reason: "payment_not_confirmed" });
  expect(await left()).toBe(before);
});

test("a confirmation whose two minutes are over pays nothing", async () => {
  const confirmation = await confirmed();
  const before = await left();
  await sqlOf(database.admin)`update payment_confirmations set expires_at = bank_now() where id = ${confirmation}`;
  await expect(pay(confirmation)).rejects.toMatchObject({ reason: "payment_not_confirmed" });
  expect(await left()).toBe(before);
});

test("a payment that is refused for want of money is not answered so on a confirmation that was used up meanwhile", async () => {
  const typed = { from: from.id, to: beneficiaryId, amount: "500.00", remittance: undefined };
  const confirmation = await confirmed(typed);
  await sqlOf(database.admin)`update payment_confirmations set used_at = bank_now() where id = ${confirmation}`;
  const plain = { ...payer, db: counted, actor: { ...payer.actor, sessionId: null } };
  const input = (over: object) => ({ key: newKey(), from: from.id, to: to.iban, amount: "1.00", ...over }) as never;
  const [, refused] = await createTransfer.many([
    { ctx: plain, input: input({ amount: "600.00" }) },
    { ctx: { ...payer, db: counted }, input: input({ amount: typed.amount, beneficiaryId, confirmation }) },
  ]);
  expect(refused).toMatchObject({ reason: "payment_not_confirmed" });
});

test("a payee that was removed meanwhile is paid nothing, and the confirmation is not used up", async () => {
  const confirmation = await confirmed();
  const before = await left();
  await removeBeneficiary(payer, { key: newKey(), beneficiaryId } as never);
  await expect(pay(confirmation)).rejects.toMatchObject({ reason: "beneficiary_not_found" });
  expect(await left()).toBe(before);
  const [row] = await sqlOf(database.db)`select used_at as used from payment_confirmations where id = ${confirmation}`;
  expect(row?.used).toBeNull();
});

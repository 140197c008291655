import { Secret, TOTP } from "otpauth";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Database } from "@/db/client";
import { sqlOf } from "@/db/client";
import type { Ctx, CustomerActor } from "@/lib/core/context";
import type { AccountId, CustomerId } from "@/lib/core/ids";
import { addPasskey, offerPasskey } from "@/lib/identity/add-passkey";
import { askForOwnPasskey } from "@/lib/identity/ask-for-passkey";
import { keepAuthenticator } from "@/lib/identity/factors";
import { openSession } from "@/lib/identity/session";
import { addBeneficiary } from "@/lib/payments/add-beneficiary";
import { beginPayment } from "@/lib/payments/begin-payment";
import { askToSignPayment } from "@/lib/payments/confirm-payment";
import { createTransfer } from "@/lib/payments/create-transfer";
import { pay } from "@/lib/payments/pay";
import { transferCheckPage } from "@/lib/payments/transfer-check-page";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";
import { SoftPasskey } from "../../support/soft-passkey";
import { balanceOf } from "./money";

const SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
type Account = { id: AccountId; iban: string };
type Person = { id: CustomerId; ctx: Ctx<CustomerActor, Database>; account: Account };

let database: TestDatabase;
let bank: TestBank;
let amina: Person;
let jonas: Person;
let beneficiaryId: string;

beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
});
beforeEach(async () => {
  amina = await person("Amina Okafor");
  jonas = await person("Jonas Brandt");
  ({ beneficiaryId } = await addBeneficiary(amina.ctx, {
    key: newKey(),
    name: "Jonas Brandt",
    iban: jonas.account.iban,
  } as never));
});
afterAll(() => database.close());

/** A customer at a screen, with an authenticator and 1,000.00. */
async function person(name: string): Promise<Person> {
  const { id, ctx } = await bank.customer(name);
  const { userId } = ctx.actor;
  const { sessionId } = await openSession(database.db, { userId, kind: "customer" }, { proven: true });
  await keepAuthenticator(database.db, userId, { secret: SECRET, lastStep: 0 });
  return { id, ctx: { ...ctx, actor: { ...ctx.actor, sessionId } }, account: await bank.account(id, 100_000n) };
}

const totp = new TOTP({ secret: Secret.fromBase32(SECRET) });
const code = (steps = 0) => totp.generate({ timestamp: Date.now() + steps * 30_000 });
const begin = (amount = "80.00", to: string = beneficiaryId) =>
  beginPayment(amina.ctx, { from: amina.account.id, to, amount, remittance: undefined });
const payment = (key: string, more: object = {}) =>
  ({
    key,
    from: amina.account.id,
    to: jonas.account.iban,
    amount: "80.00",
    beneficiaryId,
    confirmation: key,
    ...more,
  }) as never;
const left = () => balanceOf(database.db, amina.account.id);
const refused = (reason: string) => expect.objectContaining({ reason });

describe("control 22: a payment to somebody else is confirmed for its payee and amount", () => {
  test("by a code, once: the same key answers the same payment, another key pays nothing", async () => {
    const { key } = await begin();
    const paid = await pay(amina.ctx, payment(key, { code: code() }));
    expect(paid).toHaveProperty("reference");
    expect(await pay(amina.ctx, payment(key, { code: code() }))).toEqual(paid);
    await expect(pay(amina.ctx, payment(newKey(), { confirmation: key }))).rejects.toEqual(
      refused("payment_not_confirmed"),
    );
    expect(await left()).toBe(92_000n);
    await expect(
      sqlOf(database.db)`update payment_confirmations set used_at = bank_now() where id = ${key}`,
    ).rejects.toMatchObject({
      constraint_name: "payment_confirmations_once",
    });
  });

  test("not without one, nor with a code that does not match: nothing is booked and the code still works", async () => {
    const { key } = await begin();
    await expect(createTransfer(amina.ctx, payment(key))).rejects.toEqual(refused("payment_not_confirmed"));
    await expect(createTransfer(amina.ctx, payment(newKey(), { confirmation: undefined }))).rejects.toEqual(
      refused("payment_not_confirmed"),
    );
    const again = (await begin()).key;
    await expect(pay(amina.ctx, payment(again, { code: "000000" }))).rejects.toEqual(refused("factor_code_wrong"));
    await expect(pay(amina.ctx, payment(again))).rejects.toEqual(refused("required"));
    expect(await left()).toBe(100_000n);
    await pay(amina.ctx, payment(again, { code: code() }));
    expect(await left()).toBe(92_000n);
  });

  const changes: [string, () => object][] = [
    ["the amount", () => ({ amount: "80.01" })],
    ["the payee", () => ({ to: mallory.account.iban, beneficiaryId: undefined })],
    ["the account it is paid from", () => ({ from: second.id })],
  ];
  let mallory: Person;
  let second: Account;
  test.each(changes)("with %s changed it is refused, and what was confirmed can still be paid", async (_, change) => {
    mallory = await person("Mallory Stone");
    second = await bank.account(amina.id, 50_000n);
    const { key } = await begin();
    const changed = pay(amina.ctx, payment(key, { key: newKey(), code: code(), ...change() }));
    await expect(changed).rejects.toEqual(refused("payment_changed"));
    expect(await balanceOf(database.db, mallory.account.id)).toBe(100_000n);
    expect(await left()).toBe(100_000n);
    await pay(amina.ctx, payment(key));
    expect(await left()).toBe(92_000n);
  });

  test("within two minutes, and by nobody else", async () => {
    const { key } = await begin();
    const other = { ...jonas.ctx, actor: { ...jonas.ctx.actor } };
    await expect(pay(other, payment(key, { code: code() }))).rejects.toEqual(refused("payment_not_confirmed"));
    await sqlOf(database.admin)`update payment_confirmations set expires_at = bank_now() where used_at is null`;
    const late = pay(amina.ctx, payment(key, { code: code() }));
    await expect(late).rejects.toEqual(refused("payment_not_confirmed"));
    expect(await left()).toBe(100_000n);
  });

  test("by a passkey that signs this payment, and by no signature for anything else", async () => {
    const device = new SoftPasskey();
    const offer = await offerPasskey(amina.ctx, {});
    await addPasskey(amina.ctx, { passkey: device.made(offer), name: "Phone" } as never);
    const { sessionId } = await openSession(
      database.db,
      { userId: amina.ctx.actor.userId, kind: "customer" },
      { proven: true },
    );
    amina = { ...amina, ctx: { ...amina.ctx, actor: { ...amina.ctx.actor, sessionId } } };
    const [small, large] = [(await begin("1.00")).key, (await begin()).key];
    const signsSmall = device.signed(await askToSignPayment(amina.ctx, { confirmation: small }));
    await expect(pay(amina.ctx, payment(large, { passkey: signsSmall }))).rejects.toEqual(refused("passkey_refused"));
    const signsIn = device.signed(await askForOwnPasskey(amina.ctx));
    await expect(pay(amina.ctx, payment(large, { passkey: signsIn }))).rejects.toEqual(refused("passkey_refused"));
    const signs = device.signed(await askToSignPayment(amina.ctx, { confirmation: large }));
    await pay(amina.ctx, payment(large, { passkey: signs }));
    expect(await left()).toBe(92_000n);
  });

  test("not to an account of one's own, and not by staff or programs", async () => {
    const savings = await bank.account(amina.id);
    const { key } = await begin("10.00", savings.id);
    await pay(
      amina.ctx,
      payment(key, { to: savings.iban, amount: "10.00", beneficiaryId: undefined, confirmation: undefined }),
    );
    expect(await balanceOf(database.db, savings.id)).toBe(1_000n);
    await createTransfer(
      await bank.staff("teller"),
      payment(newKey(), { confirmation: undefined, beneficiaryId: undefined }),
    );
    expect(await left()).toBe(91_000n);
  });

  test("twenty posts of one confirmation under twenty keys pay once", async () => {
    const { key } = await begin();
    await pay(amina.ctx, payment(key, { key: newKey(), amount: "80.01", code: code() })).catch(() => undefined);
    const all = await Promise.allSettled(
      Array.from({ length: 20 }, () => pay(amina.ctx, payment(key, { key: newKey() }))),
    );
    expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await left()).toBe(92_000n);
  });

  test("control 31: after five wrong codes even the right one waits", async () => {
    const { key } = await begin();
    for (let n = 0; n < 5; n += 1)
      await expect(pay(amina.ctx, payment(key, { code: "000000" }))).rejects.toEqual(refused("factor_code_wrong"));
    await expect(pay(amina.ctx, payment(key, { code: code() }))).rejects.toEqual(refused("tried_too_often"));
    expect(await left()).toBe(100_000n);
  });

  test("the check page says whether what it shows can still be confirmed", async () => {
    const { key } = await begin();
    const shown = (amount: string) =>
      transferCheckPage(amina.ctx, { key, from: amina.account.id, to: beneficiaryId, amount });
    expect(await shown("80.00")).toMatchObject({ state: "ready", confirmation: "open" });
    expect(await shown("8.00")).toMatchObject({ state: "ready", confirmation: "over" });
    await sqlOf(database.admin)`update payment_confirmations set expires_at = bank_now() where used_at is null`;
    expect(await shown("80.00")).toMatchObject({ state: "ready", confirmation: "over" });
  });
});

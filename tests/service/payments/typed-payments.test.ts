import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sqlOf } from "@/db/client";
import { addDays } from "@/lib/core/dates";
import { cutDay } from "@/lib/operations/cut-day";
import { beginPayment } from "@/lib/payments/begin-payment";
import { forgetTypedPayments } from "@/lib/payments/forget-typed-payments";
import { keepTypedPayment, typedAtAccount, typedPayment } from "@/lib/payments/typed-payments";
import { FIRST_DAY, type TestBank, testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";

let database: TestDatabase;
let bank: TestBank;
beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
});
afterAll(() => database.close());

const typed = { from: "account", to: "AT021999900001000004", amount: "80.00", remittance: "Rent of Müller" };
const back = (days: number) =>
  sqlOf(database.admin)`update typed_payments set created_at = created_at - make_interval(days => ${days})`;

describe("a payment between its form and its check page", () => {
  test("is given back to whoever typed it, and to nobody else", async () => {
    const [teller, colleague, { ctx: amina }] = [
      await bank.staff("teller"),
      await bank.staff("teller"),
      await bank.customer(),
    ];
    const id = await keepTypedPayment(teller, typed);
    expect(await typedPayment(teller, id)).toEqual(typed);
    expect(await typedPayment(colleague, id)).toEqual({});
    expect(await typedPayment(amina, id)).toEqual({});
    for (const unknown of [undefined, "", "x", "' or true --", crypto.randomUUID()])
      expect(await typedPayment(teller, unknown)).toEqual({});
  });

  test("lies encrypted, opens in its own row only, and is never changed", async () => {
    const teller = await bank.staff("teller");
    const [one, other] = [await keepTypedPayment(teller, typed), await keepTypedPayment(teller, { amount: "1.00" })];
    const [row] = await sqlOf(database.db)<{ all: string }[]>`
      select string_agg(sealed, '') as all from typed_payments`;
    for (const value of ["80.00", "Rent", "AT0219999"]) expect(row?.all).not.toContain(value);
    await expect(sqlOf(database.db)`update typed_payments set sealed = 'x'`).rejects.toMatchObject({
      code: "42501",
    });
    await sqlOf(database.admin)`
      update typed_payments set sealed = (select sealed from typed_payments where id = ${one}) where id = ${other}`;
    await expect(typedPayment(teller, other)).rejects.toThrow();
  });

  test("is gone after a day, and deleted with what is typed next", async () => {
    const teller = await bank.staff("teller");
    const id = await keepTypedPayment(teller, typed);
    await back(1);
    expect(await typedPayment(teller, id)).toEqual({});
    const next = await keepTypedPayment(teller, typed);
    const left = await sqlOf(database.db)<{ id: string }[]>`select id from typed_payments`;
    expect(left.map((row) => row.id)).toEqual([next]);
  });

  test("is forgotten with the cut of the day, though nobody types another", async () => {
    const teller = await bank.staff("teller");
    for (let n = 0; n < 25; n += 1) await keepTypedPayment(teller, typed);
    await back(1);
    const sql = sqlOf(database.admin);
    const [fresh, [old]] = [
      await keepTypedPayment(teller, typed),
      await sql<
        { n: number }[]
      >`select count(*)::int as n from typed_payments where created_at < now() - interval '1 hour'`,
    ];
    expect(old?.n, "what is typed next takes few of them").toBeGreaterThan(0);
    const operations = await bank.staff("operations", "000");
    await cutDay(operations, FIRST_DAY);
    expect([...(await sql`select id from typed_payments`)]).toEqual([{ id: fresh }]);
    const acts = await sql`select subject_id as day from audit_events where act = 'payment.typed_forgotten'`;
    expect([...acts]).toEqual([{ day: addDays(FIRST_DAY, 1) }]);
    expect(await forgetTypedPayments(operations), "again there is nothing").toEqual({ forgotten: 0 });
  });

  test("typed at one account fills no page of another", async () => {
    const teller = await bank.staff("teller");
    const { id: owner } = await bank.customer();
    const [one, other] = [await bank.account(owner), await bank.account(owner)];
    const kept = await keepTypedPayment(teller, { ...typed, from: one.id });
    expect(await typedAtAccount(teller, one.id, kept)).toEqual({ ...typed, from: one.id });
    expect(await typedAtAccount(teller, other.id, kept)).toEqual({});
  });

  test("of a customer is kept as they typed it, own accounts included", async () => {
    const { id, ctx } = await bank.customer();
    const [from, to] = [await bank.account(id, 10_000n), await bank.account(id)];
    const input = { from: from.id, to: to.id as string, amount: "5.00", remittance: "Savings" };
    const begun = await beginPayment(ctx, input);
    expect(await typedPayment(ctx, begun.typed)).toEqual(input);
    expect(begun.key).not.toBe(begun.typed);
  });
});

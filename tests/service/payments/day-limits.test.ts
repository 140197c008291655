import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect, type Database, sqlOf } from "@/db/client";
import { readOwn } from "@/lib/command/read-own";
import type { Ctx, CustomerActor } from "@/lib/core/context";
import { addDays } from "@/lib/core/dates";
import { isBankError } from "@/lib/core/errors";
import type { AccountId } from "@/lib/core/ids";
import { closeDay } from "@/lib/operations/close-day";
import { cutDay } from "@/lib/operations/cut-day";
import { addBeneficiary } from "@/lib/payments/add-beneficiary";
import { checkTransfer } from "@/lib/payments/check-transfer";
import { leftToPay } from "@/lib/payments/day-limits";
import { forgetPaymentUses } from "@/lib/payments/forget-payment-uses";
import { paymentLimits } from "@/lib/payments/limit-queries";
import { setPaymentLimit } from "@/lib/payments/set-payment-limit";
import { FIRST_DAY, newKey, type TestBank, testBank } from "../../support/bank";
import { createTransfer } from "../../support/booked";
import { type TestDatabase, testDatabase } from "../../support/database";
import { activeOrganisation } from "../../support/organisations";
import { carried } from "../../support/second-person";
import { balanceOf } from "./money";

type Account = { id: AccountId; iban: string };
type Customer = { id: Awaited<ReturnType<TestBank["customer"]>>["id"]; ctx: Ctx<CustomerActor, Database> };

let database: TestDatabase;
let bank: TestBank;
/** A second process of the bank. */
let other: Database;
let payee: Account;
let people: Parameters<typeof carried>[2];
beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  other = connect(database.urls.app, "app");
  payee = await bank.account((await bank.customer("Jonas Brandt")).id);
  people = {
    maker: await bank.staff("administrator", "000"),
    checker: await bank.staff("administrator", "000"),
  };
});
afterAll(async () => {
  await other.$client.end({ timeout: 1 });
  await database.close();
});

const limited = (perDay: string | undefined) =>
  carried(setPaymentLimit, { key: newKey(), currency: "EUR", perDay, reason: "Decided by the board" }, people);
const payment = (from: Account, amount: string, to: Account = payee) => ({
  key: newKey(),
  from: from.id,
  to: to.iban,
  amount,
  remittance: undefined,
  beneficiaryId: undefined,
});
const outcomeOf = async (asked: Promise<unknown>) => {
  try {
    await asked;
    return "paid";
  } catch (error) {
    if (!isBankError(error)) throw error;
    return error.reason;
  }
};
const left = async ({ ctx }: Customer) => (await readOwn(ctx, leftToPay)).map(({ leftMinor }) => leftMinor);

test("without a limit nothing is counted", async () => {
  const one = await bank.customer("Amina Okafor");
  await createTransfer(one.ctx, payment(await bank.account(one.id, 100_00n), "90.00"));
  expect(await left(one)).toEqual([]);
  expect(await sqlOf(database.db)`select 1 from payment_uses`).toHaveLength(0);
});

describe("with a limit for a day (control 39)", () => {
  test("set by one administrator and agreed by another, and by nobody else", async () => {
    const input = { key: newKey(), currency: "EUR", perDay: "20.00", reason: "Decided by the board" } as const;
    await expect(setPaymentLimit(await bank.staff("operations", "000"), input)).rejects.toMatchObject({
      reason: "not_permitted",
    });
    expect(await limited("20.00")).toBe("approved");
    expect(await paymentLimits(people.maker)).toEqual([{ currency: "EUR", perDayMinor: 20_00n }]);
    await expect(setPaymentLimit(people.maker, { ...input, key: newKey() })).rejects.toMatchObject({
      reason: "limit_unchanged",
    });
  });

  test("fifty payments at once from two accounts of one person come to the limit and no cent more", async () => {
    const one = await bank.customer("Amina Okafor");
    const accounts = [await bank.account(one.id, 100_00n), await bank.account(one.id, 100_00n)];
    const before = (await balanceOf(database.db, payee.id)) ?? 0n;
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, (_, at) =>
        outcomeOf(
          createTransfer(
            at % 4 < 2 ? one.ctx : { ...one.ctx, db: other },
            payment(accounts[at % 2] as Account, "1.00"),
          ),
        ),
      ),
    );
    expect(outcomes.filter((outcome) => outcome === "paid")).toHaveLength(20);
    expect(outcomes.filter((outcome) => outcome === "over_own_day_limit")).toHaveLength(30);
    expect(((await balanceOf(database.db, payee.id)) ?? 0n) - before).toBe(20_00n);
    expect(await left(one)).toEqual([0n]);
  });

  test("in one batch too, each payment by itself, and what is refused for another reason uses nothing", async () => {
    const one = await bank.customer("Amina Okafor");
    const [rich, poor] = [await bank.account(one.id, 100_00n), await bank.account(one.id, 5_00n)];
    const outcomes = await createTransfer.many(
      [
        [rich, "14.00"],
        [poor, "5.01"],
        [rich, "7.00"],
        [rich, "6.00"],
        [rich, "0.01"],
      ].map(([from, amount]) => ({ ctx: one.ctx, input: payment(from as Account, amount as string) })),
    );
    expect(outcomes.map((one) => (isBankError(one) ? one.reason : "paid"))).toEqual([
      "paid",
      "insufficient_funds",
      "over_own_day_limit",
      "paid",
      "over_own_day_limit",
    ]);
  });

  test("what goes to an account of a firm that they sign for goes to somebody else, as the check says too", async () => {
    const one = await bank.customer("Amina Okafor");
    const staff = { officer: await bank.staff("service_officer"), manager: await bank.staff("branch_manager") };
    const firm = await activeOrganisation(staff, [one.id], { fullName: "Hafenkontor GmbH" });
    const [from, to] = [await bank.account(one.id, 100_00n), await bank.account(firm, 100_00n)];
    const asked = (amount: string, payer: Account, payeeAccount: Account) =>
      checkTransfer(one.ctx, { from: payer.id, to: payeeAccount.id, amount, remittance: undefined });
    expect(await asked("5.00", from, to)).toMatchObject({ to: { iban: to.iban, own: null, name: "Hafenkontor GmbH" } });
    await expect(asked("20.01", from, to)).rejects.toMatchObject({ reason: "over_own_day_limit" });
    expect(await asked("20.01", to, from)).toMatchObject({ to: { own: "current", name: null } });
  });

  test("the sentence names the limit and what is left, before the payment and on it", async () => {
    const one = await bank.customer("Amina Okafor");
    const from = await bank.account(one.id, 100_00n);
    const { beneficiaryId } = await addBeneficiary(one.ctx, {
      key: newKey(),
      customerId: undefined,
      name: "Jonas",
      nickname: undefined,
      iban: payee.iban,
    });
    await createTransfer(one.ctx, payment(from, "12.50"));
    const refused = {
      reason: "over_own_day_limit",
      field: "amount",
      sentence:
        "You can pay €20.00 to others in a day, and €7.50 of it is left today. Enter less, or pay the rest tomorrow.",
    };
    const look = (amount: string) =>
      checkTransfer(one.ctx, { from: from.id, to: beneficiaryId, amount, remittance: undefined });
    await expect(look("7.51")).rejects.toMatchObject(refused);
    await expect(look("7.50")).resolves.toMatchObject({ amount: { minor: 7_50n } });
    await expect(createTransfer(one.ctx, payment(from, "7.51"))).rejects.toMatchObject(refused);
    expect(await left(one)).toEqual([7_50n]);
  });

  test("between their own accounts and at the counter nothing is counted", async () => {
    const one = await bank.customer("Amina Okafor");
    const [from, own] = [await bank.account(one.id, 100_00n), await bank.account(one.id)];
    await createTransfer(one.ctx, payment(from, "50.00", own));
    await createTransfer(await bank.staff("teller"), payment(from, "40.00"));
    expect(await left(one)).toEqual([20_00n]);
  });

  test("a raised limit binds the next payment, and the next banking day begins anew", async () => {
    const one = await bank.customer("Amina Okafor");
    const from = await bank.account(one.id, 100_00n);
    await createTransfer(one.ctx, payment(from, "20.00"));
    expect(await outcomeOf(createTransfer(one.ctx, payment(from, "1.00")))).toBe("over_own_day_limit");
    await limited("21.00");
    expect(await outcomeOf(createTransfer(one.ctx, payment(from, "1.00")))).toBe("paid");
    const operations = await bank.staff("operations", "000");
    await cutDay(operations, FIRST_DAY);
    await closeDay({ ...operations, db: database.jobs }, FIRST_DAY);
    const tomorrow = { ...one, ctx: { ...one.ctx, businessDate: addDays(FIRST_DAY, 1) } };
    expect(await left(tomorrow)).toEqual([21_00n]);
    expect(await outcomeOf(createTransfer(one.ctx, payment(from, "21.00")))).toBe("paid");
    expect(await left(tomorrow)).toEqual([0n]);
    await limited(undefined);
    expect(await outcomeOf(createTransfer(one.ctx, payment(from, "21.00")))).toBe("paid");
  });

  test("what was used is forgotten with the cut of the day after, and of the open day it is kept", async () => {
    const uses = () => sqlOf(database.db)<{ day: string }[]>`select distinct day::text as day from payment_uses`;
    const open = addDays(FIRST_DAY, 1);
    expect([...(await uses())], "those of the first day went with its cut").toEqual([{ day: open }]);
    await expect(sqlOf(database.db)`delete from payment_uses`).rejects.toMatchObject({
      constraint_name: "payment_uses_kept",
    });
    const operations = await bank.staff("operations", "000");
    await cutDay(operations, open);
    expect([...(await uses())]).toEqual([]);
    const acts = await sqlOf(database.db)`
      select subject_id as day from audit_events where act = 'payment.uses_forgotten' order by id`;
    expect([...acts]).toEqual([{ day: open }, { day: addDays(open, 1) }]);
    expect(await forgetPaymentUses(operations), "again there is nothing").toEqual({ forgotten: 0 });
  });
});

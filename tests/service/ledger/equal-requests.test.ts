import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect, type Database, sqlOf } from "@/db/client";
import { placeHold } from "@/lib/accounts/place-hold";
import type { Ctx } from "@/lib/core/context";
import { isBankError } from "@/lib/core/errors";
import type { AccountId } from "@/lib/core/ids";
import { createTransfer } from "@/lib/payments/create-transfer";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";
import { balanceOf } from "../payments/money";

type Account = { id: AccountId; iban: string };

let database: TestDatabase;
let bank: TestBank;
/** A second process of the bank: it shares no lane with the first. */
let other: Database;
let owner: Awaited<ReturnType<TestBank["customer"]>>;
beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  other = connect(database.urls.app, "app");
  owner = await bank.customer("Amina Okafor");
});
afterAll(async () => {
  await other.$client.end({ timeout: 1 });
  await database.close();
});

const payment = (from: Account, to: Account, amount: string) => ({
  key: newKey(),
  from: from.id,
  to: to.iban,
  amount,
  remittance: undefined,
  beneficiaryId: undefined,
});

/** One request sent so many times at once: down the lane, past it, and from another process. */
async function atOnce<C extends Ctx, Input, Result>(
  times: number,
  command: ((ctx: C, input: Input) => Promise<Result>) & {
    many?: (calls: { ctx: C; input: Input }[]) => Promise<unknown[]>;
  },
  ctx: C,
  input: Input,
): Promise<unknown[]> {
  const asked = Array.from({ length: times }, async (_, at) => {
    const from = at % 2 === 0 ? ctx : { ...ctx, db: other };
    try {
      return at % 3 === 0 && command.many
        ? (await command.many([{ ctx: from, input }]))[0]
        : await command(from, input);
    } catch (error) {
      if (!isBankError(error)) throw error;
      return error;
    }
  });
  return Promise.all(asked);
}

const told = (answer: unknown) => (isBankError(answer) ? `${answer.reason}: ${answer.sentence}` : answer);
const actsOn = async (subject: string, result: "done" | "refused", act: string) => {
  const [row] = await sqlOf(database.db)<[{ n: number }]>`
    select count(*)::int as n from audit_events where act = ${act} and result = ${result}
      and (${result === "done" ? sqlOf(database.db)`subject_id = ${subject}` : sqlOf(database.db)`actor_id = ${subject}`})`;
  return row.n;
};

describe("a hundred equal requests at once", () => {
  test("are one transfer, a hundred equal answers and one act (control 40)", async () => {
    const [from, to] = [await bank.account(owner.id, 100_00n), await bank.account(owner.id)];
    const answers = await atOnce(100, createTransfer, owner.ctx, payment(from, to, "5.00"));
    expect(answers).toHaveLength(100);
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ reference: expect.stringMatching(/^TRF-/) });
    expect(await balanceOf(database.db, from.id)).toBe(95_00n);
    expect(await balanceOf(database.db, to.id)).toBe(5_00n);
    expect(await actsOn(from.id, "done", "transfer.created")).toBe(1);
  });

  test("and with another amount under their key they are refused, each of them (control 40)", async () => {
    const [from, to] = [await bank.account(owner.id, 100_00n), await bank.account(owner.id)];
    const input = payment(from, to, "5.00");
    await createTransfer(owner.ctx, input);
    const answers = await atOnce(20, createTransfer, owner.ctx, { ...input, amount: "6.00" });
    expect(answers.map((answer) => isBankError(answer) && [answer.code, answer.reason])).toEqual(
      Array(20).fill(["conflict", "key_reused"]),
    );
    expect(await balanceOf(database.db, to.id)).toBe(5_00n);
  });
});

describe("fifty equal requests that are refused", () => {
  test("are fifty equal answers and one act, also of a transfer that could be paid now (control 40)", async () => {
    const stranger = await bank.customer("Jonas Brandt");
    const [from, to] = [await bank.account(stranger.id, 1_00n), await bank.account(stranger.id)];
    const input = payment(from, to, "5.00");
    const answers = await atOnce(50, createTransfer, stranger.ctx, input);
    expect(answers).toHaveLength(50);
    expect(new Set(answers.map(told)).size).toBe(1);
    expect(answers[0]).toMatchObject({ reason: "insufficient_funds", params: { shortfallMinor: "400" } });
    await bank.fund(from.iban, 100_00n);
    expect((await atOnce(4, createTransfer, stranger.ctx, input)).map(told)).toEqual(Array(4).fill(told(answers[0])));
    expect(await balanceOf(database.db, to.id)).toBe(0n);
    expect(await actsOn(stranger.ctx.actor.userId, "refused", "transfer.create")).toBe(1);
  });

  test("are so too of a command that moves no money between accounts", async () => {
    const officer = await bank.staff("service_officer");
    const account = await bank.account(owner.id, 1_00n);
    const answers = await atOnce(50, placeHold, officer, {
      key: newKey(),
      accountId: account.id,
      amount: "5.00",
      reason: "card",
      expiresOn: undefined,
      note: undefined,
    });
    expect(new Set(answers.map(told)).size).toBe(1);
    expect(answers[0]).toMatchObject({ reason: "insufficient_funds" });
    expect(await actsOn(officer.actor.userId, "refused", "hold.place")).toBe(1);
  });
});

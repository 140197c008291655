import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Database, sqlOf } from "@/db/client";
import { myTill } from "@/lib/cash/queries";
import type { Ctx, StaffActor } from "@/lib/core/context";
import { addDays } from "@/lib/core/dates";
import type { AccountId } from "@/lib/core/ids";
import { closeDay } from "@/lib/operations/close-day";
import { cutDay } from "@/lib/operations/cut-day";
import { runProofs } from "@/lib/operations/proofs";
import { FIRST_DAY, type TestBank, testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";

let database: TestDatabase;
let bank: TestBank;
let operations: Ctx<StaffActor, Database>;
let account: { id: AccountId; iban: string };

beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  operations = await bank.staff("operations", "000");
  account = await bank.account((await bank.customer("Amina Okafor")).id, 100_000n);
  await cutDay(operations, FIRST_DAY);
});
afterAll(() => database.close());

const close = () => closeDay({ ...operations, db: database.jobs }, FIRST_DAY);
/** Behind the application's back, as the superuser: money appears on an account without an entry. */
const tamper = (minor: bigint) =>
  sqlOf(
    database.admin,
  )`update account_balances set balance = balance + ${minor.toString()}::bigint where account_id = ${account.id}`;

describe("a balance changed behind the ledger's back", () => {
  test("fails the proof of its control account by name, and the day stays closing", async () => {
    await tamper(1n);
    await expect(close()).rejects.toMatchObject({
      reason: "proof_failed",
      sentence:
        "A proof does not hold: Current accounts of customers, Harbour, EUR: −1,000.01 expected, −1,000.00 found. The day stays open for its close; work goes on on the next day.",
    });
    const [day] = await sqlOf(database.db)`select status from banking_days where day = ${FIRST_DAY}`;
    expect(day?.status).toBe("closing");
    const [figures] = await sqlOf(database.db)`select count(*)::int as n from daily_balances`;
    expect(figures?.n).toBe(0);
  });

  test("is told on the step and in the activity log, with who tried", async () => {
    const [step] = await sqlOf(
      database.db,
    )`select status, detail from day_steps where day = ${FIRST_DAY} and step = 'proofs'`;
    expect(step).toMatchObject({
      status: "failed",
      detail: expect.stringContaining("Current accounts of customers, Harbour, EUR"),
    });
    const [act] = await sqlOf(
      database.db,
    )`select actor_id, reason from audit_events where act = 'day.close' and result = 'refused'`;
    expect(act).toMatchObject({ actor_id: operations.actor.userId, reason: "proof_failed" });
  });

  test("keeps the next day from being cut until this one is closed", async () => {
    await expect(cutDay(operations, addDays(FIRST_DAY, 1))).rejects.toMatchObject({ reason: "day_still_closing" });
  });

  test("put right lets the day close, and the step says so", async () => {
    await tamper(-1n);
    expect(await close()).toEqual({ closed: FIRST_DAY });
    const steps = await sqlOf(
      database.db,
    )`select step, status, detail from day_steps where day = ${FIRST_DAY} order by step`;
    expect(steps.map((row) => [row.step, row.status, row.detail])).toEqual([
      ["capitalisation", "done", null],
      ["close", "done", null],
      ["cut", "done", null],
      ["daily_balances", "done", null],
      ["deposit_accruals", "done", null],
      ["expiries", "done", null],
      ["proofs", "done", null],
      ["revaluation", "done", null],
    ]);
  });

  test("and a closed day's proofs hold for good: what is booked later does not change them", async () => {
    const before = await database.db.transaction((tx) => runProofs(tx, FIRST_DAY));
    await bank.account((await bank.customer("Jonas Brandt")).id, 5_000n);
    const after = await database.db.transaction((tx) => runProofs(tx, FIRST_DAY));
    expect(after.filter((proof) => proof.expected !== proof.actual)).toEqual([]);
    const known = (proofs: typeof after) =>
      proofs.map((proof) => `${proof.name} ${proof.branch} ${proof.currency} ${proof.actual}`).sort();
    expect(known(after)).toEqual(expect.arrayContaining(known(before)));
  });
});

describe("notes that lie in the wrong place", () => {
  test("fail the proof of each place, even where the branch has as many as its books say", async () => {
    const tillId = bank.branch("001").tillIds[0] as string;
    const { vaultId } = bank.branch("001");
    const move = (from: string, to: string, minor: number) => sqlOf(database.admin)`
      insert into cash_stock (cash_point_id, currency, value_minor, quantity)
      values (${to}, 'EUR', ${minor}, 1), (${from}, 'EUR', ${minor}, 1)
      on conflict (cash_point_id, currency, value_minor) do update set quantity = cash_stock.quantity
        + case when cash_stock.cash_point_id = ${to} then 1 else -1 end`;
    const failing = async () =>
      (await database.db.transaction((tx) => runProofs(tx, addDays(FIRST_DAY, 1))))
        .filter(({ name, expected, actual }) => name.startsWith("Notes and coins") && expected !== actual)
        .map(({ name, branch, currency, expected, actual }) => [name, branch, currency, actual - expected]);
    const before = await failing();
    const teller = await bank.teller(50_00n);
    expect((await myTill(teller))?.tillId).toBe(tillId);
    expect(await failing()).toEqual(before);
    await move(tillId, vaultId, 100);
    expect(await failing()).toEqual([
      ["Notes and coins, Vault", "Harbour", "EUR", 1_00n],
      ["Notes and coins, Till 1", "Harbour", "EUR", -1_00n],
    ]);
    await move(vaultId, tillId, 100);
    expect(await failing()).toEqual([]);
  });
});

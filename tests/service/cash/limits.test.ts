import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Database, sqlOf } from "@/db/client";
import { depositCash } from "@/lib/cash/deposit-cash";
import { placeLimits } from "@/lib/cash/limit-queries";
import { moveVaultCash } from "@/lib/cash/move-vault-cash";
import { myTill } from "@/lib/cash/queries";
import { setCashLimit } from "@/lib/cash/set-cash-limit";
import { withdrawCash } from "@/lib/cash/withdraw-cash";
import type { Ctx, StaffActor } from "@/lib/core/context";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { offerCash, takeCash } from "../../support/booked";
import { coins } from "../../support/coins";
import { type TestDatabase, testDatabase } from "../../support/database";
import { carried } from "../../support/second-person";

type Staff = Ctx<StaffActor, Database>;

let database: TestDatabase;
let bank: TestBank;
let custodian: Staff;
let manager: Staff;
let account: { id: string; iban: string };
beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  [custodian, manager] = await Promise.all([bank.staff("vault_custodian"), bank.staff("branch_manager")]);
  account = await bank.account((await bank.customer()).id, 500_00n);
});
afterAll(() => database.close());

const tillOf = async (teller: Staff) => (await myTill(teller))?.tillId as string;
const limit = (pointId: string, soft: string | undefined, hard: string | undefined) => ({
  key: newKey(),
  pointId: pointId as never,
  currency: "EUR",
  soft,
  hard,
  reason: "More notes than a drawer should hold.",
});
const set = (input: ReturnType<typeof limit>) => carried(setCashLimit, input, { maker: custodian, checker: manager });
const cash = (amount: string) => ({
  key: newKey(),
  iban: account.iban,
  amount,
  notes: coins(amount),
  paidInBy: undefined,
  note: undefined,
});

describe("what a till may hold", () => {
  test("is nothing in particular until somebody says so, and then agreed by two", async () => {
    const teller = await bank.teller(100_00n);
    const tillId = await tillOf(teller);
    expect((await myTill(teller))?.cash[0]).toMatchObject({ softMinor: null, hardMinor: null });
    expect(await set(limit(tillId, "120.00", "150.00"))).toBe("approved");
    expect((await myTill(teller))?.cash[0]).toMatchObject({ softMinor: 120_00n, hardMinor: 150_00n });
    expect((await placeLimits(custodian, tillId))?.limits[0]).toMatchObject({ heldMinor: 100_00n, hardMinor: 150_00n });
    await expect(setCashLimit(teller, limit(tillId, undefined, undefined))).rejects.toMatchObject({
      reason: "not_permitted",
    });
    await expect(setCashLimit(custodian, limit(tillId, "200.00", "150.00"))).rejects.toMatchObject({
      reason: "limits_reversed",
      field: "hard",
    });
    await expect(
      setCashLimit(await bank.staff("vault_custodian", "002"), limit(tillId, undefined, undefined)),
    ).rejects.toMatchObject({ reason: "other_branch" });
  });

  test("is told above the soft limit and refused above the hard one; paying out is always possible", async () => {
    const teller = await bank.teller(100_00n);
    const tillId = await tillOf(teller);
    await set(limit(tillId, "120.00", "150.00"));
    await depositCash(teller, cash("30.00"));
    await depositCash(teller, cash("20.00"));
    await expect(depositCash(teller, cash("1.00"))).rejects.toMatchObject({
      reason: "place_full",
      sentence: expect.stringMatching(/^Till \d+ may hold up to €150\.00\. This would be €1\.00 more:/),
    });
    expect((await myTill(teller))?.cash[0]?.expectedMinor).toBe(150_00n);
    await withdrawCash(teller, cash("5.00"));
    await depositCash(teller, cash("5.00"));
    await set(limit(tillId, undefined, undefined));
    await depositCash(teller, cash("50.00"));
  });

  test("holds for cash from a colleague too, and a soft limit alone stops nobody", async () => {
    const [giver, taker] = await Promise.all([bank.teller(90_00n), bank.teller()]);
    const [from, to] = await Promise.all([tillOf(giver), tillOf(taker)]);
    const give = (amount: string) =>
      offerCash(giver, {
        key: newKey(),
        fromId: from as never,
        toId: to as never,
        currency: "EUR",
        amount,
        notes: coins(amount),
      });
    await set(limit(to, undefined, "40.00"));
    const { offerId } = await give("50.00");
    await expect(takeCash(taker, { key: newKey(), offerId: offerId as never })).rejects.toMatchObject({
      reason: "place_full",
    });
    expect((await myTill(giver))?.cash[0]?.expectedMinor).toBe(90_00n);
    await set(limit(to, "10.00", undefined));
    await takeCash(taker, { key: newKey(), offerId: offerId as never });
    expect((await myTill(taker))?.cash[0]?.expectedMinor).toBe(50_00n);
  });

  test("holds for a vault that draws from the settlement account", async () => {
    const { vaultId } = bank.branch("001");
    const held = (await placeLimits(custodian, vaultId))?.limits[0]?.heldMinor ?? 0n;
    const hard = `${(held + 50_00n) / 100n}.00`;
    await set(limit(vaultId, undefined, hard));
    const draw = (amount: string, who: typeof custodian | typeof bank.system = custodian) =>
      moveVaultCash(who, {
        key: newKey(),
        vaultId: vaultId as never,
        currency: "EUR",
        kind: "settlement_to_vault",
        amount,
        notes: coins(amount),
      });
    for (const who of [custodian, bank.system])
      await expect(draw("51.00", who)).rejects.toMatchObject({ reason: "place_full" });
    await draw("50.00", bank.system);
    await set(limit(vaultId, undefined, undefined));
  });

  test("changes one change after the other, and while no cash comes in", async () => {
    const teller = await bank.teller(10_00n);
    const tillId = await tillOf(teller);
    let ready: () => void = () => undefined;
    let release: () => void = () => undefined;
    const locked = new Promise<void>((resolve) => {
      ready = resolve;
    });
    const end = new Promise<void>((resolve) => {
      release = resolve;
    });
    // A change that has read the limits and is not done yet.
    const first = database.db.transaction(async (tx) => {
      await setCashLimit({ ...custodian, db: tx } as never, limit(tillId, "20.00", "30.00"));
      ready();
      await end;
    });
    await locked;
    const second = setCashLimit(custodian, limit(tillId, "25.00", "35.00"));
    const deposit = depositCash(teller, cash("5.00"));
    const waiting = async () => {
      const [row] = await sqlOf(database.admin)<{ n: number }[]>`
        select count(*)::int as n from pg_stat_activity where cardinality(pg_blocking_pids(pid)) > 0`;
      return row?.n ?? 0;
    };
    await expect.poll(waiting, { timeout: 1_500, interval: 20 }).toBeGreaterThanOrEqual(2);
    release();
    await Promise.all([first, second, deposit]);
  });

  test("is the database's to keep in order", async () => {
    const tillId = bank.branch("001").tillIds[50] as string;
    await expect(
      sqlOf(
        database.db,
      )`insert into cash_limits (cash_point_id, currency, soft_minor, hard_minor) values (${tillId}, 'EUR', 2, 1)`,
    ).rejects.toMatchObject({ constraint_name: "cash_limits_order" });
  });
});

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Database, sqlOf, type Transaction } from "@/db/client";
import { accountPage } from "@/lib/accounts/queries";
import type { Ctx, StaffActor } from "@/lib/core/context";
import { businessDate } from "@/lib/core/dates";
import type { AccountId, CustomerId } from "@/lib/core/ids";
import { lockBalances } from "@/lib/ledger/lock-balances";
import { firstBad, verifyLedger } from "@/lib/ledger/verify";
import { closeAccount } from "@/lib/operations/close-account";
import { expireHolds } from "@/lib/operations/expire-holds";
import { createTransfer } from "@/lib/payments/create-transfer";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { captureHold, placeHold, releaseHold } from "../../support/booked";
import { type TestDatabase, testDatabase } from "../../support/database";
import { rowsRead } from "../../support/rows-read";

let database: TestDatabase;
let bank: TestBank;
let officer: Ctx<StaffActor, Database>;
let payer: { id: AccountId; iban: string; owner: CustomerId };
let payee: { id: AccountId; iban: string };
beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  officer = await bank.staff("service_officer");
  payee = await bank.account((await bank.customer("Jonas Brandt")).id);
});
afterAll(() => database.close());

const account = async (minor: bigint) => {
  const { id } = await bank.customer();
  payer = { ...(await bank.account(id, minor)), owner: id };
  return payer;
};
const rowOf = async (id: string) => {
  const [row] = await sqlOf(database.db)`
    select balance, held, floor, unarranged from account_balances where account_id = ${id}`;
  return row;
};
const placed = (amount: string, expiresOn?: string, ctx = officer) =>
  placeHold(ctx, {
    key: newKey(),
    accountId: payer.id,
    amount,
    reason: "card",
    expiresOn: expiresOn ? businessDate(expiresOn) : undefined,
    note: "Hotel Nyhavn",
  });
const captured = (holdId: string, amount: string, key = newKey()) =>
  captureHold(officer, { key, holdId: holdId as never, amount, to: payee.iban });
const resolution = async (holdId: string) => {
  const [row] = await sqlOf(database.db)`
    select captured_minor as captured, rest, entry_id is not null as booked from hold_resolutions where hold_id = ${holdId}`;
  return row;
};

describe("placing a hold", () => {
  test("keeps the balance, takes from what is available, and is recorded", async () => {
    await account(100_00n);
    const hold = await placed("40.00");
    expect(hold.reference).toMatch(/^HLD-/);
    expect(await rowOf(payer.id)).toMatchObject({ balance: 100_00n, held: 40_00n, unarranged: 0n });
    const [act] = await sqlOf(
      database.db,
    )`select act, result, amount_minor from audit_events where reference = ${hold.reference}`;
    expect(act).toMatchObject({ act: "hold.placed", result: "done", amount_minor: 40_00n });
  });

  test("refuses more than is available, what is held counted (control 52)", async () => {
    await account(100_00n);
    await placed("60.00");
    await expect(placed("40.01")).rejects.toMatchObject({
      reason: "insufficient_funds",
      params: { availableMinor: "4000", shortfallMinor: "1" },
    });
    await placed("40.00");
    expect(await rowOf(payer.id)).toMatchObject({ held: 100_00n });
  });

  test("stops a transfer of what is held", async () => {
    const { id, ctx } = await bank.customer();
    payer = { ...(await bank.account(id, 100_00n)), owner: id };
    await placed("60.00");
    const pay = (amount: string) =>
      createTransfer(ctx, {
        key: newKey(),
        from: payer.id,
        to: payee.iban,
        amount,
        remittance: undefined,
        beneficiaryId: undefined,
      });
    await expect(pay("40.01")).rejects.toMatchObject({ reason: "insufficient_funds" });
    await pay("40.00");
  });

  test("is for service officers and the branch manager, in their branch, on open accounts, for days to come", async () => {
    await account(100_00n);
    await expect(placed("1.00", undefined, await bank.staff("teller"))).rejects.toMatchObject({
      reason: "not_permitted",
    });
    await expect(placed("1.00", undefined, await bank.staff("branch_manager", "002"))).rejects.toMatchObject({
      reason: "other_branch",
    });
    await expect(placed("1.00", "2020-01-01")).rejects.toMatchObject({ reason: "day_passed", field: "expiresOn" });
    await expect(placed("0.00")).rejects.toMatchObject({ reason: "amount_not_positive" });
    const { id } = await bank.customer();
    payer = { ...(await bank.account(id)), owner: id };
    await closeAccount(officer, { key: newKey(), accountId: payer.id, reason: "Moved away" });
    await expect(placed("1.00")).rejects.toMatchObject({ reason: "account_closed" });
  });

  test("keeps an account from being closed", async () => {
    await account(10_00n);
    await placed("10.00");
    const closing = closeAccount(officer, { key: newKey(), accountId: payer.id, reason: "Moved away" });
    await expect(closing).rejects.toMatchObject({ reason: "balance_not_zero" });
  });
});

describe("ending a hold", () => {
  test("captures a part to another account and lets go of the rest", async () => {
    await account(100_00n);
    const before = (await rowOf(payee.id))?.balance as bigint;
    const { holdId, reference } = await placed("60.00");
    const entry = await captured(holdId, "25.00");
    expect(entry.reference).toBe(reference);
    expect(await rowOf(payer.id)).toMatchObject({ balance: 75_00n, held: 0n });
    expect(await rowOf(payee.id)).toMatchObject({ balance: before + 25_00n });
    expect(await resolution(holdId)).toEqual({ captured: 25_00n, rest: "released", booked: true });
    await expect(captured(holdId, "1.00")).rejects.toMatchObject({ reason: "hold_resolved" });
    await expect(releaseHold(officer, { key: newKey(), holdId })).rejects.toMatchObject({ reason: "hold_resolved" });
  });

  test("refuses to capture more than is held", async () => {
    await account(100_00n);
    const { holdId } = await placed("60.00");
    await expect(captured(holdId, "60.01")).rejects.toMatchObject({
      reason: "more_than_held",
      params: { heldMinor: "6000" },
    });
    expect(await rowOf(payer.id)).toMatchObject({ balance: 100_00n, held: 60_00n });
  });

  test("fifty captures of one hold at once take it once (control 40)", async () => {
    await account(100_00n);
    const { holdId } = await placed("60.00");
    const asked = await Promise.allSettled(Array.from({ length: 50 }, () => captured(holdId, "60.00")));
    expect(asked.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    const reasons = asked.flatMap((one) => (one.status === "rejected" ? [one.reason.reason] : []));
    expect(new Set(reasons)).toEqual(new Set(["hold_resolved"]));
    expect(await rowOf(payer.id)).toMatchObject({ balance: 40_00n, held: 0n });
  });

  test("fifty equal captures give fifty equal answers (control 40)", async () => {
    await account(100_00n);
    const { holdId } = await placed("60.00");
    const key = newKey();
    const answers = await Promise.all(Array.from({ length: 50 }, () => captured(holdId, "10.00", key)));
    expect(new Set(answers.map(({ entryId }) => entryId)).size).toBe(1);
    expect(await rowOf(payer.id)).toMatchObject({ balance: 90_00n, held: 0n });
  });

  test("a release makes it spendable again", async () => {
    await account(100_00n);
    const { holdId } = await placed("60.00");
    await releaseHold(officer, { key: newKey(), holdId });
    expect(await rowOf(payer.id)).toMatchObject({ balance: 100_00n, held: 0n });
    expect(await resolution(holdId)).toEqual({ captured: 0n, rest: "released", booked: false });
  });

  test("past its time it is resolved by the next posting on the account, in the same write", async () => {
    const { id, ctx } = await bank.customer();
    payer = { ...(await bank.account(id, 100_00n)), owner: id };
    const { holdId } = await placed("60.00", "2099-05-01");
    const later = { ...ctx, clock: "2099-05-02T12:00:00Z" };
    const pay = (who: typeof ctx, amount: string) =>
      createTransfer(who, {
        key: newKey(),
        from: payer.id,
        to: payee.iban,
        amount,
        remittance: undefined,
        beneficiaryId: undefined,
      });
    await expect(pay({ ...ctx, clock: "2099-05-01T12:00:00Z" }, "100.00")).rejects.toMatchObject({
      reason: "insufficient_funds",
    });
    expect(await resolution(holdId)).toBeUndefined();
    await pay(later, "100.00");
    expect(await rowOf(payer.id)).toMatchObject({ balance: 0n, held: 0n });
    expect(await resolution(holdId)).toEqual({ captured: 0n, rest: "expired", booked: false });
    await expect(captured(holdId, "1.00")).rejects.toMatchObject({ reason: "hold_resolved" });
  });

  test("past its time it can neither be captured nor released, and the job tidies it", async () => {
    await account(100_00n);
    const { holdId } = await placed("60.00", "2099-05-01");
    await placed("10.00");
    const late = { ...officer, clock: "2099-06-01T12:00:00Z" };
    await expect(captureHold(late, { key: newKey(), holdId, amount: "1.00", to: payee.iban })).rejects.toMatchObject({
      reason: "hold_resolved",
    });
    await expect(releaseHold(late, { key: newKey(), holdId })).rejects.toMatchObject({ reason: "hold_resolved" });
    const operations = await bank.staff("operations", "000");
    expect((await expireHolds({ ...operations, clock: "2099-06-01T12:00:00Z" })).expired).toBe(1);
    expect((await expireHolds({ ...operations, clock: "2099-06-01T12:00:00Z" })).expired).toBe(0);
    expect(await rowOf(payer.id)).toMatchObject({ balance: 100_00n, held: 10_00n });
    const [act] = await sqlOf(
      database.db,
    )`select result from audit_events where act = 'hold.expired' and subject_id = ${payer.id}`;
    expect(act).toMatchObject({ result: "done" });
    await expect(expireHolds(officer)).rejects.toMatchObject({ reason: "not_permitted" });
  });

  test("the job goes on where others were before it at all that it found", async () => {
    const { id: owner } = await bank.customer();
    const ids: string[] = [];
    for (let n = 0; n <= 100; n += 1) {
      payer = { ...(await bank.account(owner, 1_00n)), owner };
      await placed("1.00", "2099-07-01");
      ids.push(payer.id);
    }
    const clock = "2099-08-01T12:00:00Z";
    const operations = await bank.staff("operations", "000");
    const expiring = await database.admin.transaction(async (tx) => {
      const sql = sqlOf(tx);
      await sql`select set_config('app.clock', ${clock}, true)`;
      const first = sql`select unnest(${ids}::uuid[]) as id order by 1 limit 100`;
      await sql`select from account_balances where account_id in (${first}) for no key update`;
      const job = expireHolds({ ...operations, clock });
      while ((await sqlOf(database.admin)`select 1 from pg_locks where not granted`).length === 0);
      await sql`
        insert into hold_resolutions (hold_id, rest) select id, 'expired' from holds where account_id in (${first})`;
      await sql`update account_balances set held = 0 where account_id in (${first})`;
      return { job };
    });
    expect(await expiring.job).toEqual({ expired: 1 });
    const [left] = await sqlOf(database.db)`
      select count(*)::int as accounts, sum(held)::int as held from account_balances where account_id = any(${ids}::uuid[])`;
    expect(left).toEqual({ accounts: 101, held: 0 });
  });
});

describe("the database", () => {
  test.each(["holds", "hold_resolutions", "overdraft_facilities"])(
    "%s takes no change, from the application or from anyone (control 50)",
    async (table) => {
      const column = { holds: "note", hold_resolutions: "rest", overdraft_facilities: "limit_minor" }[table];
      for (const attempt of [
        `update ${table} set ${column} = ${column}`,
        `delete from ${table}`,
        `truncate ${table} cascade`,
      ]) {
        await expect(sqlOf(database.db).unsafe(attempt)).rejects.toMatchObject({ code: "42501" });
        await expect(sqlOf(database.admin).unsafe(attempt)).rejects.toMatchObject({ code: "23001" });
      }
    },
  );

  test("refuses a second end of a hold, more than it held, and an expiry before its time", async () => {
    await account(100_00n);
    const { holdId } = await placed("60.00", "2099-05-01");
    const sql = sqlOf(database.db);
    await expect(sql`insert into hold_resolutions (hold_id, rest) values (${holdId}, 'expired')`).rejects.toMatchObject(
      { constraint_name: "hold_resolutions_expiry" },
    );
    const { entryId } = await captured(holdId, "60.00");
    await expect(
      sql`insert into hold_resolutions (hold_id, rest, resolved_by) values (${holdId}, 'released', ${officer.actor.userId})`,
    ).rejects.toMatchObject({ code: "23505" });
    const other = await placed("10.00");
    await expect(
      sql`insert into hold_resolutions (hold_id, rest, resolved_by, captured_minor, entry_id) values (${other.holdId}, 'released', ${officer.actor.userId}, 1001, ${entryId})`,
    ).rejects.toMatchObject({ constraint_name: "hold_resolutions_amount" });
  });
});

test("afterwards every figure follows from the postings and the holds (npm run verify)", async () => {
  expect(firstBad(await verifyLedger(database.jobs))).toBeNull();
});

describe("the holds of the past", () => {
  const HELD = 3_000;
  const holdsRead = (work: (tx: Transaction) => Promise<unknown>) =>
    rowsRead(database.db, ["holds", "hold_resolutions", "open_holds"], work);

  test("cost neither a posting on their account nor the end of day anything", async () => {
    await account(100_00n);
    await sqlOf(database.admin)`
      with placed as (
        insert into holds (id, account_id, amount_minor, currency, reason, reference, placed_by, placed_at, expires_at)
        select uuidv7(), ${payer.id}, 1, 'EUR', 'card', 'PAST-' || n, ${officer.actor.userId}, '2026-03-01T09:00Z', '2026-03-01T10:00Z'
        from generate_series(1, ${HELD}) n returning id)
      select count(*) from placed`;
    await sqlOf(database.admin)`
      insert into hold_resolutions (hold_id, rest) select id, 'expired' from holds where reference like 'PAST-%'`;
    await sqlOf(database.admin)`vacuum (analyze) holds, hold_resolutions, open_holds`;
    const { holdId } = await placed("60.00", "2099-05-01");
    const [open] = await sqlOf(database.db)`select count(*)::int as n from open_holds where account_id = ${payer.id}`;
    expect(open?.n).toBe(1);
    expect(await holdsRead((tx) => lockBalances(tx, [payer.id]))).toBeLessThan(100);
    expect(await holdsRead((tx) => accountPage({ ...officer, db: tx }, payer.id))).toBeLessThan(100);
    const expired = await holdsRead(async (tx) => {
      await sqlOf(tx)`select set_config('app.clock', '2099-05-02T12:00:00Z', true)`;
      await expireHolds({ ...bank.system, db: tx });
    });
    expect(expired).toBeLessThan(HELD);
    expect(await resolution(holdId)).toMatchObject({ rest: "expired" });
  });

  test("are listed as open by nobody but the database", async () => {
    const [hold] = await sqlOf(database.db)`select id, account_id from holds limit 1`;
    await expect(
      sqlOf(
        database.db,
      )`insert into open_holds (hold_id, account_id, amount_minor) values (${hold?.id}, ${hold?.account_id}, 1)`,
    ).rejects.toMatchObject({ code: "42501" });
    await expect(sqlOf(database.db)`delete from open_holds`).rejects.toMatchObject({ code: "42501" });
    expect(firstBad(await verifyLedger(database.jobs))).toBeNull();
  });
});

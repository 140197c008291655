import { afterAll, beforeAll, expect, test } from "vitest";
import { connect, type Database, sqlOf } from "@/db/client";
import type { Ctx, CustomerActor, StaffActor } from "@/lib/core/context";
import { isBankError } from "@/lib/core/errors";
import type { AccountId } from "@/lib/core/ids";
import { firstBad, verifyLedger } from "@/lib/ledger/verify";
import { createTransfer } from "@/lib/payments/create-transfer";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { captureHold, placeHold, releaseHold, reverseEntry } from "../../support/booked";
import { type TestDatabase, testDatabase } from "../../support/database";

const CLIENTS = 32;
const OPENING = 5_000_00n;

let database: TestDatabase;
let wide: Database;
let bank: TestBank;
let accounts: { id: AccountId; iban: string }[];
let owners: Ctx<CustomerActor, Database>[];
let teller: Ctx<StaffActor, Database>;
let officer: Ctx<StaffActor, Database>;
let manager: Ctx<StaffActor, Database>;
beforeAll(async () => {
  database = await testDatabase();
  await withoutClock();
  wide = connect(database.urls.app, "app", { max: CLIENTS, deadlineMs: 10 * 60_000 });
  bank = await testBank(database.db);
  const customers = await Promise.all(
    Array.from({ length: 8 }, (_, at) => bank.customer(`C ${at}`, at % 2 ? "001" : "002")),
  );
  owners = customers.map(({ ctx }) => ({ ...ctx, db: wide }));
  accounts = await Promise.all(customers.map(({ id }) => bank.account(id, OPENING)));
  const on = async (role: "teller" | "service_officer" | "branch_manager") => ({
    ...(await bank.staff(role)),
    db: wide,
  });
  [teller, officer, manager] = [await on("teller"), await on("service_officer"), await on("branch_manager")];
});
afterAll(async () => {
  await wide.$client.end({ timeout: 1 });
  await database.close();
});

/** How long a statement may wait for its turn is a matter of the machine; what comes of it is what is asked here. */
async function withoutClock(): Promise<void> {
  const [{ name }] = await sqlOf(database.admin)<[{ name: string }]>`select current_database() as name`;
  for (const setting of ["statement_timeout", "lock_timeout"])
    await sqlOf(database.admin).unsafe(`alter role bank_app in database ${name} set ${setting} = '10min'`);
}

const accountAt = (at: number) => accounts[at % accounts.length] as { id: AccountId; iban: string };
const transferOf = (from: number, to: number, amount: string) => ({
  key: newKey(),
  from: accountAt(from).id,
  to: accountAt(to).iban,
  amount,
  remittance: undefined,
  beneficiaryId: undefined,
});

/** Who pays from an account: its owner, whose transfer is one statement, or a teller, whose is not. */
const payerOf = (from: number, alone: boolean) =>
  alone ? (owners[from % owners.length] as (typeof owners)[number]) : teller;

async function assertNoCentIsLost(): Promise<void> {
  const sql = sqlOf(database.db);
  const [total] = await sql`
    select sum(balance)::bigint as minor, sum(held)::bigint as held from account_balances where account_id = any(${accounts.map(({ id }) => id)}::uuid[])`;
  expect(total).toEqual({ minor: OPENING * BigInt(accounts.length), held: 0n });
  const wrong = await sql`
    select b.account_id from account_balances b join ledger_accounts a on a.id = b.account_id
    left join (select account_id, sum(amount_minor) as minor, max(seq) as seq from postings group by account_id) p on p.account_id = b.account_id
    where b.balance <> coalesce(case a.normal_side when 'debit' then p.minor else -p.minor end, 0) or b.seq <> coalesce(p.seq, 0)`;
  expect([...wrong]).toEqual([]);
  const [interbranch] = await sql`
    select coalesce(sum(p.amount_minor), 0)::bigint as minor from postings p join ledger_accounts a on a.id = p.account_id where a.code = '1900'`;
  expect(interbranch).toEqual({ minor: 0n });
}

test("A to B against B to A with 32 clients: no deadlock reaches a caller and no cent is lost", async () => {
  const asked = await Promise.allSettled(
    Array.from({ length: CLIENTS }, async (_, client) => {
      for (let turn = 0; turn < 10; turn += 1) {
        const [from, to] = client % 2 === 0 ? [0, 1] : [1, 0];
        const way = transferOf(from, to, "1.00");
        const ctx = payerOf(from, client % 8 < 4);
        // Every other client goes past the lane, so that transactions really meet.
        if (client % 4 < 2) await createTransfer(ctx, way);
        else expect(isBankError((await createTransfer.many([{ ctx, input: way }]))[0])).toBe(false);
      }
    }),
  );
  expect(asked.filter(({ status }) => status === "rejected")).toEqual([]);
  await assertNoCentIsLost();
});

test("overlapping batches of 2 to 50 legs with 32 clients: each call has its own outcome and no cent is lost", async () => {
  const outcomes = await Promise.all(
    Array.from({ length: CLIENTS }, async (_, client) => {
      const found: unknown[] = [];
      for (const turn of [0, 1, 2]) {
        const size = 1 + ((client * 7 + turn * 11) % 25);
        const calls = Array.from({ length: size }, (_, at) => ({
          ctx: payerOf(client + at, (client + turn) % 2 === 0),
          input: transferOf(client + at, client + at * 3 + 1 + turn, `${1 + ((client + at) % 900)}.${10 + (at % 90)}`),
        }));
        found.push(...(await createTransfer.many(calls)));
      }
      return found;
    }),
  );
  const reasons = new Set(outcomes.flat().flatMap((one) => (isBankError(one) ? [one.reason] : [])));
  expect([...reasons].filter((reason) => reason !== "insufficient_funds" && reason !== "same_account")).toEqual([]);
  expect(outcomes.flat().filter((one) => !isBankError(one)).length).toBeGreaterThan(500);
  await assertNoCentIsLost();
});

test("sixty-four payments of 1.00 at once out of a balance of 10.00: ten are made, and nothing is owed (control 52)", async () => {
  const { id, ctx: owner } = await bank.customer();
  const poor = await bank.account(id, 10_00n);
  const outcomes = await Promise.all(
    Array.from({ length: 64 }, async (_, at) => {
      const input = { ...transferOf(0, 1, "1.00"), from: poor.id };
      // Half of them go past the lane, so that transactions really meet at the balance.
      const ctx = at % 4 < 2 ? { ...owner, db: wide } : teller;
      if (at % 2 === 0) return (await createTransfer.many([{ ctx, input }]))[0];
      return createTransfer(ctx, input).catch((error: unknown) => error);
    }),
  );
  const refused = outcomes.filter(isBankError);
  expect(refused.map(({ reason }) => reason)).toEqual(Array(54).fill("insufficient_funds"));
  const [row] = await sqlOf(
    database.db,
  )`select balance, unarranged from account_balances where account_id = ${poor.id}`;
  expect(row).toEqual({ balance: 0n, unarranged: 0n });
  // Back again, so that the accounts here hold together what they began with.
  await createTransfer(teller, { ...transferOf(1, 0, "10.00"), to: poor.iban });
});

test("holds, captures, releases and reversals among them leave nothing held and nothing lost", async () => {
  const asked = await Promise.allSettled(
    Array.from({ length: CLIENTS }, async (_, client) => {
      const [from, to] = [1 + 2 * (client % 4), client + 2];
      const { holdId } = await placeHold(officer, {
        key: newKey(),
        accountId: accountAt(from).id,
        amount: "1.50",
        reason: "card",
        expiresOn: undefined,
        note: undefined,
      });
      if (client % 3 === 0 || from % accounts.length === to % accounts.length)
        return releaseHold(officer, { key: newKey(), holdId });
      const { entryId } = await captureHold(officer, { key: newKey(), holdId, amount: "1.25", to: accountAt(to).iban });
      return reverseEntry(manager, { key: newKey(), entryId, reason: "other", note: undefined });
    }),
  );
  const refused = asked.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
  expect(refused.filter((reason) => !isBankError(reason) || reason.reason !== "insufficient_funds")).toEqual([]);
  await assertNoCentIsLost();
});

test("afterwards every figure follows from the postings and the holds (npm run verify)", async () => {
  expect(firstBad(await verifyLedger(database.jobs))).toBeNull();
});

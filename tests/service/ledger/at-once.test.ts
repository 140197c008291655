import { afterAll, beforeAll, expect, test } from "vitest";
import { ADVISORY } from "@/db/advisory-locks";
import { connect, type Database, DatabaseBusy, sqlOf } from "@/db/client";
import { openAccount } from "@/lib/accounts/open-account";
import { sqlStateOf } from "@/lib/command/sql-state";
import { actorScope } from "@/lib/core/context";
import { addDays } from "@/lib/core/dates";
import { firstBad, verifyLedger } from "@/lib/ledger/verify";
import { cutDay } from "@/lib/operations/cut-day";
import { addBeneficiary } from "@/lib/payments/add-beneficiary";
import { createTransfer } from "@/lib/payments/create-transfer";
import { addProductVersion } from "@/lib/products/add-product-version";
import { FIRST_DAY, newKey, type TestBank, testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";
import { openRelay, type Relay, settle } from "../../support/relay";
import { transferInput } from "../../support/transfers";
import { whenBlockedOnALock } from "../payments/money";

let database: TestDatabase;
let bank: TestBank;
let relay: Relay;
let counted: Database;
let payer: Awaited<ReturnType<TestBank["customer"]>>;
let from: Awaited<ReturnType<TestBank["account"]>>;
let to: Awaited<ReturnType<TestBank["account"]>>;
beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  relay = await openRelay(database.urls.app);
  counted = connect(relay.url, "app", { max: 1 });
  payer = await bank.customer();
  from = await bank.account(payer.id, 1_000_000n);
  to = await bank.account((await bank.customer("Jonas Brandt")).id);
  for (let at = 0; at < 3; at += 1) await pay("1.00");
});
afterAll(async () => {
  await counted.$client.end({ timeout: 1 });
  await relay.close();
  await database.close();
});

const callOf = (amount: string, over: object = {}) => ({
  ctx: { ...payer.ctx, db: counted },
  input: transferInput(from, to, amount, over),
});
const pay = (amount: string, over: object = {}) => {
  const { ctx, input } = callOf(amount, over);
  return createTransfer(ctx, input) as Promise<{ entryId: string; reference: string }>;
};
/** What happens, and in how many turns with the database. */
async function inTurns<T>(run: () => Promise<T>): Promise<{ turns: number; outcome: T }> {
  const before = relay.trips();
  const outcome = await run();
  return { turns: relay.trips() - before, outcome };
}
const keptOf = async (key: string) => {
  const [row] = await sqlOf(database.db)<
    { outcome: object }[]
  >`select outcome from idempotency_keys where key = ${key}`;
  return row?.outcome;
};
/** How much there is of all that a payment writes, and what stands on its accounts. */
const written = () => sqlOf(database.db)`
  select (select count(*) from transfers) as transfers, (select count(*) from journal_entries) as entries,
    (select count(*) from postings) as legs, (select count(*) from idempotency_keys) as keys,
    (select count(*) from audit_events) as acts, balance, seq, last_booked_at::text as last
  from account_balances where account_id in (${from.id}, ${to.id}) order by account_id`;

test("transfers and refusals of one batch are written together in one turn, and every key is answered for ever", async () => {
  const calls = [callOf("2.00"), callOf("99999999.00"), callOf("3.00", { to: from.iban }), callOf("4.00")];
  const run = () => createTransfer.many(calls);
  const { turns, outcome } = await inTurns(run);
  expect(turns).toBe(1);
  expect(outcome.map((one) => (one as { reason?: string }).reason ?? "done")).toEqual([
    "done",
    "insufficient_funds",
    "same_account",
    "done",
  ]);
  const keys = calls.map(({ input }) => input.key);
  expect(await keptOf(keys[0] as string)).toEqual({ done: outcome[0] });
  expect(await keptOf(keys[2] as string)).toMatchObject({ refused: { reason: "same_account" } });
  const acts = await sqlOf(database.db)`
    select act, result, reason from audit_events where act like 'transfer%' order by at desc, id desc limit 4`;
  expect(acts.map(({ act, result, reason }) => [act, result, reason]).sort()).toEqual([
    ["transfer.create", "refused", "insufficient_funds"],
    ["transfer.create", "refused", "same_account"],
    ["transfer.created", "done", null],
    ["transfer.created", "done", null],
  ]);
  expect(await run()).toEqual(outcome);
});

test("a fee that the account's product charges is charged and kept in the same turn", async () => {
  const { productVersionId } = await addProductVersion(bank.system, {
    key: newKey(),
    code: "PAY-PER-USE",
    kind: "current",
    name: "Pay per use",
    currency: "EUR",
    effectiveFrom: "2026-01-01",
    annualRate: "0",
    dayCount: "30/360",
    minimumAge: 0,
    fees: [{ kind: "transfer", amountMinor: 75n }],
  });
  const officer = await bank.staff("service_officer");
  const costly = await openAccount(officer, { key: newKey(), customerId: payer.id, productVersionId });
  await bank.fund(costly.iban, 10_000n);
  await pay("1.00", { from: costly.accountId });
  const { turns, outcome } = await inTurns(() => pay("1.00", { from: costly.accountId }));
  expect(turns).toBe(1);
  const [kept] = await sqlOf(database.db)`
    select amount_minor as minor, (select count(*)::int from postings p where p.entry_id = f.entry_id) as legs
    from fee_charges f where entry_id = ${outcome.entryId}`;
  expect(kept).toEqual({ minor: 75n, legs: 4 });
});

test("a limit that another process has set meanwhile binds the next payment", async () => {
  await pay("1.00");
  await sqlOf(database.admin)`insert into payment_limits (currency, per_day_minor) values ('EUR', 500)`;
  await expect(pay("6.00")).rejects.toMatchObject({ reason: "over_own_day_limit" });
  await pay("4.00");
  await expect(pay("2.00")).rejects.toMatchObject({ reason: "over_own_day_limit" });
  await sqlOf(database.admin)`delete from payment_limits`;
});

test("a key that is known is answered, whatever this process assumed of it; another body under it is refused", async () => {
  const key = newKey();
  const first = await pay("1.00", { key });
  expect(await pay("1.00", { key })).toEqual(first);
  await expect(pay("2.00", { key })).rejects.toMatchObject({ reason: "key_reused" });
});

test("a payment that is turned away because the bank is busy leaves nothing assumed: the next takes one turn", async () => {
  const busy = connect(relay.url, "app", { max: 1, maxCalls: 1 });
  const payThere = () => createTransfer({ ...payer.ctx, db: busy }, callOf("1.00").input);
  await settle(relay, 1, payThere);
  const held = sqlOf(busy)`select pg_sleep(0.2)`.execute();
  await expect(payThere()).rejects.toThrow(DatabaseBusy);
  await held;
  expect((await inTurns(payThere)).turns).toBe(1);
  await busy.$client.end({ timeout: 1 });
});

test("what one call says of a saved payee is not taken for what another says, nor is a refusal stored on it", async () => {
  const { beneficiaryId } = await addBeneficiary(payer.ctx, {
    key: newKey(),
    name: "Jonas Brandt",
    iban: to.iban,
  } as never);
  const stranger = await bank.customer("Mallory Stone");
  const own = await bank.account(stranger.id, 100n);
  const there = { ...stranger.ctx, db: counted };
  const strange = () => callOf("500.00", { from: own.id, to: from.iban, beneficiaryId }).input;
  await createTransfer(there, callOf("0.50", { from: own.id, to: from.iban }).input);
  await settle(relay, 1, () => pay("1.00", { beneficiaryId }));
  const outcomes = await createTransfer.many([
    callOf("2.00", { beneficiaryId }),
    { ctx: there, input: strange() },
    callOf("3.00"),
  ]);
  const reasons = () => outcomes.map((one) => (one as { reason?: string }).reason ?? "done");
  expect(reasons()).toEqual(["done", "beneficiary_not_found", "done"]);
  await settle(relay, 1, () => pay("1.00", { beneficiaryId }));
  // Alone with others the stranger's payee is as wrong, though the payment fails for want of money too.
  const [, alone] = await createTransfer.many([callOf("3.00"), { ctx: there, input: strange() }]);
  expect(alone).toMatchObject({ reason: "beneficiary_not_found" });
});

test("a day that another process has cut meanwhile takes nothing more", async () => {
  await pay("1.00");
  expect((await inTurns(() => pay("1.00"))).turns).toBe(1);
  await cutDay(await bank.staff("operations", "000"), FIRST_DAY);
  const { entryId } = await pay("1.00");
  const [entry] = await sqlOf(database.db)`select booking_date::text as day from journal_entries where id = ${entryId}`;
  expect(entry?.day).toBe(addDays(FIRST_DAY, 1));
  await pay("1.00");
  expect((await inTurns(() => pay("1.00"))).turns).toBe(1);
});

test("a payment is booked after all that was booked on its accounts, also by a clock that was ahead: then it locks first", async () => {
  await settle(relay, 1, () => pay("1.00"));
  const other = await database.admin.$client.reserve();
  await other`begin`;
  const [last] = await other`
    update account_balances set last_booked_at = clock_timestamp() + interval '1 second' where account_id = ${from.id}
    returning last_booked_at::text as at`;
  const paying = inTurns(() => pay("1.00"));
  await whenBlockedOnALock(database.admin);
  await other`commit`;
  other.release();
  const { turns, outcome } = await paying;
  expect(turns).toBe(3);
  const [booked] = await sqlOf(database.db)`
    select booked_at > ${last?.at}::timestamptz as later,
      (select array_agg(b.last_booked_at = e.booked_at) from account_balances b where b.account_id in (${from.id}, ${to.id})) as same
    from journal_entries e where id = ${outcome.entryId}`;
  expect(booked).toEqual({ later: true, same: [true, true] });
  // Until the clock has caught up.
  await sqlOf(
    database.admin,
  )`select pg_sleep(extract(epoch from max(last_booked_at) - clock_timestamp())) from account_balances`;
});

test("a payment whose key another transaction has claimed waits with the day in its hands, and the accounts are free", async () => {
  await settle(relay, 1, () => pay("1.00"));
  const key = newKey();
  const other = await database.admin.$client.reserve();
  await other`begin`;
  await other`
    insert into idempotency_keys (scope, key, command, request_hash)
    values (${actorScope(payer.ctx.actor)}, ${key}, 'transfer.create', '')`;
  const paying = inTurns(() => pay("1.00", { key }));
  await whenBlockedOnALock(database.admin);
  const free = await sqlOf(database.admin)`
    select from account_balances where account_id in (${from.id}, ${to.id}) for update nowait`;
  expect(free).toHaveLength(2);
  const [cut] = await sqlOf(database.admin)`select pg_try_advisory_xact_lock(${ADVISORY.openDay}) as possible`;
  expect(cut).toEqual({ possible: false });
  await other`rollback`;
  other.release();
  const { turns, outcome } = await paying;
  expect(turns).toBe(1);
  expect(await keptOf(key)).toEqual({ done: outcome });
});

test.each([
  ["while it is written", ""],
  ["when all of it is written", "deferrable initially deferred"],
])("a payment that the database refuses %s leaves nothing, and its key is free", async (_, when) => {
  const admin = sqlOf(database.admin);
  await settle(relay, 1, () => pay("1.00"));
  await admin.unsafe(`
    create or replace function refuse() returns trigger language plpgsql as $$ begin raise exception 'refused'; end $$;
    create constraint trigger refuse after insert on transfers ${when} for each row execute function refuse()`);
  const [before, key] = [await written(), newKey()];
  const { turns, outcome } = await inTurns(() => pay("1.00", { key }).then(() => "done", sqlStateOf));
  await admin`drop trigger refuse on transfers`;
  expect(await written()).toEqual(before);
  expect({ turns, outcome }).toEqual({ turns: 1, outcome: "P0001" });
  const paid = await pay("1.00", { key });
  expect(await keptOf(key)).toEqual({ done: paid });
});

test("afterwards every figure follows from the postings (npm run verify)", async () => {
  expect(firstBad(await verifyLedger(database.jobs))).toBeNull();
});

import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { ADVISORY } from "@/db/advisory-locks";
import { connect, type Database, sqlOf, type Transaction } from "@/db/client";
import { sqlStateOf } from "@/lib/command/sql-state";
import { actorScope } from "@/lib/core/context";
import { balanceAt } from "@/lib/ledger/as-of";
import { firstBad, verifyLedger } from "@/lib/ledger/verify";
import { createTransfer } from "@/lib/payments/create-transfer";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";
import { openRelay, type Relay, settle } from "../../support/relay";
import { transferInput } from "../../support/transfers";
import { whenBlockedOnALock } from "../payments/money";

type Account = Awaited<ReturnType<TestBank["account"]>>;

let database: TestDatabase;
let bank: TestBank;
let relay: Relay;
let counted: Database;
let payer: Awaited<ReturnType<TestBank["customer"]>>;
/** In the order of their ids, which is that of their locks. */
let first: Account;
let hot: Account;
let last: Account;
beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  relay = await openRelay(database.urls.app);
  counted = connect(relay.url, "app", { max: 4 });
  payer = await bank.customer();
  // So that no turn is taken to open a connection.
  await Promise.all(Array.from({ length: 4 }, () => sqlOf(counted)`select pg_sleep(0.1)`));
});
afterAll(async () => {
  await counted.$client.end({ timeout: 1 });
  await relay.close();
  await database.close();
});
beforeEach(async () => {
  first = await bank.account(payer.id, 10_000n);
  hot = await bank.account(payer.id, 10_000n);
  last = await bank.account(payer.id, 10_000n);
  expect([first.id, hot.id, last.id].sort()).toEqual([first.id, hot.id, last.id]);
  await settle(relay, 1, () => payEach("0.01", [hot, first], [hot, last], [first, last]));
});

type Move = readonly [Account, Account];
const payEach = (amount: string, ...moves: readonly Move[]) =>
  createTransfer.many(
    moves.map(([from, to]) => ({ ctx: { ...payer.ctx, db: counted }, input: transferInput(from, to, amount) })),
  );
const pay = (...moves: readonly Move[]) => payEach("1.00", ...moves);
/** What another transaction holds, until `letGo`, which may do something first. */
const held: (() => Promise<void>)[] = [];
async function holds(lock: string): Promise<(first?: string) => Promise<void>> {
  const other = await database.admin.$client.reserve();
  await other`begin`;
  await other.unsafe(lock);
  let open = true;
  const letGo = async (first?: string) => {
    if (!open) return;
    open = false;
    if (first) await other.unsafe(first);
    await other`commit`;
    other.release();
  };
  held.push(letGo);
  return letGo;
}
afterEach(() => Promise.all(held.splice(0).map((letGo) => letGo())));
/** Holds the row of an account until it is let go, which may change it first. */
async function holding({ id }: Account) {
  const letGo = await holds(`select from account_balances where account_id = '${id}' for update`);
  return (set?: string) => letGo(set && `update account_balances set ${set} where account_id = '${id}'`);
}
const isFree = async ({ id }: Account) => {
  const probe = sqlOf(database.admin)`select from account_balances where account_id = ${id} for update nowait`;
  return probe.then(
    () => true,
    (error: unknown) => {
      expect(sqlStateOf(error)).toBe("55P03");
      return false;
    },
  );
};
/** For what the batches wait at the end of their statements. */
const waits = async () => {
  const rows = await sqlOf(database.admin)<{ what: string }[]>`
    select wait_event as what from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock' and state = 'active' order by 1`;
  return rows.map(({ what }) => what);
};
const stands = async ({ id }: Account) => {
  const [row] = await sqlOf(database.db)<{ balance: bigint; seq: bigint }[]>`
    select balance, seq from account_balances where account_id = ${id}`;
  return row as { balance: bigint; seq: bigint };
};
/** Whether the entries of an account have later and later times in the order of its history, and each batch one. */
const inOrder = async ({ id }: Account) => {
  const [row] = await sqlOf(database.db)<{ ordered: boolean; times: number }[]>`
    select coalesce(bool_and(at >= before), true) as ordered, count(distinct at)::int as times from (
      select e.booked_at as at, lag(e.booked_at) over (order by p.seq) as before
      from postings p join journal_entries e on e.id = p.entry_id where p.account_id = ${id}) h`;
  return row;
};
/** How many transfers are written from here on, those that were rolled back included. */
async function countingTries(): Promise<() => Promise<number>> {
  await sqlOf(database.admin).unsafe(`
    create sequence transfer_tries;
    grant usage on sequence transfer_tries to public;
    create function count_try() returns trigger language plpgsql as $$ begin perform nextval('transfer_tries'); return new; end $$;
    create trigger count_tries before insert on transfers for each row execute function count_try()`);
  return async () => {
    const [row] = await sqlOf(database.admin)<{ tries: number }[]>`select last_value::int as tries from transfer_tries`;
    await sqlOf(database.admin).unsafe(
      "drop trigger count_tries on transfers; drop function count_try(); drop sequence transfer_tries",
    );
    return row?.tries ?? 0;
  };
}
const references = (outcomes: readonly unknown[]) =>
  outcomes.map((one) => typeof (one as { reference?: string }).reference);

test("a batch locks its accounts when all else is written, one after the other in the order of their ids", async () => {
  const letGo = await holding(hot);
  const paying = pay([hot, last], [first, hot]);
  await whenBlockedOnALock(database.admin);
  expect(await isFree(first)).toBe(false);
  expect(await isFree(last)).toBe(true);
  await letGo();
  expect(references(await paying)).toEqual(["string", "string"]);
});

test("a batch on an account that another is about to leave is written beside it, comes after it and is booked after it", async () => {
  const before = [await stands(hot), await inOrder(hot)] as const;
  const trips = relay.trips();
  const letGo = await holding(first);
  const one = pay([hot, first], [hot, first]);
  await whenBlockedOnALock(database.admin);
  const two = pay([hot, last]);
  const three = pay([last, hot]);
  await whenBlockedOnALock(database.admin, 3);
  expect(await waits()).toEqual(["advisory", "advisory", "transactionid"]);
  expect([await isFree(hot), await isFree(last)]).toEqual([true, true]);
  await letGo();
  expect(references((await Promise.all([one, two, three])).flat())).toEqual(["string", "string", "string", "string"]);
  expect(relay.trips() - trips).toBe(3);
  expect(await stands(hot)).toEqual({ balance: before[0].balance - 200n, seq: before[0].seq + 4n });
  expect(await inOrder(hot)).toEqual({ ordered: true, times: (before[1]?.times ?? 0) + 3 });
});

test("where a batch was wrong, the one after it was too: both run again, and each is paid once", async () => {
  const before = await stands(hot);
  const trips = relay.trips();
  const letGo = await holding(first);
  const one = pay([hot, first]);
  await whenBlockedOnALock(database.admin);
  const two = pay([hot, last]);
  await whenBlockedOnALock(database.admin, 2);
  await letGo("facts_mark = facts_mark + 1");
  expect(references((await Promise.all([one, two])).flat())).toEqual(["string", "string"]);
  expect(relay.trips() - trips).toBeGreaterThan(2);
  expect(await stands(hot)).toEqual({ balance: before.balance - 200n, seq: before.seq + 2n });
});

test("a refusal on what another batch is about to leave is stored only where it leaves that", async () => {
  const { balance } = await stands(hot);
  const letGo = await holding(first);
  const all = {
    ctx: { ...payer.ctx, db: counted },
    input: transferInput(hot, first, `${balance / 100n}.${String(balance % 100n).padStart(2, "0")}`),
  };
  const one = createTransfer.many([all]);
  await whenBlockedOnALock(database.admin);
  const two = pay([hot, last], [last, hot]);
  await whenBlockedOnALock(database.admin, 2);
  await letGo("facts_mark = facts_mark + 1");
  expect(references(await one)).toEqual(["string"]);
  expect(references(await two).at(-1)).toBe("string");
  const { balance: left } = await stands(hot);
  expect([0n, 100n]).toContain(left);
});

test("where the server ends the first of two, the second is paid for itself", async () => {
  const before = await stands(hot);
  const letGo = await holding(first);
  const one = pay([hot, first]).then(
    () => "paid",
    () => "not known",
  );
  await whenBlockedOnALock(database.admin);
  const [waiting] = await sqlOf(database.admin)<{ pid: number }[]>`
    select pid from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock' and state = 'active'`;
  const two = pay([hot, last]);
  await whenBlockedOnALock(database.admin, 2);
  await sqlOf(database.admin)`select pg_terminate_backend(${waiting?.pid as number})`;
  expect(references(await two)).toEqual(["string"]);
  await letGo();
  const paid = (await one) === "paid" ? 2n : 1n;
  expect(await stands(hot)).toEqual({ balance: before.balance - paid * 100n, seq: before.seq + paid });
});

test("a batch in one statement is sent when one in several statements before it has ended, not when that has its locks", async () => {
  const fresh = await bank.account(payer.id);
  const tried = await countingTries();
  const letGo = await holds("lock table transfers in share mode");
  const one = pay([hot, fresh], [hot, first]);
  await whenBlockedOnALock(database.admin);
  expect(await isFree(hot)).toBe(false);
  const two = pay([hot, last]);
  await new Promise((done) => setTimeout(done, 50));
  expect(await waits()).toEqual(["relation"]);
  await letGo();
  expect(references((await Promise.all([one, two])).flat())).toEqual(["string", "string", "string"]);
  expect(await tried()).toBe(3);
  expect(await inOrder(hot)).toMatchObject({ ordered: true });
});

test("a batch assumes nothing of an account that another is about to leave under locks", async () => {
  // After one that was wrong the next locks first.
  await (await holding(first))("facts_mark = facts_mark + 1");
  await pay([hot, first]);
  const tried = await countingTries();
  const letGo = await holding(last);
  const one = pay([hot, last]);
  await whenBlockedOnALock(database.admin);
  expect(await isFree(hot)).toBe(false);
  const two = pay([hot, first]);
  await new Promise((done) => setTimeout(done, 50));
  expect(await waits()).toEqual(["transactionid"]);
  await letGo();
  expect(references((await Promise.all([one, two])).flat())).toEqual(["string", "string"]);
  expect(await tried()).toBe(2);
});

test("a payment on an account that others are held up on under locks waits a moment, and is then paid", async () => {
  await (await holding(first))("facts_mark = facts_mark + 1");
  await pay([hot, first]);
  const letGo = await holding(first);
  const one = pay([hot, first]);
  await whenBlockedOnALock(database.admin);
  expect(references(await pay([hot, last]))).toEqual(["string"]);
  await letGo();
  expect(references(await one)).toEqual(["string"]);
});

test("a batch whose key another claims waits for nobody who waits for it, and the key is answered once", async () => {
  const before = await stands(hot);
  const [early, late] = [newKey(), newKey()].sort() as [string, string];
  const call = (to: Account, key: string) => ({
    ctx: { ...payer.ctx, db: counted },
    input: transferInput(hot, to, "1.00", { key }),
  });
  const letGo = await holds(`
    insert into idempotency_keys (scope, key, command, request_hash)
    values ('${actorScope(payer.ctx.actor)}', '${early}', 'transfer.create', '')`);
  const one = createTransfer.many([call(last, early), call(last, late)]);
  await whenBlockedOnALock(database.admin);
  const two = createTransfer.many([call(last, late)]);
  const [answer] = await two;
  await letGo("delete from idempotency_keys where request_hash = ''");
  const [, again] = await one;
  expect(again).toEqual(answer);
  expect(await stands(hot)).toEqual({ balance: before.balance - 200n, seq: before.seq + 2n });
  const [ring] = await sqlOf(
    database.admin,
  )`select deadlocks::int from pg_stat_database where datname = current_database()`;
  expect(ring).toEqual({ deadlocks: 0 });
});

test("a balance as of an instant waits for a batch that has its time and not yet its locks", async () => {
  const { balance } = await stands(hot);
  const letGo = await holding(first);
  const one = pay([hot, first]);
  await whenBlockedOnALock(database.admin);
  const [now] = await sqlOf(database.db)<{ at: string }[]>`select bank_now()::text as at`;
  const asked = balanceAt(database.db, hot.id, now?.at as string);
  await whenBlockedOnALock(database.admin, 2);
  expect(await waits()).toEqual(["advisory", "transactionid"]);
  await letGo();
  await one;
  expect(await asked).toEqual({ minor: balance - 100n, settled: true });
});

test("balances have no index but that of their accounts: another could bring their locks into another order", async () => {
  const indexes = await sqlOf(database.db)`select indexdef from pg_indexes where tablename = 'account_balances'`;
  expect(indexes.map(({ indexdef }) => indexdef)).toEqual([expect.stringContaining("(account_id)")]);
});

test("a batch begins after the one before it has its turn, and gets a later time; not where that has failed", async () => {
  const [open] = await sqlOf(database.db)<{ day: string }[]>`
    select day::text as day from banking_days where status = 'open'`;
  const beginAfter = (tx: Transaction, turns: number[]) => sqlOf(tx)`
    select begin_batch(${ADVISORY.openDay}, ${open?.day as string}::date, ${turns.map(() => 7)}::int[], ${turns}::int[],
      ${turns.map(() => hot.id)}::uuid[], ${turns.map(() => 1_000_000)}::bigint[])`;
  const takeTurn = async (tx: Transaction, turn: number) => {
    const [row] = await sqlOf(tx)<{ at: string }[]>`select take_turn(true, 7, ${turn}::int)::text as at`;
    return row?.at as string;
  };
  await database.db.transaction(async (one) => {
    const at = await takeTurn(one, 1);
    await database.db.transaction(async (two) => {
      await beginAfter(two, [1]);
      expect((await takeTurn(two, 2)) > at).toBe(true);
    });
  });
  const failed = database.db.transaction((tx) => beginAfter(tx, [1]));
  expect(await failed.then(() => null, sqlStateOf)).toBe("CH001");
});

test("afterwards every figure follows from the postings (npm run verify)", async () => {
  expect(firstBad(await verifyLedger(database.jobs))).toBeNull();
});

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sqlOf } from "@/db/client";
import { type AccountId, newId } from "@/lib/core/ids";
import { readRates } from "@/lib/exchange/read-rates";
import { BLOCK_SIZE } from "@/lib/ledger/seal";
import { formatWaiting, lastSeals, sealingState, sealOf } from "@/lib/ledger/seal-queries";
import { FIRST_DAY, newKey, type TestBank, testBank } from "../../support/bank";
import { createTransfer } from "../../support/booked";
import { type TestDatabase, testDatabase } from "../../support/database";
import { setRates } from "../../support/rates";
import { sealAll } from "../../support/seal";
import { openAccountInCurrency } from "../payments/money";

let database: TestDatabase;
let bank: TestBank;
let exchanged: string;
beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  await setRates(bank, "0.9050", "0.9150", "0.9250");
  const amina = await bank.customer("Amina Okafor");
  const euros = await bank.account(amina.id, 100_000n);
  const dollars = await openAccountInCurrency(bank, amina.id, "USD");
  const rate = (await readRates(database.db, FIRST_DAY)).byCurrency.get("USD")?.id;
  await sealAll(database);
  const { entryId } = await createTransfer(amina.ctx, {
    key: newKey(),
    from: euros.id as AccountId,
    to: dollars.iban,
    amount: "100.00",
    remittance: undefined,
    beneficiaryId: undefined,
    quote: `own.${rate}`,
  });
  exchanged = entryId;
  await sealAll(database);
});
afterAll(() => database.close());

/** Where the chain states a row: the block and the place in it. */
async function statedAt(table: string, id: string) {
  const [leaf] = await sqlOf(database.db)<{ number: bigint; place: number }[]>`
    select s.number, u.place::int as place from seals s, unnest(s.tables, s.ids) with ordinality u (tab, id, place)
    where u.tab = ${table} and u.id = ${id}`;
  return leaf;
}

const TABLES = ["exchanges", "journal_entries"] as const;

/** Rows of a log that some act writes, in one transaction; before all else of it by their ids. */
const events = (count: number) =>
  sqlOf(database.admin)`
    insert into audit_events (id, actor_kind, actor_id, channel, act, result, request_id)
    select overlay(gen_random_uuid()::text placing '00000000' from 1 for 8)::uuid, 'system', 'test', 'job', 'day.cut', 'done', 'test'
    from generate_series(1, ${count})`;

describe("the seal of a row", () => {
  test("is that of the entry, not that of the exchange beside it under the same id", async () => {
    const [exchange, entry] = [await statedAt("exchanges", exchanged), await statedAt("journal_entries", exchanged)];
    expect(entry).toEqual({ number: exchange?.number, place: (exchange?.place ?? 0) + 1 });
    expect(await sealOf(database.db, "exchanges", exchanged)).toMatchObject(exchange ?? {});
    expect(await sealOf(database.db, "journal_entries", exchanged)).toMatchObject(entry ?? {});
  });

  test("is the next block's where the one before ends between the two", async () => {
    const id = newId();
    await database.admin.transaction(async (tx) => {
      const sql = sqlOf(tx);
      // No command makes a block end there on purpose.
      await sql`set local session_replication_role = replica`;
      await sql`
        insert into audit_events (id, actor_kind, actor_id, channel, act, result, request_id)
        select overlay(gen_random_uuid()::text placing '00000000' from 1 for 8)::uuid, 'system', 'test', 'job', 'day.cut', 'done', 'test'
        from generate_series(1, ${BLOCK_SIZE - 1})`;
      await sql`
        insert into exchanges (id, give_minor, give_currency, give_rate_id, get_minor, get_currency, get_rate_id, income_minor)
        select ${id}, give_minor, give_currency, give_rate_id, get_minor, get_currency, get_rate_id, income_minor from exchanges where id = ${exchanged}`;
      await sql`
        insert into journal_entries (id, kind, reference, booked_at, booking_date, value_date, narrative, branch_id, actor_kind, actor_id, channel, request_id)
        select ${id}, kind, 'EXC-X', booked_at, booking_date, value_date, narrative, branch_id, actor_kind, actor_id, channel, request_id
        from journal_entries where id = ${exchanged}`;
    });
    await sealAll(database);
    const [exchange, entry] = [await statedAt("exchanges", id), await statedAt("journal_entries", id)];
    expect(exchange?.place).toBe(BLOCK_SIZE);
    expect(entry).toEqual({ number: (exchange?.number ?? 0n) + 1n, place: 1 });
    for (const table of TABLES)
      expect(await sealOf(database.db, table, id)).toMatchObject((await statedAt(table, id)) ?? {});
  });
});

test("the last blocks are told newest first, each with its rows and those up to it", async () => {
  const seals = await lastSeals(database.db, 2);
  const [newest, before] = seals;
  expect(seals).toHaveLength(2);
  expect(newest?.number).toBe((before?.number ?? 0n) + 1n);
  expect(newest?.total).toBe((before?.total ?? 0n) + BigInt(newest?.rows ?? 0));
  expect(before?.rows).toBe(BLOCK_SIZE);
  const { head } = await sealingState(database.db);
  expect(newest).toMatchObject({
    number: head?.number,
    hash: head?.hash,
    sealedAt: head?.sealedAt,
    total: head?.total,
  });
});

describe("what waits", () => {
  test("is said to be more than was counted, and waits since its oldest row, however many there are", async () => {
    await database.admin.transaction(async (tx) => {
      const sql = sqlOf(tx);
      await sql`select pg_current_xact_id(), set_config('app.clock', '2026-01-05T09:00:00Z', true)`;
      // The oldest by its transaction is written last: in the table it lies behind the others.
      await events(6);
      await sql`
        insert into audit_events (id, actor_kind, actor_id, channel, act, result, request_id)
        values (${newId()}, 'system', 'test', 'job', 'day.cut', 'done', 'test')`;
    });
    const state = await sealingState(database.db, 5);
    expect(state).toMatchObject({ waiting: 5n, more: true });
    expect(formatWaiting(state)).toBe("more than 5 rows");
    expect(await sealingState(database.db, 7)).toMatchObject({ waiting: 7n, more: false });
    const [oldest] = await sqlOf(database.db)<{ at: string }[]>`
      select to_char('2026-01-05T09:00:00Z'::timestamptz at time zone time_zone, 'YYYY-MM-DD HH24:MI:SS') as at from bank_settings`;
    expect(state.waitingSince).toBe(oldest?.at);
  });

  test("is counted exactly while it is little", async () => {
    await sealAll(database);
    await events(1);
    const state = await sealingState(database.db);
    expect([state.waiting, state.more, formatWaiting(state)]).toEqual([1n, false, "1 row"]);
    expect(formatWaiting({ waiting: 1_200n, more: false })).toBe("1,200 rows");
  });
});

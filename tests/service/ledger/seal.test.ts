import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ADVISORY } from "@/db/advisory-locks";
import { type Database, sqlOf } from "@/db/client";
import { lockEndOfDay } from "@/lib/calendar/day-lock";
import { newId } from "@/lib/core/ids";
import { BLOCK_SIZE, sealRows } from "@/lib/ledger/seal";
import { sealingState, sealOf } from "@/lib/ledger/seal-queries";
import { sealedTables } from "@/lib/ledger/sealed-tables";
import { verifyLedger } from "@/lib/ledger/verify";
import { createTransfer } from "@/lib/payments/create-transfer";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";
import { sealAll } from "../../support/seal";

let database: TestDatabase;
let bank: TestBank;
beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  await sealAll(database);
});
afterAll(() => database.close());

const event = (db: Database | Parameters<Parameters<Database["transaction"]>[0]>[0], id = newId()) => sqlOf(db)`
  insert into audit_events (id, actor_kind, actor_id, channel, act, result, request_id)
  values (${id}, 'system', 'test', 'job', 'day.cut', 'done', 'test')`;

/** Ids of one table in the order of the chain. */
const sealedIds = async (table: string) =>
  (
    await sqlOf(database.db)<{ id: string }[]>`
      select u.id from seals s, unnest(s.tables, s.ids) with ordinality u (tab, id, place) where u.tab = ${table} order by s.number, u.place`
  ).map(({ id }) => id);

/** A transaction with one sealed row that stays open until it is told to end. */
async function openTransaction() {
  const id = newId();
  let end: () => void = () => undefined;
  const told = new Promise<void>((done) => {
    end = done;
  });
  let begun: () => void = () => undefined;
  const ready = new Promise<void>((done) => {
    begun = done;
  });
  const over = database.db.transaction(async (tx) => {
    await event(tx, id);
    begun();
    await told;
  });
  await ready;
  const commit = () => {
    end();
    return over;
  };
  return { id, commit };
}

describe("the sealer (control 54)", () => {
  test("goes on while a step of end of day is at work", async () => {
    const id = newId();
    await event(database.db, id);
    await database.jobs.transaction(async (tx) => {
      await lockEndOfDay(tx);
      await sealAll(database);
    });
    expect(await sealedIds("audit_events")).toContain(id);
  });

  test("seals everything that stands, each row once, in blocks that hold", async () => {
    const state = await sealingState(database.db);
    expect(state).toMatchObject({ waiting: 0n, waitingSince: null, lagSeconds: 0 });
    for (const { table, id } of sealedTables) {
      const rows = await sqlOf(database.db).unsafe<{ id: string }[]>(
        `select ${id} as id from ${table} order by epoch, xact, ${id}`,
      );
      expect(await sealedIds(table), table).toEqual(rows.map((row) => row.id));
    }
  });

  test("an open transaction holds the horizon: nothing after it is sealed, and nothing is left out when it ends", async () => {
    const early = await openTransaction();
    const late = newId();
    await event(database.db, late);
    await sealRows(database.jobs);
    expect(await sealOf(database.db, "audit_events", late)).toBeNull();
    expect(await sealingState(database.db)).toMatchObject({ waiting: 1n, waitingSince: expect.any(String) });
    await early.commit();
    expect(await sealAll(database)).toBe(2n);
    expect((await sealedIds("audit_events")).slice(-2)).toEqual([early.id, late]);
    expect(await sealOf(database.db, "audit_events", late)).toMatchObject({
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  test("commits in any order under load leave no hole", async () => {
    const transactions = await Promise.all(Array.from({ length: 6 }, openTransaction));
    const shuffled = [...transactions].sort(() => Math.random() - 0.5);
    let loading = true;
    const load = (async () => {
      const { ctx, id } = await bank.customer("Under Load");
      const [from, to] = [await bank.account(id, 10_000n), await bank.account(id)];
      while (loading) {
        const transfer = {
          key: newKey(),
          from: from.id,
          to: to.iban,
          amount: "0.01",
          remittance: undefined,
          beneficiaryId: undefined,
        };
        await createTransfer(ctx, transfer);
      }
    })();
    for (const { commit } of shuffled) {
      await Promise.all([sealRows(database.jobs), pause(20)]);
      await commit();
    }
    loading = false;
    await load;
    await sealAll(database);
    const events = await sqlOf(database.db)<{ id: string }[]>`select id from audit_events order by epoch, xact, id`;
    expect(await sealedIds("audit_events")).toEqual(events.map(({ id }) => id));
    expect((await verifyLedger(database.jobs)).filter(({ bad }) => bad !== null)).toEqual([]);
  });

  test("one seals at a time; two at once make one chain", async () => {
    await event(database.db);
    await database.jobs.transaction(async (tx) => {
      await sqlOf(tx)`select pg_advisory_xact_lock(${ADVISORY.sealer})`;
      expect(await sealRows(database.jobs)).toBeNull();
    });
    await Promise.all(Array.from({ length: 4 }, () => event(database.db)));
    await Promise.all(Array.from({ length: 3 }, () => sealRows(database.jobs)));
    await sealAll(database);
    const numbers = await sqlOf(database.db)<{ number: bigint }[]>`select number from seals order by number`;
    expect(numbers.map(({ number }) => number)).toEqual(numbers.map((_, at) => BigInt(at + 1)));
  });

  test("a long backlog is cut into full blocks and a partial last one, also within one transaction", async () => {
    await sqlOf(database.db)`
      insert into audit_events (id, actor_kind, actor_id, channel, act, result, request_id)
      select gen_random_uuid(), 'system', 'test', 'job', 'day.cut', 'done', 'test' from generate_series(1, ${21 * BLOCK_SIZE + 7})`;
    const before = (await sealingState(database.db)).head?.number ?? 0n;
    expect(await sealAll(database)).toBe(BigInt(21 * BLOCK_SIZE + 7));
    const sizes = await sqlOf(database.db)<{ size: number }[]>`
      select cardinality(ids) as size from seals where number > ${before.toString()}::bigint order by number`;
    expect(sizes.map(({ size }) => size)).toEqual([...Array<number>(21).fill(BLOCK_SIZE), 7]);
    expect((await verifyLedger(database.jobs)).filter(({ bad }) => bad !== null)).toEqual([]);
  });

  test("rows of a past epoch are sealed whatever their transaction, and before those of this one", async () => {
    const restored = newId();
    await database.admin.transaction(async (tx) => {
      await sqlOf(tx).unsafe(
        "create or replace function bank_epoch() returns smallint language sql stable as $$ select 2::smallint $$",
      );
    });
    await sqlOf(database.admin)`
      insert into audit_events (id, actor_kind, actor_id, channel, act, result, request_id, epoch, xact)
      values (${restored}, 'system', 'test', 'job', 'day.cut', 'done', 'test', 1, '9000000000000')`;
    await event(database.db);
    expect(await sealAll(database)).toBe(2n);
    expect((await sealedIds("audit_events")).at(-2)).toBe(restored);
  });
});

describe("the chain in the database (control 50)", () => {
  test("the server's role cannot seal, and nobody changes a seal or a run", async () => {
    const insert = (db: Database) => sqlOf(db)`insert into seals select * from seals where number = 1`;
    await expect(insert(database.db)).rejects.toMatchObject({ code: "42501" });
    await expect(insert(database.jobs)).rejects.toMatchObject({ constraint_name: "seals_chain" });
    for (const table of ["seals", "verify_runs"]) {
      for (const attempt of [
        `delete from ${table}`,
        `truncate ${table}`,
        `update ${table} set hash = hash`.replace("verify_runs set hash = hash", "verify_runs set result = result"),
      ]) {
        await expect(sqlOf(database.jobs).unsafe(attempt)).rejects.toMatchObject({ code: "42501" });
        await expect(sqlOf(database.admin).unsafe(attempt)).rejects.toMatchObject({ code: "23001" });
      }
    }
  });
});

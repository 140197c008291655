import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sqlOf } from "@/db/client";
import { sealingState } from "@/lib/ledger/seal-queries";
import { keepSealing } from "@/lib/operations/keep-sealing";
import { testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await testBank(database.db);
});
afterAll(() => database.close());

async function allSealed(): Promise<boolean> {
  for (let tries = 0; tries < 500; tries += 1) {
    if ((await sealingState(database.db)).waiting === 0n) return true;
    await pause(10);
  }
  return false;
}

const act = () => sqlOf(database.db)`
  insert into audit_events (id, actor_kind, actor_id, channel, act, result, request_id)
  values (${randomUUID()}, 'system', 'test', 'job', 'day.cut', 'done', 'test')`;

test("the server seals by itself, through an outage, in one loop, until it is stopped (control 54)", async () => {
  let asked = 0;
  const failures: unknown[] = [];
  const away = new Error("The database is away");
  const stop = keepSealing((error) => failures.push(error), {
    everyMs: 5,
    afterFailureMs: 5,
    database: () => {
      asked += 1;
      if (asked <= 3) throw away;
      return database.jobs;
    },
  });
  keepSealing((error) => failures.push(error), {
    database: () => {
      throw new Error("a second loop");
    },
  });
  expect(await allSealed()).toBe(true);
  expect(failures).toEqual([away]);
  await act();
  expect(await allSealed()).toBe(true);
  stop();
  await pause(50);
  const before = asked;
  await act();
  await pause(50);
  expect(asked).toBe(before);
  expect((await sealingState(database.db)).waiting).toBe(1n);
});

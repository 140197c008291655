import { afterAll, beforeAll, expect, test } from "vitest";
import { sendOnly, sqlOf } from "@/db/client";
import { newId } from "@/lib/core/ids";
import { type TestDatabase, testDatabase } from "../../support/database";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const insertKey = (sql: ReturnType<typeof sqlOf>, key: string) => sql`
  insert into idempotency_keys (scope, key, command, request_hash) values ('test', ${key}, 'test', '')`;

const stored = async (keys: readonly string[]) => {
  const rows = await sqlOf(database.admin)<
    { key: string }[]
  >`select key from idempotency_keys where key = any(${keys})`;
  return rows.map(({ key }) => key).sort();
};

test("a statement nobody waited for fails its transaction, and nothing of it stays", async () => {
  const [first, after] = [newId(), newId()];
  const run = database.db.transaction(async (tx) => {
    const sql = sqlOf(tx);
    await sendOnly(tx, insertKey(sql, first));
    await sendOnly(tx, insertKey(sql, first));
    await sendOnly(tx, insertKey(sql, after));
    return "done";
  });
  await expect(run).rejects.toMatchObject({ code: "23505" });
  expect(await stored([first, after])).toEqual([]);
});

test("what nobody waited for is committed, and the commit says so only then", async () => {
  const keys = [newId(), newId()].sort();
  const done = await database.db.transaction(async (tx) => {
    for (const key of keys) await sendOnly(tx, insertKey(sqlOf(tx), key));
    return "done";
  });
  expect(done).toBe("done");
  expect(await stored(keys)).toEqual(keys);
});

test("inside a savepoint it fails the savepoint alone", async () => {
  const [outer, inner] = [newId(), newId()];
  await database.db.transaction(async (tx) => {
    await insertKey(sqlOf(tx), outer);
    const nested = tx.transaction(async (point) => {
      await sendOnly(point, insertKey(sqlOf(point), inner));
      await sendOnly(point, insertKey(sqlOf(point), inner));
    });
    await expect(nested).rejects.toMatchObject({ code: "23505" });
  });
  expect(await stored([outer, inner])).toEqual([outer]);
});

test("what one part of a transaction says when another has failed and ended it is not run outside of it", async () => {
  const key = newId();
  let goesOn: Promise<unknown> = Promise.resolve();
  const run = database.db.transaction(async (tx) => {
    goesOn = (async () => {
      await sqlOf(tx)`select pg_sleep(0.02)`;
      await insertKey(sqlOf(tx), key);
    })();
    goesOn.catch(() => undefined);
    await new Promise((done) => setImmediate(done));
    throw new Error("broke");
  });
  await expect(run).rejects.toThrow("broke");
  await expect(goesOn).rejects.toThrow("The transaction is over");
  expect(await stored([key])).toEqual([]);
});

test("outside of a transaction it is waited for", async () => {
  const key = newId();
  await sendOnly(database.db, insertKey(sqlOf(database.db), key));
  await expect(sendOnly(database.db, insertKey(sqlOf(database.db), key))).rejects.toMatchObject({ code: "23505" });
});

import { afterAll, beforeAll, expect, test } from "vitest";
import { connect, sendOnly, sqlOf } from "@/db/client";
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

test("a statement that the server has forgotten fails its transaction, and is not sent again behind its COMMIT", async () => {
  const db = connect(database.urls.app, "app", { max: 1 });
  const key = newId();
  await db.transaction(async (tx) => void (await insertKey(sqlOf(tx), newId())));
  const run = db.transaction(async (tx) => {
    const [known] = await sqlOf(tx)<{ name: string }[]>`
      select name from pg_prepared_statements where statement ~ '^\\s*insert into idempotency_keys' limit 1`;
    await sqlOf(tx).unsafe(`deallocate "${known?.name}"`);
    await sendOnly(tx, insertKey(sqlOf(tx), key));
  });
  await expect(run).rejects.toMatchObject({ code: "26000" });
  await sqlOf(db)`select 1`;
  expect(await stored([key])).toEqual([]);
  await db.$client.end({ timeout: 1 });
});

test.each([
  ["has not met the statements yet", false],
  ["has met them", true],
])("a value that cannot be written fails the transaction, on a connection that %s", async (_, met) => {
  const db = connect(database.urls.app, "app", { max: 1 });
  const first = newId();
  const writing = (value: string | undefined) => (sql: ReturnType<typeof sqlOf>) =>
    sql`
    insert into idempotency_keys (scope, key, command, request_hash) values ('test', ${value as string}, 'test', '')`;
  if (met)
    await db.transaction(async (tx) => {
      await insertKey(sqlOf(tx), newId());
      await writing(newId())(sqlOf(tx));
    });
  const run = db.transaction(async (tx) => {
    await sendOnly(tx, insertKey(sqlOf(tx), first));
    await sendOnly(tx, writing(undefined)(sqlOf(tx)));
  });
  await expect(run).rejects.toMatchObject({ code: "UNDEFINED_VALUE" });
  expect(await stored([first])).toEqual([]);
  await db.$client.end({ timeout: 1 });
});

test("a savepoint that goes on when its transaction has ended runs nothing outside of it", async () => {
  const key = newId();
  let goesOn: Promise<unknown> = Promise.resolve();
  let ended: () => void = () => undefined;
  const end = new Promise<void>((done) => {
    ended = done;
  });
  const run = database.db.transaction(async (tx) => {
    const begun = new Promise<void>((inside) => {
      goesOn = tx.transaction(async (point) => {
        await sqlOf(point)`select 1`;
        inside();
        await end;
        await insertKey(sqlOf(point), key);
      });
    });
    goesOn.catch(() => undefined);
    await begun;
    throw new Error("broke");
  });
  await expect(run).rejects.toThrow("broke");
  ended();
  await expect(goesOn).rejects.toThrow("The transaction is over");
  expect(await stored([key])).toEqual([]);
});

test("outside of a transaction it is waited for", async () => {
  const key = newId();
  await sendOnly(database.db, insertKey(sqlOf(database.db), key));
  await expect(sendOnly(database.db, insertKey(sqlOf(database.db), key))).rejects.toMatchObject({ code: "23505" });
});

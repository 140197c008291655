import { afterAll, beforeAll, expect, test } from "vitest";
import { ADVISORY } from "@/db/advisory-locks";
import { sqlOf } from "@/db/client";
import { OWN_IDS } from "@/db/migrate";
import { type TestDatabase, testDatabase } from "../../support/database";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

test("servers before 18 draw ids that rise with time, as RFC 9562 writes version 7", async () => {
  await database.admin.transaction(async (tx) => {
    const sql = sqlOf(tx);
    await sql.unsafe(`create function pg_temp.own_id() ${OWN_IDS}`);
    const rows = await sql<{ id: string; version: number; off: number }[]>`
      select id, uuid_extract_version(id)::int as version,
        abs(extract(epoch from uuid_extract_timestamp(id) - clock_timestamp()))::float as off
      from (select pg_temp.own_id() as id from generate_series(1, 200)) ids`;
    expect(new Set(rows.map(({ id }) => id)).size).toBe(200);
    for (const { id, version, off } of rows) {
      expect(version).toBe(7);
      expect(id[19]).toMatch(/[89ab]/);
      expect(off, "seconds from now").toBeLessThan(60);
    }
  });
});

test("no two advisory locks share a number", () => {
  const numbers = Object.values(ADVISORY);
  expect(new Set(numbers).size).toBe(numbers.length);
});

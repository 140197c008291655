import { setTimeout as pause } from "node:timers/promises";
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

/** The milliseconds since 1970 that an id begins with. */
const momentOf = (id: string) => Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16);

test("servers before 18 draw ids that rise with time, as RFC 9562 writes version 7", async () => {
  await database.admin.transaction(async (tx) => {
    const sql = sqlOf(tx);
    await sql.unsafe(`create function pg_temp.own_id() ${OWN_IDS}`);
    const drawn = async () => {
      const rows = await sql<{ id: string; now: string }[]>`
        select pg_temp.own_id() as id, (extract(epoch from clock_timestamp()) * 1000)::bigint::text as now
        from generate_series(1, 100)`;
      return [...rows];
    };
    const first = await drawn();
    await pause(5);
    const all = [...first, ...(await drawn())];
    expect(new Set(all.map(({ id }) => id)).size).toBe(200);
    for (const { id, now } of all) {
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(Math.abs(momentOf(id) - Number(now)), "milliseconds from the server's clock").toBeLessThan(1_000);
    }
    const last = Math.max(...first.map(({ id }) => momentOf(id)));
    for (const { id } of all.slice(100)) expect(momentOf(id)).toBeGreaterThan(last);
  });
});

test("no two advisory locks share a number", () => {
  const numbers = Object.values(ADVISORY);
  expect(new Set(numbers).size).toBe(numbers.length);
});

import { afterAll, beforeAll, expect, test } from "vitest";
import { sqlOf } from "@/db/client";
import { type TestDatabase, testDatabase } from "../../support/database";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const without = (condition: string) =>
  sqlOf(database.admin).unsafe<{ column: string }[]>(`
  select c.relname || '.' || a.attname as column
  from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition and a.attnum > 0 and not a.attisdropped
    and a.attnotnull and not a.atthasdef and ${condition}
  order by 1`);

test("the database gives every status its first value", async () => {
  expect(await without("a.attname = 'status'")).toHaveLength(0);
});

/** Instants that are no time of writing, each with what it is. */
const INSTANTS: Record<string, string> = {
  "approvals.due_at": "a deadline",
  "enrolment_codes.expires_at": "a deadline",
  "journal_entries.booked_at": "never before the id of its transaction was given: worked out by the one writer",
  "passkey_challenges.expires_at": "a deadline",
  "password_links.expires_at": "a deadline",
  "payment_confirmations.expires_at": "a deadline",
  "sessions.expires_at": "a deadline",
  "staff_enrolment_codes.expires_at": "a deadline",
  "tries.forget_at": "a deadline",
  "verify_runs.started_at": "when the run began, which is written at its end",
};

test("the database stamps what is written", async () => {
  const loose = await without("a.atttypid = 'timestamptz'::regtype");
  expect(loose.map(({ column }) => column)).toEqual(Object.keys(INSTANTS).sort());
});

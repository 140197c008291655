import { afterAll, beforeAll, expect, it } from "vitest";
import { sqlOf } from "@/db/client";
import { type TestDatabase, testDatabase } from "../../support/database";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

/** Columns that end like a name of another row, or of a person, and are tied to none, each with its reason. */
const EXCEPTIONS: Record<string, string> = {
  "approvals.subject_id": "what a request is about: an account, a customer, a limit …, told by its kind",
  "audit_events.actor_id": "sealed: stays when the person it names is erased",
  "audit_events.branch_id": "sealed: no other table may change or stop it",
  "audit_events.customer_id": "sealed: stays when the customer is erased",
  "audit_events.entry_id": "sealed: no other table may change or stop it",
  "audit_events.request_id": "of a request of the web, which is no row",
  "audit_events.session_id": "sealed: stays when the session is swept away",
  "audit_events.subject_id": "sealed: what an act is about, told by its kind",
  "cash_transactions.paid_in_by": "the typed name of whoever brought the cash, who need not be a customer",
  "journal_entries.actor_id": "ledger history stays without the person",
  "journal_entries.request_id": "of a request of the web, which is no row",
  "passkeys.credential_id": "made by the authenticator, not by the bank",
  "screening_runs.last_customer_id": "how far a run came: the customer there may be deleted",
  "seals.first_id": "the first row under a seal, of the ledger or of the log",
  "seals.last_id": "the last row under a seal, of the ledger or of the log",
  "verify_runs.actor_id": "stays when the person it names is gone",
};

it("no orphan can exist: whatever names another row is tied to it by a foreign key", async () => {
  const loose = await sqlOf(database.admin)<{ column: string }[]>`
    select c.relname || '.' || a.attname as column
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition and a.attnum > 0 and not a.attisdropped
      and (a.attname ~ '_(id|by|into)$') and not exists (
        select from pg_constraint f where f.conrelid = c.oid and f.contype = 'f' and a.attnum = any(f.conkey))
    order by 1`;
  // A column that is tied, or gone, is no exception any more.
  expect(loose.map(({ column }) => column)).toEqual(Object.keys(EXCEPTIONS).sort());
});

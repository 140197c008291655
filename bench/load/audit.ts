import { type Database, sqlOf } from "@/db/client";

/** Rows of one transaction of the loader. */
const BATCH = 100_000;

/**
 * Loads so many acts of staff in bulk, every second one with details, as `record` leaves them but for what the details say:
 * what it loads is sealed and passes verify.
 */
export async function loadAuditEvents(admin: Database, events: number): Promise<void> {
  for (let done = 0; done < events; done += BATCH) {
    await admin.transaction(async (tx) => {
      const sql = sqlOf(tx);
      await sql`set local session_replication_role = replica`;
      await sql`
        with made as materialized (
          select uuidv7() as id, n, case when n % 2 = 0 then sha256(n::text::bytea) || sha256((-n)::text::bytea) end as details
          from generate_series(${done + 1}::int, ${Math.min(done + BATCH, events)}::int) n
        ), kept as (
          insert into audit_details (event_id, key_owner, ciphertext) select id, null, details from made where details is not null
        )
        insert into audit_events (id, actor_kind, actor_id, role, branch_id, channel, ip, act, result, reason, subject_kind, subject_id,
          request_id, details_hash)
        select m.id, 'staff', gen_random_uuid()::text, 'teller', b.id, 'counter', '192.0.2.1',
          case when m.n % 10 = 0 then 'cash.withdraw' else 'customer.viewed' end, case when m.n % 10 = 0 then 'refused' else 'done' end,
          case when m.n % 10 = 0 then 'insufficient_funds' end, 'customer', gen_random_uuid()::text, 'bench-' || m.n, sha256(m.details)
        from made m, branches b where b.code = '001'`;
    });
  }
  await sqlOf(admin)`vacuum (analyze) audit_events, audit_details`;
}

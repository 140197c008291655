import { type Database, sqlOf } from "@/db/client";

/** Transfers of one transaction of the loader. */
const BATCH = 100_000;

/**
 * Loads so many postings of one-cent transfers between the accounts that `loadAccounts` made, in bulk, with the running
 * balances they leave, all from one payer when it is named: the one exception to the one writer (ledger: promise 7). What it loads passes verify.
 */
export async function loadTransfers(
  admin: Database,
  postings: number,
  { loaded = () => undefined, payer = null }: { loaded?: (postings: number) => void; payer?: string | null } = {},
): Promise<void> {
  for (let done = 0; done < postings; ) {
    const transfers = Math.min(BATCH, Math.ceil((postings - done) / 2));
    await admin.transaction(async (tx) => {
      const sql = sqlOf(tx);
      // Checks and foreign keys row by row would take longer than what is measured; verify proves the result.
      await sql`set local session_replication_role = replica`;
      await sql`set local work_mem = '256MB'`;
      await loadBatch(sql, transfers, payer);
    });
    done += transfers * 2;
    loaded(done);
  }
  await sqlOf(admin)`analyze`;
}

async function loadBatch(sql: ReturnType<typeof sqlOf>, transfers: number, payer: string | null): Promise<void> {
  await sql`
    with numbered as materialized (
      select b.account_id, b.balance, b.seq, row_number() over () as n, count(*) over () as of
      from account_balances b join ledger_accounts a on a.id = b.account_id where a.kind = 'deposit'
    ), place as materialized (
      select d.day, r.id as branch, bank_now() as stamp from banking_days d, branches r where d.status = 'open' and r.code = '001'
    ), drawn as materialized (
      select uuidv7() as id, t, coalesce((select n from numbered where account_id = ${payer}::uuid), 1 + floor(random() * c.of)::bigint) as from_n, floor(random() * (c.of - 1))::bigint as step, c.of
      from generate_series(1, ${transfers}) t cross join (select of from numbered limit 1) c
    ), entries as (
      insert into journal_entries (id, kind, reference, booked_at, booking_date, value_date, narrative, branch_id, actor_kind, actor_id, channel, request_id)
      select d.id, 'transfer', 'TRF-' || d.id, p.stamp, p.day, p.day, 'Transfer', p.branch, 'system', 'bench', 'job', 'bench'
      from drawn d, place p
    ), legs as materialized (
      select id, t, 1 as leg, from_n as n, 1::bigint as minor from drawn
      union all select id, t, 2, 1 + (from_n + step) % of, -1::bigint from drawn
    ), run as materialized (
      select l.id, l.leg, m.account_id, l.minor, m.seq + row_number() over account as seq, m.balance - sum(l.minor) over account as balance
      from legs l join numbered m on m.n = l.n window account as (partition by l.n order by l.t, l.leg)
    ), posted as (
      insert into postings (entry_id, leg, account_id, currency, branch_id, amount_minor, booking_date, value_date, seq, balance_after)
      select run.id, run.leg, run.account_id, 'EUR', p.branch, run.minor, p.day, p.day, run.seq, run.balance
      from run, place p order by run.id, run.leg
    ), latest as (
      select distinct on (account_id) account_id, seq, balance from run order by account_id, seq desc
    )
    update account_balances a set balance = latest.balance, seq = latest.seq, last_booked_at = place.stamp
    from latest, place where a.account_id = latest.account_id`;
}

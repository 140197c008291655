import { type Database, sqlOf } from "@/db/client";

/** Fees of one transaction of the loader. */
const BATCH = 100_000;

/**
 * Loads so many one-cent fees of one account that `loadAccounts` made, in bulk: each a posting on that account and one on its
 * branch's fee income, which nobody locks. Part of the one exception to the one writer (ledger: promise 7).
 */
export async function loadFees(admin: Database, fees: number, payer: string): Promise<void> {
  for (let done = 0; done < fees; done += BATCH) {
    await admin.transaction(async (tx) => {
      const sql = sqlOf(tx);
      await sql`set local session_replication_role = replica`;
      await sql`
        with place as materialized (
          select b.account_id, b.balance, b.seq, a.branch_id as branch, i.id as income, d.day, bank_now() as stamp
          from account_balances b join ledger_accounts a on a.id = b.account_id
            join ledger_accounts i on i.code = '4110' and i.branch_id = a.branch_id and i.currency = a.currency, banking_days d
          where b.account_id = ${payer} and d.status = 'open'
        ), drawn as materialized (
          select uuidv7() as id, t from generate_series(1, ${Math.min(BATCH, fees - done)}) t
        ), entries as (
          insert into journal_entries (id, kind, reference, booked_at, booking_date, value_date, narrative, branch_id, actor_kind, actor_id, channel, request_id)
          select d.id, 'fee_charged', 'FEE-' || d.id, p.stamp, p.day, p.day, 'Fee', p.branch, 'system', 'bench', 'job', 'bench'
          from drawn d, place p
        ), posted as (
          insert into postings (entry_id, leg, account_id, currency, branch_id, amount_minor, booking_date, value_date, seq, balance_after)
          select d.id, 1, p.account_id, 'EUR', p.branch, 1, p.day, p.day, p.seq + d.t, p.balance - d.t from drawn d, place p
          union all
          select d.id, 2, p.income, 'EUR', p.branch, -1, p.day, p.day, null, null from drawn d, place p
        )
        update account_balances a set balance = a.balance - n.fees, seq = a.seq + n.fees, last_booked_at = place.stamp
        from place, (select count(*) as fees from drawn) n where a.account_id = place.account_id`;
    });
  }
  await sqlOf(admin)`analyze`;
}

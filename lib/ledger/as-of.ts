import { type Executor, sqlOf } from "@/db/client";
import type { BusinessDate } from "../core/dates";
import { refusal } from "../core/errors";
import type { LedgerAccountId } from "../core/ids";

/**
 * An account's balance at the close of a banking day, in its normal side: the last daily balance and what was booked
 * after it up to that day. `final` once the day is closed, and of a day before the first; until then the day may still book.
 */
export async function balanceAtClose(
  db: Executor,
  account: LedgerAccountId,
  day: BusinessDate,
): Promise<{ minor: bigint; final: boolean }> {
  const [row] = await sqlOf(db)<{ minor: string; final: boolean }[]>`
    select (case a.normal_side when 'debit' then 1 else -1 end * (coalesce(base.closing, 0) + coalesce(since.minor, 0)))::text as minor,
      coalesce((select b.status = 'closed' from banking_days b where b.day = ${day}),
        ${day}::date < (select min(b.day) from banking_days b)) as final
    from ledger_accounts a
      left join lateral (
        select d.day, d.closing from daily_balances d where d.account_id = a.id and d.day <= ${day} order by d.day desc limit 1
      ) base on true
      cross join lateral (
        select sum(p.amount_minor) as minor from postings p
        where p.account_id = a.id and p.booking_date > coalesce(base.day, '-infinity') and p.booking_date <= ${day}
      ) since
    where a.id = ${account}`;
  if (!row) throw refusal("account_not_found");
  return { minor: BigInt(row.minor), final: row.final };
}

/**
 * What a banking day left on a control account, debit positive: its last closing by then and, after the last closed day,
 * what was booked on its members since. `final` once the day is closed, and of a day before the first.
 */
export async function controlAtClose(
  db: Executor,
  control: LedgerAccountId,
  day: BusinessDate,
): Promise<{ minor: bigint; final: boolean }> {
  const [row] = await sqlOf(db)<{ minor: string; final: boolean }[]>`
    with closed as (
      select coalesce(max(b.day), '-infinity') as day from banking_days b where b.status = 'closed'
    )
    select (
      coalesce((select d.closing from daily_balances d where d.account_id = ${control} and d.day <= ${day} order by d.day desc limit 1), 0)
      + coalesce((
        select sum(p.amount_minor) from postings p join ledger_accounts m on m.id = p.account_id
        where m.control_account_id = ${control} and ${day}::date > (select day from closed)
          and p.booking_date > (select day from closed) and p.booking_date <= ${day}), 0)
      )::text as minor,
      coalesce((select b.status = 'closed' from banking_days b where b.day = ${day}), true) as final`;
  if (!row) throw new Error("A sum has one row");
  return { minor: BigInt(row.minor), final: row.final };
}

/**
 * An account's balance by value at the end of a day, as it was known at the close of a banking day, in its normal side:
 * what counts from that day or earlier and was booked by then. A backdated movement booked later changes neither.
 */
export async function balanceByValue(
  db: Executor,
  account: LedgerAccountId,
  { value, knownOn }: { value: BusinessDate; knownOn: BusinessDate },
): Promise<bigint> {
  const [row] = await sqlOf(db)<{ minor: string }[]>`
    select (case a.normal_side when 'debit' then 1 else -1 end * (
      coalesce((
        select sum(v.moved) from value_movements v
        where v.account_id = a.id and v.value_day <= ${value} and v.booking_day <= ${knownOn}), 0)
      + coalesce((
        select sum(p.amount_minor) from postings p
        where p.account_id = a.id and p.value_date <= ${value} and p.booking_date <= ${knownOn}
          and p.booking_date > coalesce((select max(b.day) from banking_days b where b.status = 'closed'), '-infinity')), 0)
      ))::text as minor
    from ledger_accounts a where a.id = ${account}`;
  if (!row) throw refusal("account_not_found");
  return BigInt(row.minor);
}

/**
 * How often an answer is asked for again, 10 ms apart, while transactions that may book before the instant are running;
 * a guarded account can be asked under its lock instead.
 */
const TRIES = { guarded: 5, unguarded: 40 };

/**
 * An account's balance as of an instant of the bank's clock, in its normal side. Exact when `settled`: every transaction
 * that was running once the instant had passed has ended, or, on a guarded account, nobody is writing it. Only an
 * unguarded account of a bank that writes without pause may be answered unsettled. Refuses an instant to come.
 */
export async function balanceAt(db: Executor, account: LedgerAccountId, instant: string): Promise<BalanceAt> {
  const horizon = await horizonAfter(db, instant);
  for (let attempt = 1; ; attempt += 1) {
    const { minor, guarded, settled } = await readAt(db, account, instant, horizon);
    const last = attempt === (guarded ? TRIES.guarded : TRIES.unguarded);
    if (settled || (last && !guarded)) return { minor, settled };
    if (last) return db.transaction((tx) => readUnderLock(tx, account, instant, horizon));
    await new Promise((done) => setTimeout(done, 10));
  }
}

type BalanceAt = { minor: bigint; settled: boolean };

/**
 * A transaction id given after the instant. `booked_at` is never earlier than its transaction's id was given, so whatever
 * may still book at or before the instant has a smaller one. A snapshot's xmax would not do: it follows the last id that
 * has ended, and larger ones may be running.
 */
async function horizonAfter(db: Executor, instant: string): Promise<string> {
  const [now] = await sqlOf(db)<{ passed: boolean }[]>`select ${instant}::timestamptz <= bank_now() as passed`;
  if (!now?.passed) throw refusal("as_of_future");
  const [row] = await sqlOf(db)<{ horizon: string }[]>`select pg_current_xact_id()::text as horizon`;
  return row?.horizon ?? "";
}

/**
 * From the last day that was closed by then, whose figures are final, to the last one that was open by then: what was booked
 * on these carries its own instant, and on a later day nothing can have been booked.
 */
async function readAt(db: Executor, account: LedgerAccountId, instant: string, horizon: string) {
  const [row] = await sqlOf(db)<{ minor: string; guarded: boolean; settled: boolean }[]>`
    with closed as (
      select coalesce(max(b.day), '-infinity') as day from banking_days b where b.closed_at <= ${instant}::timestamptz
    ), opened as (
      select max(b.day) as day from banking_days b where b.opened_at <= ${instant}::timestamptz
    )
    select (case a.normal_side when 'debit' then 1 else -1 end * (
      coalesce((
        select d.closing from daily_balances d where d.account_id = a.id and d.day <= (select day from closed)
        order by d.day desc limit 1), 0)
      + coalesce((
        select sum(p.amount_minor) from postings p join journal_entries e on e.id = p.entry_id
        where p.account_id = a.id and p.booking_date > (select day from closed) and p.booking_date <= (select day from opened)
          and e.booked_at <= ${instant}::timestamptz), 0)
      ))::text as minor,
      a.guarded, pg_snapshot_xmin(pg_current_snapshot()) >= ${horizon}::xid8 as settled
    from ledger_accounts a where a.id = ${account}`;
  if (!row) throw refusal("account_not_found");
  return { ...row, minor: BigInt(row.minor) };
}

/**
 * Whoever books on a guarded account holds its row, and stamps later than now; or has stamped already in a batch of one statement, which locks
 * last: those whose turn has come are waited for first.
 */
async function readUnderLock(
  db: Executor,
  account: LedgerAccountId,
  instant: string,
  horizon: string,
): Promise<BalanceAt> {
  const sql = sqlOf(db);
  await sql`
    with begun as materialized (
      select classid::bigint::int as process, objid::bigint::int as turn from pg_locks
      where locktype = 'advisory' and objsubid = 2 and granted and mode = 'ExclusiveLock'
        and database = (select oid from pg_database where datname = current_database()))
    select count(pg_advisory_xact_lock_shared(process, turn)) from begun`;
  await sql`select 1 from account_balances where account_id = ${account} for share`;
  const { minor } = await readAt(db, account, instant, horizon);
  return { minor, settled: true };
}

import { type Executor, sqlOf } from "@/db/client";

/** What a check compared, how much of it, and the first row that does not agree. */
export type Finding = { check: string; rows: bigint; bad: string | null };

type Check = { name: string; run: (sql: ReturnType<typeof sqlOf>) => Promise<{ rows: bigint; bad: string | null }> };

/**
 * Proves the ledger from its own rows: every entry balances, every balance is the sum of its postings, no guarded
 * account is below its floor, every daily figure is what its day's postings make. Reads one snapshot; each check is one
 * pass over the data. `report` hears of each check as it ends.
 */
export async function verifyLedger(
  db: Executor,
  report: (finding: Finding) => void = () => undefined,
): Promise<Finding[]> {
  return db.transaction(
    async (tx) => {
      const findings: Finding[] = [];
      for (const check of checks) {
        const finding = { check: check.name, ...(await check.run(sqlOf(tx))) };
        report(finding);
        findings.push(finding);
      }
      return findings;
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
}

const checks: readonly Check[] = [
  {
    name: "Every entry balances per currency and branch",
    run: (sql) =>
      first(sql`
        with sums as (
          select entry_id, currency, branch_id, sum(amount_minor) as difference, count(*) as legs from postings group by entry_id, currency, branch_id)
        select sum(legs) as rows, min(format('entry %s: %s %s', entry_id, difference, currency)) filter (where difference <> 0) as bad from sums`),
  },
  {
    name: "Every entry has legs of its own day",
    run: (sql) =>
      first(sql`
        select count(distinct e.id) as rows,
          min(format('entry %s', e.id)) filter (where p.entry_id is null or p.booking_date <> e.booking_date) as bad
        from journal_entries e left join postings p on p.entry_id = e.id`),
  },
  {
    name: "Every balance is the sum of its postings",
    run: (sql) =>
      first(sql`
        with sums as (select account_id, sum(amount_minor) as total, max(seq) as seq from postings where seq is not null group by account_id)
        select count(*) as rows, min(format('account %s: %s stored, %s posted', a.code, b.balance,
            case a.normal_side when 'debit' then coalesce(s.total, 0) else -coalesce(s.total, 0) end))
          filter (where b.balance <> case a.normal_side when 'debit' then coalesce(s.total, 0) else -coalesce(s.total, 0) end
            or b.seq <> coalesce(s.seq, 0)) as bad
        from account_balances b join ledger_accounts a on a.id = b.account_id left join sums s on s.account_id = b.account_id`),
  },
  {
    name: "Every running balance follows from the one before",
    run: (sql) =>
      first(sql`
        with run as (
          select p.account_id, p.seq, p.balance_after, case a.normal_side when 'debit' then p.amount_minor else -p.amount_minor end as moved,
            lag(p.balance_after, 1, 0::bigint) over account as before, lag(p.seq, 1, 0::bigint) over account as before_seq
          from postings p join ledger_accounts a on a.id = p.account_id where p.seq is not null
          window account as (partition by p.account_id order by p.seq))
        select count(*) as rows, min(format('account %s, posting %s', account_id, seq))
          filter (where balance_after <> before + moved or seq <> before_seq + 1) as bad from run`),
  },
  {
    name: "No guarded account is below its floor",
    run: (sql) =>
      first(sql`
        select count(*) as rows, min(format('account %s: %s available, floor %s', a.code, b.balance - b.held, b.floor - b.unarranged))
          filter (where b.balance - b.held < b.floor - b.unarranged or b.held < 0 or b.unarranged < 0) as bad
        from account_balances b join ledger_accounts a on a.id = b.account_id`),
  },
  {
    name: "Every daily balance is what its day's postings make",
    run: (sql) =>
      first(sql`
        with sums as (
          select p.account_id, p.booking_date as day, sum(p.amount_minor) filter (where p.amount_minor > 0) as debits,
            -sum(p.amount_minor) filter (where p.amount_minor < 0) as credits
          from postings p join banking_days b on b.day = p.booking_date where b.status = 'closed' group by p.account_id, p.booking_date
        ), run as (
          select *, sum(coalesce(debits, 0) - coalesce(credits, 0)) over (partition by account_id order by day) as closing from sums)
        select count(*) as rows, min(format('account %s on %s', coalesce(r.account_id, d.account_id), coalesce(r.day, d.day)))
          filter (where d.account_id is null or r.account_id is null or d.debits <> coalesce(r.debits, 0)
            or d.credits <> coalesce(r.credits, 0) or d.closing <> r.closing) as bad
        from run r full join daily_balances d on d.account_id = r.account_id and d.day = r.day`),
  },
  {
    name: "Every value movement is what its postings make",
    run: (sql) =>
      first(sql`
        with sums as (
          select p.account_id, p.value_date, p.booking_date, sum(p.amount_minor) as moved
          from postings p join banking_days b on b.day = p.booking_date where b.status = 'closed'
          group by p.account_id, p.value_date, p.booking_date)
        select count(*) as rows, min(format('account %s, value %s, booked %s', coalesce(s.account_id, v.account_id), coalesce(s.value_date, v.value_day),
            coalesce(s.booking_date, v.booking_day)))
          filter (where v.moved is distinct from s.moved) as bad
        from sums s full join value_movements v on v.account_id = s.account_id and v.value_day = s.value_date and v.booking_day = s.booking_date`),
  },
];

async function first(query: PromiseLike<readonly unknown[]>): Promise<{ rows: bigint; bad: string | null }> {
  const [row] = (await query) as { rows: bigint | string | null; bad: string | null }[];
  return { rows: BigInt(row?.rows ?? 0), bad: row?.bad ?? null };
}

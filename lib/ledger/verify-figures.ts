import { randomBytes } from "node:crypto";
import type { Fragment } from "postgres";
import { type Sql, sqlOf, type Transaction } from "@/db/client";
import type { Finding } from "./finding";
import { movedByBlock } from "./sealed-movements";

type Check = { name: string; run: (sql: Sql) => Promise<{ rows: bigint; bad: string | null }> };

/** Proves every figure from the postings, in passes over the data as a whole; `report` hears of each check as it ends. */
export async function verifyFigures(tx: Transaction, report: (finding: Finding) => void): Promise<Finding[]> {
  const sql = sqlOf(tx);
  await sql`select set_config('work_mem', '64MB', true)`;
  const findings: Finding[] = [];
  for (const { name, run } of checks) {
    const finding = { check: name, ...(await run(sql)) };
    report(finding);
    findings.push(finding);
  }
  return findings;
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
    name: "Every entry has legs of its own days, and every leg its entry",
    run: (sql) =>
      first(sql`
        select count(*) as rows, min(format('entry %s', coalesce(e.id, p.entry_id)))
          filter (where p.entry_id is null or e.id is null or p.booking_date <> e.booking_date or p.value_date <> e.value_date) as bad
        from journal_entries e full join postings p on p.entry_id = e.id`),
  },
  {
    name: "Every entry falls on a day of the calendar, and none of a closed day was booked after its close",
    run: (sql) =>
      first(sql`
        select count(*) as rows, min(format('entry %s on %s', e.id, e.booking_date)) filter (where b.day is null or e.booked_at > b.closed_at) as bad
        from journal_entries e left join banking_days b on b.day = e.booking_date`),
  },
  {
    name: "Every entry is of a branch, every leg in its account's currency and branch, and every transfer what its entry moved",
    run: (sql) =>
      first(sql`
        with moved as (
          select t.id, p.account_id from transfers t join postings p on p.entry_id = t.id and p.account_id in (t.from_account_id, t.to_account_id)
            join accounts a on a.id = p.account_id group by t.id, p.account_id
        ), found as (
          select format('entry %s', e.id) as bad from journal_entries e left join branches b on b.id = e.branch_id where b.id is null
          union all
          select format('entry %s', p.entry_id) from postings p left join ledger_accounts a
            on a.id = p.account_id and a.currency = p.currency and a.branch_id = p.branch_id where a.id is null
          union all
          select format('transfer %s', t.id) from transfers t left join (select id, count(*) as sides from moved group by id) m on m.id = t.id
            where m.sides is distinct from 2)
        select (select count(*) from postings) as rows, (select min(bad) from found) as bad`),
  },
  {
    name: "Every balance is the sum of its postings",
    run: (sql) =>
      first(sql`
        with sums as (select account_id, sum(amount_minor) as total, max(seq) as seq from postings where seq is not null group by account_id)
        select count(*) as rows, min(format('account %s: %s stored, %s posted', coalesce(a.code, s.account_id::text, b.account_id::text), b.balance,
            case a.normal_side when 'credit' then -coalesce(s.total, 0) else coalesce(s.total, 0) end))
          filter (where b.account_id is null or a.id is null or b.seq <> coalesce(s.seq, 0)
            or b.balance <> case a.normal_side when 'credit' then -coalesce(s.total, 0) else coalesce(s.total, 0) end) as bad
        from account_balances b full join sums s on s.account_id = b.account_id
          left join ledger_accounts a on a.id = coalesce(b.account_id, s.account_id)`),
  },
  {
    name: "Every guarded account has a balance",
    run: (sql) =>
      first(sql`
        select count(*) as rows, min(format('account %s', coalesce(a.code, b.account_id::text)))
          filter (where a.id is null or a.guarded <> (b.account_id is not null)) as bad
        from ledger_accounts a full join account_balances b on b.account_id = a.id`),
  },
  {
    name: "Every running balance follows from the one before",
    run: runningBalances,
  },
  {
    name: "Every balance was last moved by its last posting",
    run: (sql) =>
      first(sql`
        select count(*) as rows, min(format('account %s: last moved %s', b.account_id, b.last_booked_at))
          filter (where b.last_booked_at is distinct from e.booked_at) as bad
        from account_balances b left join postings p on p.account_id = b.account_id and p.seq = b.seq
          left join journal_entries e on e.id = p.entry_id`),
  },
  {
    name: "No guarded account is below its floor by more than it is stored to be",
    run: (sql) =>
      first(sql`
        select count(*) as rows, min(format('account %s: %s available, floor %s, unarranged %s', account_id, balance - held, floor, unarranged))
          filter (where unarranged <> greatest(0, floor - (balance - held)) or held < 0) as bad
        from account_balances`),
  },
  {
    name: "Every held amount is that of its open holds",
    run: (sql) =>
      first(sql`
        with open as (
          select h.account_id, sum(h.amount_minor) as minor from holds h
          where not exists (select from hold_resolutions r where r.hold_id = h.id) group by h.account_id)
        select count(*) as rows, min(format('account %s: %s held, %s open', coalesce(b.account_id, o.account_id), b.held, coalesce(o.minor, 0)))
          filter (where b.held is distinct from coalesce(o.minor, 0)) as bad
        from account_balances b full join open o on o.account_id = b.account_id`),
  },
  {
    name: "Every hold that has not ended is listed as open, and no other",
    run: (sql) =>
      first(sql`
        with open as (
          select h.* from holds h where not exists (select from hold_resolutions r where r.hold_id = h.id))
        select count(*) as rows, min(format('hold %s', coalesce(h.id, o.hold_id)))
          filter (where h.id is null or o.hold_id is null or o.account_id <> h.account_id or o.amount_minor <> h.amount_minor
            or o.expires_at is distinct from h.expires_at) as bad
        from open h full join open_holds o on o.hold_id = h.id`),
  },
  {
    name: "Every floor is that of its latest overdraft limit",
    run: (sql) =>
      first(sql`
        with latest as (select distinct on (account_id) account_id, limit_minor from overdraft_facilities order by account_id, id desc)
        select count(*) as rows, min(format('account %s: floor %s, limit %s', coalesce(b.account_id, l.account_id), b.floor, coalesce(l.limit_minor, 0)))
          filter (where b.floor is distinct from -coalesce(l.limit_minor, 0)) as bad
        from account_balances b full join latest l on l.account_id = b.account_id`),
  },
  {
    name: "Every sum of accrued interest is that of its nights, less what was brought to accounts",
    run: (sql) =>
      first(sql`
        with rows as (
          select v.product_id, l.branch_id, l.currency, r.kind, r.change as exact
          from interest_accruals r join product_versions v on v.id = r.version_id join ledger_accounts l on l.id = r.account_id
          where r.known_on <= (select max(day) from banking_days where status = 'closed')
          union all
          select v.product_id, l.branch_id, l.currency, s.kind, -s.exact
          from interest_settlements s join accounts a on a.id = s.account_id join product_versions v on v.id = a.product_version_id
            join ledger_accounts l on l.id = a.id
          where s.day <= (select max(day) from banking_days where status = 'closed')
        ), sums as (
          select product_id, branch_id, currency, kind, sum(exact) as exact, count(*) as n from rows group by 1, 2, 3, 4
        ), latest as (
          select distinct on (product_id, branch_id, currency, kind) product_id, branch_id, currency, kind, exact from interest_positions
          where day <= (select max(day) from banking_days where status = 'closed')
          order by product_id, branch_id, currency, kind, day desc, step desc)
        select coalesce(sum(s.n), 0) as rows, min(format('product %s: %s accrued, %s by its nights', coalesce(s.product_id, l.product_id),
            coalesce(l.exact, 0), coalesce(s.exact, 0)))
          filter (where coalesce(l.exact, 0) <> coalesce(s.exact, 0)) as bad
        from sums s full join latest l on l.product_id = s.product_id and l.branch_id = s.branch_id and l.currency = s.currency and l.kind = s.kind`),
  },
  {
    name: "Every interest brought to an account is that of its nights, and its entry says so",
    run: (sql) =>
      first(sql`
        with settled as (
          select s.*, lag(s.day, 1, '-infinity'::date) over (partition by s.account_id, s.kind order by s.day) as after
          from interest_settlements s
        ), sums as (
          select s.account_id, s.kind, s.day, s.exact, s.minor, s.entry_id,
            (select coalesce(sum(r.change), 0) from interest_accruals r
              where r.account_id = s.account_id and r.kind = s.kind and r.known_on > s.after and r.known_on <= s.day) as nights,
            (select coalesce(-sum(p.amount_minor), 0) from postings p where p.entry_id = s.entry_id and p.account_id = s.account_id) as posted
          from settled s)
        select count(*) as rows, min(format('account %s, %s: %s settled, %s by its nights, %s posted', account_id, day, exact, nights, posted))
          filter (where exact <> nights or minor <> case kind when 'deposit' then posted else -posted end) as bad
        from sums`),
  },
  {
    name: "Every daily balance is what its day's postings make",
    run: (sql) =>
      first(sql`
        with sums as (
          select p.account_id, p.booking_date as day, sum(p.amount_minor) filter (where p.amount_minor > 0) as debits,
            -sum(p.amount_minor) filter (where p.amount_minor < 0) as credits
          from postings p join banking_days b on b.day = p.booking_date where b.status = 'closed' group by p.account_id, p.booking_date
        ), rolled as (
          select a.control_account_id, s.day, sum(s.debits), sum(s.credits)
          from sums s join ledger_accounts a on a.id = s.account_id where a.control_account_id is not null group by 1, 2
        ), run as (
          select *, sum(coalesce(debits, 0) - coalesce(credits, 0)) over (partition by account_id order by day) as closing
          from (table sums union all table rolled) every)
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
  {
    name: "Every block of seals moved on accounts that nobody locks what it is said to",
    run: (sql) =>
      first(sql`
        with sums as (
          select account_id, booking_date, number, entries, sum(moved) over (partition by account_id, booking_date order by number) as moved
          from (${movedByBlock(sql, everyLeg(sql))}) blocks)
        select count(*) as rows, min(format('account %s on %s, seal %s', coalesce(s.account_id, m.account_id),
            coalesce(s.booking_date, m.booking_date), coalesce(s.number, m.number)))
          filter (where m.moved is distinct from s.moved or m.entries is distinct from s.entries) as bad
        from sums s full join sealed_movements m on m.account_id = s.account_id and m.booking_date = s.booking_date and m.number = s.number`),
  },
  {
    name: "Every exchange is what its entry moved over the positions",
    run: (sql) =>
      first(sql`
        with moved as (
          select x.id, sum(p.amount_minor) filter (where a.code = '2910' and a.currency = x.give_currency) as give,
            sum(p.amount_minor) filter (where a.code = '2910' and a.currency = x.get_currency) as got,
            sum(p.amount_minor) filter (where a.code = '4210') as income
          from exchanges x join postings p on p.entry_id = x.id join ledger_accounts a on a.id = p.account_id
          where a.code in ('2910', '4210') group by x.id
        ), entries as (select id from journal_entries where kind in ('exchange', 'note_purchase', 'note_sale'))
        select count(*) as rows, min(format('exchanges %s', coalesce(x.id, e.id)))
          filter (where x.id is null or e.id is null
            or coalesce(m.give, 0) <> case when x.give_rate_id is null then 0 else -x.give_minor end
            or coalesce(m.got, 0) <> case when x.get_rate_id is null then 0 else x.get_minor end
            or coalesce(m.income, 0) <> -x.income_minor) as bad
        from exchanges x full join entries e on e.id = x.id left join moved m on m.id = x.id`),
  },
];

/**
 * The legs on accounts that nobody locks, read once: entry by entry all entries of the bank were looked up by their key. They
 * may be so few that the statistics of `seq` know of none: then each was compared with every entry in place of being hashed.
 */
const everyLeg = (sql: Sql) =>
  sql`join (select * from postings where coalesce(seq, 0) = 0 offset 0) p on p.entry_id = r.id`;

/**
 * The running balances of an account lead from (0, 0) to where its balance stands, one posting a step: as many postings as
 * the last one's number, and each place they come from or lead to met twice, but for both ends. Places are hashed with a
 * number drawn for this run, and what is met twice cancels out, so that nothing is sorted; accounts where it does not come
 * out are gone through posting by posting.
 */
async function runningBalances(sql: Sql): Promise<{ rows: bigint; bad: string | null }> {
  const salt = randomBytes(8).readBigInt64BE();
  // PostgreSQL folds a bigint to 32 bits before it hashes it: each half by itself, or a balance could stand in for another.
  const hash = (value: Fragment, seed: Fragment) =>
    sql`hashint8extended((${value}) >> 32, hashint8extended((${value}) & 4294967295, ${seed}))`;
  const place = (seq: Fragment, balance: Fragment) => hash(seq, hash(balance, sql`${salt.toString()}::bigint`));
  const signed = sql`case a.normal_side when 'debit' then p.amount_minor else -p.amount_minor end`;
  const [found] = await sql<{ rows: bigint; suspects: string[] }[]>`
    with run as (
      select p.account_id, count(*) as n, max(p.seq) as seq,
        bit_xor(${place(sql`p.seq`, sql`p.balance_after`)} # ${place(sql`p.seq - 1`, sql`p.balance_after - ${signed}`)}) as loose
      from postings p join ledger_accounts a on a.id = p.account_id where p.seq is not null group by p.account_id)
    select coalesce(sum(r.n), 0)::bigint as rows, coalesce(array_agg(r.account_id::text) filter (where r.n <> r.seq or b.seq is distinct from r.seq
      or r.loose is distinct from ${place(sql`0`, sql`0`)} # ${place(sql`b.seq`, sql`b.balance`)}), '{}') as suspects
    from run r left join account_balances b on b.account_id = r.account_id`;
  const { rows, suspects } = found ?? { rows: 0n, suspects: [] };
  if (suspects.length === 0) return { rows, bad: null };
  const { bad } = await first(sql`
    with run as (
      select account_id, seq, balance_after, amount_minor, lag(balance_after, 1, 0::bigint) over account as before,
        lag(seq, 1, 0::bigint) over account as before_seq
      from postings where seq is not null and account_id = any(${suspects}::uuid[])
      window account as (partition by account_id order by seq))
    select min(format('account %s, posting %s', r.account_id, r.seq))
      filter (where r.seq <> r.before_seq + 1 or r.balance_after is distinct from
        r.before + case a.normal_side when 'debit' then r.amount_minor else -r.amount_minor end) as bad
    from run r join ledger_accounts a on a.id = r.account_id`);
  return { rows, bad };
}

async function first(query: PromiseLike<readonly unknown[]>): Promise<{ rows: bigint; bad: string | null }> {
  const [row] = (await query) as { rows: bigint | string | null; bad: string | null }[];
  return { rows: BigInt(row?.rows ?? 0), bad: row?.bad ?? null };
}

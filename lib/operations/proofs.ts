import type { Fragment } from "postgres";
import { sqlOf, type Transaction } from "@/db/client";
import type { Currency } from "../core/currencies";
import type { BusinessDate } from "../core/dates";
import type { BranchId } from "../core/ids";
import { formatMinor } from "../core/money";
import { exchangeProofs } from "../exchange/proofs";
import { interestProofs } from "../interest/proofs";
import { type Proof, type ProofRow, proofsOf } from "../ledger/proof";
import { loanProofs } from "../loans/proofs";

/** Runs every proof of a closing day over its final figures (ledger: Day). */
export async function runProofs(tx: Transaction, day: BusinessDate): Promise<Proof[]> {
  const proofs: Proof[] = [];
  for (const prove of [
    branchesBalance,
    interbranchBalances,
    subledgersAgree,
    loansAgree,
    notesAgree,
    exchangeProofs,
    interestProofs,
    chequesAgree,
    differencesAgree,
  ])
    proofs.push(...(await prove(tx, day)));
  return proofs;
}

/** The first proof that does not hold, as the end of a sentence, or null. */
export function firstFailure(proofs: readonly Proof[]): string | null {
  const failed = proofs.find((proof) => proof.expected !== proof.actual);
  if (!failed) return null;
  const figure = (minor: bigint) => formatMinor(minor, failed.currency);
  return `${failed.name}, ${failed.branch}, ${failed.currency}: ${figure(failed.expected)} expected, ${figure(failed.actual)} found`;
}

/** The closing balances of each branch and currency sum to zero. */
async function branchesBalance(tx: Transaction, day: BusinessDate): Promise<Proof[]> {
  return proofsOf(
    await sqlOf(tx)<ProofRow[]>`
    select 'Debits equal credits' as name, b.name as branch, a.currency, 0::text as expected, sum(d.debits - d.credits)::text as actual
    from daily_balances d join ledger_accounts a on a.id = d.account_id join branches b on b.id = a.branch_id
    where d.day = ${day} and not a.is_control group by b.name, a.currency`,
  );
}

/** What branches owe each other cancels out over the bank. */
async function interbranchBalances(tx: Transaction, day: BusinessDate): Promise<Proof[]> {
  return proofsOf(
    await sqlOf(tx)<ProofRow[]>`
    select 'Interbranch' as name, 'all branches' as branch, a.currency, 0::text as expected, sum(coalesce(d.closing, 0))::text as actual
    from ledger_accounts a left join lateral (
      select closing from daily_balances where account_id = a.id and day <= ${day} order by day desc limit 1) d on true
    where a.code = '1900' group by a.currency`,
  );
}

/** The last closed day, or the day itself when it comes later: what is booked after it stands in no daily balance yet. */
const closedBy = (tx: Transaction, day: BusinessDate) =>
  sqlOf(tx)`(select greatest(max(day), ${day}::date) from banking_days where status = 'closed')`;

/** What an account's later closings say was booked after a day. */
const closedAfter = (tx: Transaction, account: Fragment, day: BusinessDate) => sqlOf(tx)`(
  coalesce((select closing from daily_balances where account_id = ${account} order by day desc limit 1), 0)
  - coalesce((select closing from daily_balances where account_id = ${account} and day <= ${day} order by day desc limit 1), 0))`;

/**
 * Per control account: the running balances less what was booked after the day are the daily balances. What was booked on
 * days that have closed since is what the control account moved from close to close.
 */
async function subledgersAgree(tx: Transaction, day: BusinessDate): Promise<Proof[]> {
  const sql = sqlOf(tx);
  return proofsOf(
    await sql<ProofRow[]>`
    with later as (
      select a.control_account_id as id, sum(p.amount_minor) as moved from postings p join ledger_accounts a on a.id = p.account_id
      where p.booking_date > ${closedBy(tx, day)} and a.control_account_id is not null group by 1
    ), members as (
      select a.control_account_id as id, sum(case a.normal_side when 'debit' then b.balance else -b.balance end) as running,
        sum(coalesce(d.closing, 0)) as closing
      from account_balances b join ledger_accounts a on a.id = b.account_id
      left join lateral (select closing from daily_balances where account_id = a.id and day <= ${day} order by day desc limit 1) d on true
      where a.control_account_id is not null group by 1
    )
    select c.name, br.name as branch, c.currency,
      (m.running - coalesce(l.moved, 0) - ${closedAfter(tx, sql`c.id`, day)})::text as expected, m.closing::text as actual
    from members m join ledger_accounts c on c.id = m.id join branches br on br.id = c.branch_id left join later l on l.id = m.id`,
  );
}

/** Per place and currency: what a till or vault holds by note is what its account holds. Both as of the day. */
async function notesAgree(tx: Transaction, day: BusinessDate): Promise<Proof[]> {
  const sql = sqlOf(tx);
  return proofsOf(
    await sql<ProofRow[]>`
    select 'Notes and coins, ' || p.name as name, br.name as branch, c.currency,
      (b.balance - l.moved)::text as expected, (coalesce(held.minor, 0) - l.moved)::text as actual
    from cash_points p
      join branches br on br.id = p.branch_id
      join cash_accounts c on c.cash_point_id = p.id
      join account_balances b on b.account_id = c.ledger_account_id
      cross join lateral (
        select ${closedAfter(tx, sql`c.ledger_account_id`, day)} + coalesce((
          select sum(amount_minor) from postings where account_id = c.ledger_account_id and booking_date > ${closedBy(tx, day)}
        ), 0) as moved) l
      left join lateral (
        select sum(s.value_minor * s.quantity) as minor from cash_stock s
        where s.cash_point_id = p.id and s.currency = c.currency) held on true
    order by br.code, p.kind desc, p.number, c.currency`,
  );
}

/** What stands in clearing is the cheques that were in clearing at the end of the day. */
async function chequesAgree(tx: Transaction, day: BusinessDate): Promise<Proof[]> {
  return proofsOf(
    await sqlOf(tx)<ProofRow[]>`
    select 'Cheques in clearing' as name, b.name as branch, a.currency, coalesce(open.minor, 0)::text as expected,
      coalesce(d.closing, 0)::text as actual
    from ledger_accounts a join branches b on b.id = a.branch_id
    left join lateral (select closing from daily_balances where account_id = a.id and day <= ${day} order by day desc limit 1) d on true
    left join lateral (
      select sum(c.amount_minor) as minor from cheques c join journal_entries e on e.id = c.id
        left join journal_entries ended on ended.id = c.ended_entry_id
      where c.currency = a.currency and e.booking_date <= ${day} and (ended.id is null or ended.booking_date > ${day})) open on true
    where a.code = '1130'`,
  );
}

/** Per branch and currency: what counts found short or over, less what was cleared of it by the end of the day, waits in the books. */
async function differencesAgree(tx: Transaction, day: BusinessDate): Promise<Proof[]> {
  return proofsOf(
    await sqlOf(tx)<ProofRow[]>`
    with moved as (
      select id, amount_minor as minor, id as difference from cash_differences
      union all select c.id, -c.amount_minor, cleared.id from cash_clearings c, unnest(array[c.difference_id, c.other_id]) as cleared (id)),
    waiting as (
      select p.branch_id, d.currency, case d.kind when 'short' then '1310' else '2310' end as code,
        sum(case d.kind when 'short' then m.minor else -m.minor end) as minor
      from moved m join cash_differences d on d.id = m.difference join journal_entries e on e.id = m.id and e.booking_date <= ${day}
        join cash_counts n on n.id = d.count_id join cash_points p on p.id = n.cash_point_id
      group by p.branch_id, d.currency, d.kind)
    select a.name, b.name as branch, a.currency, coalesce(w.minor, 0)::text as expected, coalesce(d.closing, 0)::text as actual
    from ledger_accounts a join branches b on b.id = a.branch_id
    left join lateral (select closing from daily_balances where account_id = a.id and day <= ${day} order by day desc limit 1) d on true
    left join waiting w on w.branch_id = a.branch_id and w.currency = a.currency and w.code = a.code
    where a.code in ('1310', '2310')`,
  );
}

/** Per branch and currency: principal and interest receivable by the loans' own rows are those in the books. */
async function loansAgree(tx: Transaction, day: BusinessDate): Promise<Proof[]> {
  const [own, books] = await Promise.all([
    loanProofs(tx, day),
    sqlOf(tx)<{ branchId: BranchId; branch: string; currency: Currency; principal: string; receivable: string }[]>`
      select a.branch_id as "branchId", b.name as branch, a.currency,
        coalesce(sum(d.closing) filter (where a.kind = 'loan'), 0)::text as principal,
        coalesce(sum(d.closing) filter (where a.code = '1210'), 0)::text as receivable
      from ledger_accounts a join branches b on b.id = a.branch_id
      left join lateral (select closing from daily_balances where account_id = a.id and day <= ${day} order by day desc limit 1) d on true
      where a.kind = 'loan' or a.code = '1210' group by a.branch_id, b.name, a.currency`,
  ]);
  return books.flatMap(({ branchId, branch, currency, principal, receivable }) => {
    const said = own.find((one) => one.branchId === branchId && one.currency === currency);
    return [
      {
        name: "Principal of the loans' own schedules",
        branch,
        currency,
        expected: said?.outstandingMinor ?? 0n,
        actual: BigInt(principal),
      },
      {
        name: "Interest the loans have booked and not been paid",
        branch,
        currency,
        expected: said?.interestReceivableMinor ?? 0n,
        actual: BigInt(receivable),
      },
    ];
  });
}

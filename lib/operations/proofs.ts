import { sqlOf, type Transaction } from "@/db/client";
import type { Currency } from "../core/currencies";
import type { BusinessDate } from "../core/dates";
import { formatMinor } from "../core/money";

/** One comparison of the close: two independent ways to the same figure must agree. */
export type Proof = { name: string; branch: string; currency: Currency; expected: bigint; actual: bigint };

/** Runs every proof of a closing day over its final figures (ledger: Day). */
export async function runProofs(tx: Transaction, day: BusinessDate): Promise<Proof[]> {
  const proofs: Proof[] = [];
  for (const prove of [branchesBalance, interbranchBalances, subledgersAgree, loanPrincipalAgrees, loanInterestAgrees]) proofs.push(...(await prove(tx, day)));
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
function branchesBalance(tx: Transaction, day: BusinessDate) {
  return sqlOf(tx)<Proof[]>`
    select 'Debits equal credits' as name, b.name as branch, a.currency, 0::bigint as expected, sum(d.debits - d.credits)::bigint as actual
    from daily_balances d join ledger_accounts a on a.id = d.account_id join branches b on b.id = a.branch_id
    where d.day = ${day} group by b.name, a.currency`;
}

/** What branches owe each other cancels out over the bank. */
function interbranchBalances(tx: Transaction, day: BusinessDate) {
  return sqlOf(tx)<Proof[]>`
    select 'Interbranch' as name, 'all branches' as branch, a.currency, 0::bigint as expected, sum(coalesce(d.closing, 0))::bigint as actual
    from ledger_accounts a left join lateral (
      select closing from daily_balances where account_id = a.id and day <= ${day} order by day desc limit 1) d on true
    where a.code = '1900' group by a.currency`;
}

/** Per control account: the running balances less what was booked after the day are the daily balances. */
function subledgersAgree(tx: Transaction, day: BusinessDate) {
  return sqlOf(tx)<Proof[]>`
    with later as (select account_id, sum(amount_minor) as moved from postings where booking_date > ${day} and seq is not null group by account_id)
    select c.name, br.name as branch, a.currency,
      sum(case a.normal_side when 'debit' then b.balance else -b.balance end - coalesce(l.moved, 0))::bigint as expected,
      sum(coalesce(d.closing, 0))::bigint as actual
    from account_balances b join ledger_accounts a on a.id = b.account_id
    join ledger_accounts c on c.id = a.control_account_id join branches br on br.id = a.branch_id
    left join later l on l.account_id = a.id
    left join lateral (select closing from daily_balances where account_id = a.id and day <= ${day} order by day desc limit 1) d on true
    group by c.name, br.name, a.currency`;
}

/** Loans: paid out less repaid by the loans' own rows is the principal in the books. */
function loanPrincipalAgrees(tx: Transaction, day: BusinessDate) {
  return sqlOf(tx)<Proof[]>`
    with own as (
      select l.branch_id, l.currency, sum(m.moved) as principal from loans l join (
        select loan_id, amount_minor as moved, id from loan_disbursements
        union all select loan_id, -principal_minor, id from loan_repayments
      ) m on m.loan_id = l.id join journal_entries e on e.id = m.id where e.booking_date <= ${day} group by l.branch_id, l.currency
    ), books as (
      select a.branch_id, a.currency, sum(d.closing) as principal from ledger_accounts a join lateral (
        select closing from daily_balances where account_id = a.id and day <= ${day} order by day desc limit 1) d on true
      where a.kind = 'loan' group by a.branch_id, a.currency
    )
    select 'Loan principal' as name, b.name as branch, currency, coalesce(own.principal, 0)::bigint as expected, coalesce(books.principal, 0)::bigint as actual
    from own full join books using (branch_id, currency) join branches b on b.id = branch_id`;
}

/** Loans: the interest that schedules say is booked and not yet paid is the receivable in the books. */
function loanInterestAgrees(tx: Transaction, day: BusinessDate) {
  return sqlOf(tx)<Proof[]>`
    with later as (
      select l.branch_id, l.currency, sum(-p.amount_minor) as moved from postings p
      join ledger_accounts l on l.id = p.account_id where l.code = '1210' and p.booking_date > ${day} group by l.branch_id, l.currency
    ), own as (
      select branch_id, currency, sum(interest_booked_minor - interest_paid_minor) as owed from loans group by branch_id, currency
    )
    select 'Interest receivable on loans' as name, b.name as branch, a.currency,
      (coalesce(own.owed, 0) + coalesce(later.moved, 0))::bigint as expected, coalesce(d.closing, 0)::bigint as actual
    from ledger_accounts a join branches b on b.id = a.branch_id
    left join own on own.branch_id = a.branch_id and own.currency = a.currency
    left join later on later.branch_id = a.branch_id and later.currency = a.currency
    left join lateral (select closing from daily_balances where account_id = a.id and day <= ${day} order by day desc limit 1) d on true
    where a.code = '1210'`;
}

import { sqlOf, type Transaction } from "@/db/client";
import type { BusinessDate } from "../core/dates";
import { type Proof, type ProofRow, proofsOf } from "../ledger/proof";

/**
 * Per branch and currency: what the nights' own rows say is earned or owed and not yet brought to accounts, rounded per
 * product, is what stands in interest payable and receivable at the close of the day.
 */
export async function interestProofs(tx: Transaction, day: BusinessDate): Promise<Proof[]> {
  return proofsOf(
    await sqlOf(tx)<ProofRow[]>`
    with places as (
      select distinct product_id, branch_id, currency, kind from interest_positions where day <= ${day}
    ), before as (
      select p.*, coalesce(last.exact, 0) as exact from places p left join lateral (
        select i.exact from interest_positions i
        where i.product_id = p.product_id and i.branch_id = p.branch_id and i.currency = p.currency and i.kind = p.kind and i.day < ${day}
        order by i.day desc, i.step desc limit 1) last on true
    ), moved as (
      select v.product_id, l.branch_id, l.currency, r.kind, r.change as exact
      from interest_accruals r join product_versions v on v.id = r.version_id join ledger_accounts l on l.id = r.account_id
      where r.known_on = ${day}
      union all
      select v.product_id, l.branch_id, l.currency, s.kind, -s.exact
      from interest_settlements s join accounts a on a.id = s.account_id join product_versions v on v.id = a.product_version_id
        join ledger_accounts l on l.id = a.id
      where s.day = ${day}
    ), sums as (
      select branch_id, currency, case kind when 'deposit' then '2210' else '1220' end as code, round(sum(exact)) as minor
      from (select product_id, branch_id, currency, kind, exact from before union all table moved) x
      group by product_id, branch_id, currency, kind
    ), owed as (
      select branch_id, currency, code, sum(minor) as minor from sums group by branch_id, currency, code
    )
    select case a.code when '2210' then 'Interest earned by deposits and not yet paid' else 'Interest owed on accounts and not yet charged' end as name,
      b.name as branch, a.currency, coalesce(o.minor, 0)::text as expected,
      (case a.normal_side when 'debit' then 1 else -1 end * coalesce(d.closing, 0))::text as actual
    from ledger_accounts a join branches b on b.id = a.branch_id
      left join owed o on o.branch_id = a.branch_id and o.currency = a.currency and o.code = a.code
      left join lateral (select closing from daily_balances where account_id = a.id and day <= ${day} order by day desc limit 1) d on true
    where a.kind = 'gl' and a.code in ('2210', '1220')`,
  );
}

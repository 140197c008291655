import { sqlOf, type Transaction } from "@/db/client";
import type { BusinessDate } from "../core/dates";

/**
 * Writes what a day left on every account that moved, on the control accounts that roll them up, and its movements by value
 * day: insert-only, final. The closing balance is the last one before plus the day's debits less its credits. Answers how
 * many accounts moved.
 */
export async function writeDailyBalances(tx: Transaction, day: BusinessDate): Promise<number> {
  const sql = sqlOf(tx);
  const written = await sql<{ n: bigint }[]>`
    with moved as (
      select account_id, coalesce(sum(amount_minor) filter (where amount_minor > 0), 0) as debits,
        coalesce(-sum(amount_minor) filter (where amount_minor < 0), 0) as credits
      from postings where booking_date = ${day} group by account_id
    ), rolled as (
      select a.control_account_id, sum(m.debits), sum(m.credits)
      from moved m join ledger_accounts a on a.id = m.account_id where a.control_account_id is not null group by 1
    ), balances as (
      insert into daily_balances (account_id, day, debits, credits, closing)
      select m.account_id, ${day}, m.debits, m.credits, coalesce(before.closing, 0) + m.debits - m.credits
      from (table moved union all table rolled) m left join lateral (
        select b.closing from daily_balances b where b.account_id = m.account_id and b.day < ${day} order by b.day desc limit 1
      ) before on true
    )
    select count(*) as n from moved`;
  await sql`
    insert into value_movements (account_id, value_day, booking_day, moved)
    select account_id, value_date, ${day}, sum(amount_minor) from postings where booking_date = ${day} group by account_id, value_date`;
  return Number(written[0]?.n ?? 0n);
}

import { sqlOf, type Transaction } from "@/db/client";
import type { BusinessDate } from "../core/dates";
import { type Proof, type ProofRow, proofsOf } from "../ledger/proof";
import { positionsOn } from "./positions";

/**
 * Of a closing day: what the exchanges' own rows say was bought less what was sold is what the positions moved, and each
 * position is worth its counter-value at the day's mid.
 */
export async function exchangeProofs(tx: Transaction, day: BusinessDate): Promise<Proof[]> {
  const [{ base, positions }, moved] = await Promise.all([positionsOn(tx, day), movedOn(tx, day)]);
  const worth = positions.map(({ currency, worthMinor, counterValueMinor }) => ({
    name: `Position in ${currency} at mid`,
    branch: "Head office",
    currency: base,
    expected: worthMinor ?? 0n,
    actual: counterValueMinor,
  }));
  return [...moved, ...worth];
}

async function movedOn(tx: Transaction, day: BusinessDate): Promise<Proof[]> {
  return proofsOf(
    await sqlOf(tx)<ProofRow[]>`
    with booked as (
      select x.*, 1 as way from exchanges x join journal_entries e on e.id = x.id where e.booking_date = ${day}
      union all
      select x.*, -1 from exchanges x join journal_entries r on r.reverses_id = x.id where r.booking_date = ${day}
    )
    select 'Exchanged, by the exchanges’ own rows' as name, b.name as branch, a.currency,
      coalesce((select sum(x.way * case a.currency when x.give_currency then x.give_minor when x.get_currency then -x.get_minor else 0 end)
        from booked x), 0)::text as expected,
      coalesce((select d.credits - d.debits from daily_balances d where d.account_id = a.id and d.day = ${day}), 0)::text as actual
    from ledger_accounts a join branches b on b.id = a.branch_id where a.code = '2910' and a.kind = 'gl' order by a.currency`,
  );
}

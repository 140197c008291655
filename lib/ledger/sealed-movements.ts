import type { Fragment } from "postgres";
import { type Sql, sqlOf, type Transaction } from "@/db/client";

/**
 * What each block of seals moved on accounts that nobody locks, by banking day: the entries in their sealed order, and the
 * sum. `legs` says how the legs of a sealed entry `r.id` are found, and of which blocks.
 */
export const movedByBlock = (sql: Sql, legs: Fragment) => sql`
  select account_id, booking_date, number, array_agg(entry_id order by at) as entries, sum(moved) as moved from (
    select p.account_id, p.booking_date, s.number, r.at, p.entry_id, sum(p.amount_minor) as moved
    from seals s cross join lateral unnest(s.tables, s.ids) with ordinality as r (tab, id, at) ${legs}
    where r.tab = 'journal_entries' and p.seq is null group by 1, 2, 3, 4, 5
  ) sealed group by account_id, booking_date, number`;

/**
 * Writes for the blocks of seals from `first` on what they moved on accounts that nobody locks, with what the banking day has
 * moved up to each: from there a page of such an account is read and its balance counted. Insert-only, by the sealer alone.
 */
export async function writeSealedMovements(tx: Transaction, first: bigint): Promise<void> {
  const sql = sqlOf(tx);
  // Leg by leg by their key: joined otherwise, the whole bank's postings would be read for a block.
  const legs = sql`
    join lateral (select * from postings where entry_id = r.id offset 0) p on s.number >= ${first.toString()}::bigint`;
  await sql`
    insert into sealed_movements (account_id, booking_date, number, entries, moved)
    select f.account_id, f.booking_date, f.number, f.entries,
      coalesce(before.moved, 0) + sum(f.moved) over (partition by f.account_id, f.booking_date order by f.number)
    from (${movedByBlock(sql, legs)}) f left join lateral (
      select b.moved from sealed_movements b where b.account_id = f.account_id and b.booking_date = f.booking_date
      order by b.number desc limit 1) before on true`;
}

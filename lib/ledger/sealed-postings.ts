import type { Fragment } from "postgres";
import { type Sql, sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "../core/context";
import { type BusinessDate, isDate } from "../core/dates";
import { type Cursor, decodeCursor, PAGE_SIZE, type Page, pageOf } from "../core/paging";
import type { PostingRow } from "./account-postings";
import type { LedgerAccountPage } from "./account-queries";
import { withBalances } from "./with-balances";

/** What is sealed on an account on the days before one that are not closed: no daily balance holds it yet. */
export const movedBefore = (sql: Sql, account: string, day: Fragment): Fragment => sql`coalesce((
  select sum(last.moved) from banking_days d cross join lateral (
    select m.moved from sealed_movements m where m.account_id = ${account} and m.booking_date = d.day order by m.number desc limit 1) last
  where d.status <> 'closed' and d.day < ${day}), 0)`;

/** What was booked on an account after the last closed day and is not sealed yet: the entries of a few seconds. */
export const waitingToBeSealed = (sql: Sql, account: string): Fragment => sql`coalesce((
  select sum(p.amount_minor) from (values (true)) bank
    left join (
      select last_epoch, last_xact, last_id, tables[cardinality(tables)] as last_table from seals order by number desc limit 1) head on true
    join journal_entries e on (e.epoch, e.xact) >= (coalesce(head.last_epoch, 0::smallint), coalesce(head.last_xact, '0'::xid8))
      and (head.last_id is null
        or (e.epoch, e.xact, e.id, 'journal_entries'::text collate "C") > (head.last_epoch, head.last_xact, head.last_id, head.last_table))
    cross join lateral (select amount_minor from postings where entry_id = e.id and account_id = ${account} offset 0) p
  where e.booking_date > coalesce((select max(day) from banking_days where status = 'closed'), '-infinity')), 0)`;

/**
 * One page of an account that nobody locks: what is sealed, newest banking day first, within a day in the order of the seals,
 * so that nothing is put between two rows of a day that were seen. It begins at a block of seals, which says what the day had
 * moved by then: however many postings the account has, no more is read than a block or two.
 */
export async function sealedPostings(
  ctx: Ctx<StaffActor>,
  account: LedgerAccountPage,
  cursor: Cursor,
  day: BusinessDate | null,
): Promise<Page<PostingRow>> {
  const sql = sqlOf(ctx.db);
  const place = placeOf(cursor);
  const { newer, at } = place;
  const [way, than] = newer ? [sql`asc`, sql`>`] : [sql`desc`, sql`<`];
  const fetched = await sql<Fetched[]>`
    with blocks as (
      select booking_date, number, entries, moved from sealed_movements
      where account_id = ${account.id} ${day ? sql`and booking_date <= ${day}` : sql``}
        ${at ? sql`and booking_date ${than}= ${at.date}::date and (booking_date, number) ${than}= (${at.date}::date, ${at.number}::bigint)` : sql``}
      order by booking_date ${way}, number ${way} limit ${PAGE_SIZE + 2}
    ), sealed as (
      select b.booking_date, b.number, r.at, r.id from blocks b cross join lateral unnest(b.entries) with ordinality as r (id, at)
      ${at ? sql`where (b.booking_date, b.number, r.at) ${than}= (${at.date}::date, ${at.number}::bigint, ${at.at}::bigint)` : sql``}
      order by b.booking_date ${way}, b.number ${way}, r.at ${way} limit ${PAGE_SIZE + 2}
    ), page as (
      select s.booking_date, s.number, s.at, p.leg, s.id, p.value_date, p.amount_minor, e.reference, e.kind, e.narrative
      from sealed s
        cross join lateral (select * from journal_entries where id = s.id offset 0) e
        cross join lateral (select * from postings where entry_id = s.id and account_id = ${account.id} offset 0) p
      ${at ? sql`where (s.booking_date, s.number, s.at, p.leg) ${than} (${at.date}::date, ${at.number}::bigint, ${at.at}::bigint, ${at.leg}::smallint)` : sql``}
      order by s.booking_date ${way}, s.number ${way}, s.at ${way}, p.leg ${way} limit ${PAGE_SIZE + 1}
    ), newest as materialized (
      select booking_date, number, at, leg from page order by booking_date desc, number desc, at desc, leg desc limit 1
    ), top as materialized (
      select coalesce((
          select d.closing from daily_balances d where d.account_id = ${account.id} and d.day < n.booking_date order by d.day desc limit 1), 0)
        + ${movedBefore(sql, account.id, sql`n.booking_date`)} + m.moved - coalesce((
          select sum(p.amount_minor) from unnest(m.entries) with ordinality as r (id, at)
            cross join lateral (select leg, amount_minor from postings where entry_id = r.id and account_id = ${account.id} offset 0) p
          where r.at >= n.at and (r.at, p.leg) > (n.at, n.leg)), 0) as balance
      from newest n join sealed_movements m on m.account_id = ${account.id} and m.booking_date = n.booking_date and m.number = n.number
    )
    select p.id as "entryId", p.leg, p.reference, p.kind, p.narrative, p.booking_date::text as "bookingDate",
      p.value_date::text as "valueDate", p.amount_minor as minor, p.number::text as number, p.at::text as at, top.balance::text as top
    from page p cross join top order by p.booking_date ${way}, p.number ${way}, p.at ${way}, p.leg ${way}`;
  return pageOf(
    withBalances(fetched, place),
    ({ bookingDate, number, at: within, leg }) => [bookingDate, number, within, String(leg)],
    place,
  );
}

type Fetched = Omit<PostingRow, "balanceMinor"> & { number: string; at: string; top: string };
type Place = Cursor & { at?: { date: string; number: string; at: string; leg: string } };

/** The cursor of the URL, without what is not one of ours. */
function placeOf(cursor: Cursor): Place {
  const [date = "", number = "", at = "", leg = ""] = decodeCursor(cursor.older ?? cursor.newer, 4) ?? [];
  if (!isDate(date) || !/^\d{1,18}$/.test(number) || !/^\d{1,4}$/.test(at) || !/^\d{1,4}$/.test(leg)) return {};
  const place = { date, number, at, leg };
  return cursor.older ? { older: cursor.older, at: place } : { newer: cursor.newer as string, at: place };
}

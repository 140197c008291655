import type { Fragment } from "postgres";
import { sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "../core/context";
import type { BusinessDate } from "../core/dates";
import { type EntryId, isId } from "../core/ids";
import { type Cursor, decodeCursor, PAGE_SIZE, type Page, pageOf } from "../core/paging";
import { authorize } from "../identity/authorize";
import type { LedgerAccountPage } from "./account-queries";
import { sealedPostings } from "./sealed-postings";
import { withBalances } from "./with-balances";

export type PostingRow = {
  entryId: EntryId;
  leg: number;
  reference: string;
  kind: string;
  narrative: string;
  bookingDate: BusinessDate;
  valueDate: BusinessDate;
  /** Debit positive. */
  minor: bigint;
  /** The account's balance after it, in the order shown, debit positive. */
  balanceMinor: bigint;
};

/** Up to where a history is read: a banking day's end, or an instant on it. */
export type Until = { day: BusinessDate; instant: string | null };

/**
 * Postings of an account, newest banking day first, one page, up to now or as of a day or an instant. The running balance
 * is counted backwards from the page's newest row, whose own is the balance now, or stands on the last final closing before
 * it. An account that nobody locks shows what is sealed, within a day in the order of the seals: there nothing is put between
 * two rows of a day that were seen. What the end of a closing day books takes its place beneath the rows of the day after.
 */
export async function accountPostings(
  ctx: Ctx<StaffActor>,
  account: LedgerAccountPage,
  cursor: Cursor = {},
  until: Until | null = null,
): Promise<Page<PostingRow>> {
  authorize(ctx.actor, "ledger.read");
  const sql = sqlOf(ctx.db);
  const { guarded } = account;
  if (!guarded && !until?.instant) return sealedPostings(ctx, account, cursor, until?.day ?? null);
  const place = placeOf(cursor, guarded);
  const order = guarded ? sql`p.booking_date, p.seq` : sql`p.booking_date, e.epoch, e.xact, p.entry_id, p.leg`;
  const newestFirst = guarded
    ? sql`p.booking_date desc, p.seq desc`
    : sql`p.booking_date desc, e.epoch desc, e.xact desc, p.entry_id desc, p.leg desc`;
  const key = guarded ? sql`p.seq` : sql`(e.epoch, e.xact, p.entry_id, p.leg)`;
  const topKey = guarded ? sql`t.seq` : sql`(t.epoch, t.xact, t.entry_id, t.leg)`;
  const known = sql`
    ${guarded ? sql`` : sql`and (e.epoch, e.xact, e.id, 'journal_entries'::text collate "C") <= (head.last_epoch, head.last_xact, head.last_id, head.last_table)`}
    ${until && !until.instant ? sql`and p.booking_date <= ${until.day}` : sql``}
    ${until?.instant ? bookedBy(ctx, until.instant) : sql``}`;
  // Looked up row by row, newest day first: joined otherwise, the whole bank's entries would be read for one account.
  const read = sql`
    postings p cross join lateral (select * from journal_entries where id = p.entry_id offset 0) e
    ${guarded ? sql`` : sql`cross join (select last_epoch, last_xact, last_id, tables[cardinality(tables)] as last_table from seals order by number desc limit 1) head`}`;
  const closedBy = until?.instant
    ? sql`and day <= (select max(b.day) from banking_days b where b.closed_at <= ${until.instant}::timestamptz)`
    : sql``;
  const counted = sql`
      select coalesce(base.closing, 0) + (
          select coalesce(sum(p.amount_minor), 0) from ${guarded && !until?.instant ? sql`postings p` : read}
          where p.account_id = ${account.id} ${known} and p.booking_date > coalesce(base.day, '-infinity') and p.booking_date <= t.booking_date
            and (p.booking_date < t.booking_date or ${key} <= ${topKey})) as balance
      from (select * from page order by booking_date desc, seq desc, epoch desc, xact desc, entry_id desc, leg desc limit 1) t
        left join lateral (
          select day, closing from daily_balances where account_id = ${account.id} and day < t.booking_date ${closedBy} order by day desc limit 1
        ) base on true
`;
  const running = sql`
      select case ${account.normalSide} when 'debit' then balance else -balance end as balance
      from account_balances where account_id = ${account.id}`;
  const fetched = await sql<Fetched[]>`
    with page as (
      select p.entry_id, p.leg, p.booking_date, p.value_date, p.amount_minor, p.seq, e.epoch, e.xact, e.reference, e.kind, e.narrative
      from ${read} where p.account_id = ${account.id} ${known} ${beyond(ctx, place, order)}
      order by ${place.newer ? order : newestFirst} limit ${PAGE_SIZE + 1}
    ), top as materialized (${guarded && !place.at && !until ? running : counted})
    select p.entry_id as "entryId", p.leg, p.seq::text as seq, p.epoch, p.xact::text as xact, p.reference, p.kind, p.narrative,
      p.booking_date::text as "bookingDate", p.value_date::text as "valueDate", p.amount_minor as minor, top.balance::text as top
    from page p cross join top
    order by ${place.newer ? sql`p.booking_date, p.seq, p.epoch, p.xact, p.entry_id, p.leg` : sql`p.booking_date desc, p.seq desc, p.epoch desc, p.xact desc, p.entry_id desc, p.leg desc`}`;
  return pageOf(
    withBalances(fetched, place),
    ({ bookingDate, seq, epoch, xact, entryId, leg }) =>
      guarded ? [bookingDate, String(seq)] : [bookingDate, String(epoch), String(xact), entryId, String(leg)],
    place,
  );
}

type Fetched = Omit<PostingRow, "balanceMinor"> & { seq: string | null; epoch: number; xact: string; top: string };

/** Nothing that was booked by then falls on a day that was opened later. */
function bookedBy(ctx: Ctx<StaffActor>, instant: string): Fragment {
  return sqlOf(ctx.db)`
    and p.booking_date <= (select max(b.day) from banking_days b where b.opened_at <= ${instant}::timestamptz)
    and e.booked_at <= ${instant}::timestamptz`;
}

type Place = Cursor & { at?: readonly string[] };

/** The cursor of the URL, without what is not one of ours. */
function placeOf(cursor: Cursor, guarded: boolean): Place {
  const parts = decodeCursor(cursor.older ?? cursor.newer, guarded ? 2 : 5) ?? [];
  const [date = "", first = "", xact = "", entryId = "", leg = ""] = parts;
  const ours = guarded
    ? /^\d{1,18}$/.test(first)
    : /^\d{1,4}$/.test(first) && /^\d{1,18}$/.test(xact) && isId(entryId) && /^\d{1,4}$/.test(leg);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || !ours) return {};
  return cursor.older ? { older: cursor.older, at: parts } : { newer: cursor.newer as string, at: parts };
}

function beyond(ctx: Ctx<StaffActor>, { older, at }: Place, order: Fragment): Fragment {
  const sql = sqlOf(ctx.db);
  if (!at) return sql``;
  const [date = "", first = "", xact, entryId, leg] = at;
  const key =
    xact === undefined
      ? sql`(${date}::date, ${first}::bigint)`
      : sql`(${date}::date, ${first}::smallint, ${xact}::xid8, ${entryId as string}::uuid, ${leg as string}::smallint)`;
  // The day by itself too, so that the index leads there.
  return older
    ? sql`and p.booking_date <= ${date}::date and (${order}) < ${key}`
    : sql`and p.booking_date >= ${date}::date and (${order}) > ${key}`;
}

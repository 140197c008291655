import type { Fragment } from "postgres";
import { sqlOf } from "@/db/client";
import type { Ctx } from "../core/context";
import type { BusinessDate } from "../core/dates";
import type { AccountId, EntryId } from "../core/ids";
import { type Cursor, decodeCursor, PAGE_SIZE, type Page, pageOf } from "../core/paging";
import { authorize } from "../identity/authorize";
import { type Movement, movementsOf } from "./load-movement";
import { isGapless, type StatementFilters } from "./statement-filters";
import { mayOpenAccount } from "./visibility";

export type StatementRow = {
  entryId: EntryId;
  leg: number;
  reference: string;
  bookingDate: BusinessDate;
  valueDate: BusinessDate;
  /** What it did to the balance: paid in positive, paid out negative. */
  changeMinor: bigint;
  /** The balance after it in the statement's order; null when filters leave gaps. */
  balanceMinor: bigint | null;
  movement: Movement;
};

/**
 * One page of an account's history by booking date, newest first. The running balance is counted backwards from the
 * known end: the closing of the page's newest day once that is final, else the balance now. So a page costs what it
 * shows, end of day may still book on the day before, and no cursor can be stale or made to lie.
 */
export async function statementPage(
  ctx: Ctx,
  accountId: AccountId,
  filters: StatementFilters = {},
  cursor: Cursor = {},
): Promise<Page<StatementRow>> {
  authorize(ctx.actor, "movement.read");
  const place = placeOf(cursor);
  const counted = withBalances(await fetchRows(ctx, accountId, filters, place), place, isGapless(filters));
  const page = pageOf(counted, (row) => [row.bookingDate, row.seq.toString()], place);
  const movements = await movementsOf(
    ctx,
    page.rows.map((row) => row.entryId),
    accountId,
  );
  const rows = page.rows.flatMap(({ seq: _seq, topMinor: _top, ...row }) => {
    const movement = movements.get(row.entryId);
    return movement ? [{ ...row, reference: movement.reference, movement }] : [];
  });
  return { ...page, rows };
}

type Place = Cursor & { at?: { date: string; seq: string } };

function placeOf(cursor: Cursor): Place {
  const [date, seq] = decodeCursor(cursor.older ?? cursor.newer, 2) ?? [];
  if (!date || !seq || !/^\d{4}-\d{2}-\d{2}$/.test(date) || !/^\d{1,18}$/.test(seq)) return {};
  const at = { date, seq };
  return cursor.older ? { older: cursor.older, at } : { newer: cursor.newer as string, at };
}

type Fetched = {
  entryId: EntryId;
  leg: number;
  bookingDate: BusinessDate;
  valueDate: BusinessDate;
  seq: bigint;
  changeMinor: bigint;
  /** The balance after the newest row of those fetched. */
  topMinor: bigint;
};

/** The page's rows in the direction of travel, and the balance after the newest of them, all of one snapshot. */
function fetchRows(ctx: Ctx, accountId: AccountId, filters: StatementFilters, place: Place): Promise<Fetched[]> {
  const sql = sqlOf(ctx.db);
  const after = sql`coalesce((
    select sum(n.amount_minor) from postings n
    where n.account_id = ${accountId} and (n.booking_date, n.seq) > (t.booking_date, t.seq)`;
  return sql<Fetched[]>`
    with page as (
      select p.entry_id, p.leg, p.booking_date, p.value_date, p.seq, p.amount_minor
      from postings p
      where p.account_id = ${accountId}
        and exists (select from accounts a where a.id = p.account_id and ${mayOpenAccount(ctx)})
        ${matches(ctx, accountId, filters)} ${beyond(ctx, place)}
      order by ${place.newer ? sql`p.booking_date, p.seq` : sql`p.booking_date desc, p.seq desc`}
      limit ${PAGE_SIZE + 1}
    ), top as (
      select t.booking_date, t.seq, case
        when exists (select from banking_days d where d.day = t.booking_date and d.status = 'closed') then
          -coalesce((select d.closing from daily_balances d where d.account_id = ${accountId} and d.day = t.booking_date), 0)
          + ${after} and n.booking_date = t.booking_date), 0)
        else (select b.balance from account_balances b where b.account_id = ${accountId}) + ${after}), 0)
        end as balance
      from page t order by t.booking_date desc, t.seq desc limit 1
    )
    select page.entry_id as "entryId", page.leg, page.booking_date::text as "bookingDate", page.value_date::text as "valueDate", page.seq,
      -page.amount_minor as "changeMinor", top.balance::bigint as "topMinor"
    from page cross join top
    order by ${place.newer ? sql`page.booking_date, page.seq` : sql`page.booking_date desc, page.seq desc`}`;
}

function beyond(ctx: Ctx, { older, at }: Place): Fragment {
  const sql = sqlOf(ctx.db);
  if (!at) return sql``;
  const key = sql`(${at.date}::date, ${at.seq}::bigint)`;
  return older ? sql`and (p.booking_date, p.seq) < ${key}` : sql`and (p.booking_date, p.seq) > ${key}`;
}

function matches(ctx: Ctx, accountId: AccountId, filters: StatementFilters): Fragment {
  const sql = sqlOf(ctx.db);
  const { from, to, direction, kinds, text, minMinor, maxMinor } = filters;
  return sql`
    ${from ? sql`and p.booking_date >= ${from}` : sql``}
    ${to ? sql`and p.booking_date <= ${to}` : sql``}
    ${direction ? (direction === "in" ? sql`and p.amount_minor < 0` : sql`and p.amount_minor > 0`) : sql``}
    ${minMinor === undefined ? sql`` : sql`and abs(p.amount_minor) >= ${minMinor.toString()}::bigint`}
    ${maxMinor === undefined ? sql`` : sql`and abs(p.amount_minor) <= ${maxMinor.toString()}::bigint`}
    ${kinds ? sql`and exists (select from journal_entries e where e.id = p.entry_id and e.kind = any(${[...kinds]}::text[]))` : sql``}
    ${text ? sql`and ${mentions(ctx, accountId, text)}` : sql``}`;
}

/** What the statement says of a movement in words: its reference, notes, and who is on the other side. */
function mentions(ctx: Ctx, accountId: AccountId, text: string): Fragment {
  const sql = sqlOf(ctx.db);
  const like = `%${text.replace(/[\\%_]/g, "\\$&")}%`;
  // A customer is shown the payer's name, but of a payee only what they called them themselves.
  const named = ctx.actor.kind === "customer" ? sql`t.to_account_id = ${accountId}` : sql`true`;
  return sql`(
    exists (select from journal_entries e where e.id = p.entry_id and e.reference ilike ${like})
    or exists (select from cash_transactions c where c.id = p.entry_id and concat_ws(' ', c.note, c.paid_in_by) ilike ${like})
    or exists (select from incoming_payments i where i.id = p.entry_id and concat_ws(' ', i.remitter_name, i.remittance) ilike ${like})
    or exists (select from transfers t where t.id = p.entry_id and t.remittance ilike ${like})
    or exists (
      select from transfers t join beneficiaries n on n.id = t.beneficiary_id
      where t.id = p.entry_id and t.from_account_id = ${accountId} and concat_ws(' ', n.name, n.nickname) ilike ${like})
    or exists (
      select from transfers t
        join account_parties party on party.role = 'owner'
          and party.account_id = case when t.to_account_id = ${accountId} then t.from_account_id else t.to_account_id end
        join customers c on c.id = party.customer_id
      where t.id = p.entry_id and c.full_name ilike ${like} and ${named})
    or exists (
      select from loans l left join loan_repayments r on r.loan_id = l.id left join loan_disbursements d on d.loan_id = l.id
      where l.settlement_account_id = ${accountId} and p.entry_id in (r.id, d.id) and l.loan_no ilike ${like}))`;
}

type Counted = Fetched & { balanceMinor: bigint | null };

/** Counts backwards from the balance after the newest row; rows with gaps between them have no balance to follow. */
function withBalances(fetched: readonly Fetched[], place: Place, gapless: boolean): Counted[] {
  let balance = fetched[0]?.topMinor ?? 0n;
  const counted = (place.newer ? fetched.toReversed() : fetched).map((row) => {
    const balanceMinor = gapless ? balance : null;
    balance -= row.changeMinor;
    return { ...row, balanceMinor };
  });
  return place.newer ? counted.toReversed() : counted;
}

import type { Fragment } from "postgres";
import { sqlOf } from "@/db/client";
import type { Ctx } from "../core/context";
import type { BusinessDate } from "../core/dates";
import type { AccountId, EntryId } from "../core/ids";
import { type Cursor, decodeCursor, PAGE_SIZE, type Page, pageOf } from "../core/paging";
import { authorize } from "../identity/authorize";
import { type Movement, movementOfLeg, movementsOf } from "./load-movement";
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
 * known end: the balance now, or the closing of the page's newest day once that is final. So the first page costs what
 * it shows, end of day may still book on the day before, and no cursor can be stale or made to lie.
 */
export async function statementPage(
  ctx: Ctx,
  accountId: AccountId,
  filters: StatementFilters = {},
  cursor: Cursor = {},
  size = PAGE_SIZE,
): Promise<Page<StatementRow>> {
  authorize(ctx.actor, "movement.read");
  const place = placeOf(cursor);
  const fetched = await fetchRows(ctx, accountId, filters, place, size);
  const newest = place.newer ? fetched.at(-1) : fetched[0];
  const [movements, top] = await Promise.all([
    movementsOf(
      ctx,
      fetched.map((row) => row.entryId),
      accountId,
    ),
    newest && isGapless(filters) ? balanceAfter(ctx, accountId, newest, !place.at && !filters.to) : null,
  ]);
  const counted = withBalances(fetched, place, top);
  const page = pageOf(counted, (row) => [row.bookingDate, row.seq.toString()], place, size);
  const rows = page.rows.flatMap(({ seq: _seq, nowMinor: _now, ...row }) => {
    const movement = movements.get(row.entryId);
    return movement ? [{ ...row, reference: movement.reference, movement: movementOfLeg(movement, row.leg) }] : [];
  });
  return { ...page, rows };
}

/** What the movements that fit the filters come to; nothing to who may not open the account. */
export async function statementSums(
  ctx: Ctx,
  accountId: AccountId,
  filters: StatementFilters,
): Promise<{ movements: number; paidInMinor: bigint; paidOutMinor: bigint }> {
  authorize(ctx.actor, "movement.read");
  const sql = sqlOf(ctx.db);
  const [sums] = await sql<{ movements: number; paidIn: string; paidOut: string }[]>`
    select count(*)::int as movements,
      coalesce(sum(-p.amount_minor) filter (where p.amount_minor < 0), 0)::text as "paidIn",
      coalesce(sum(p.amount_minor) filter (where p.amount_minor > 0), 0)::text as "paidOut"
    from postings p
    where p.account_id = ${accountId}
      and exists (select from accounts a where a.id = ${accountId} and ${mayOpenAccount(ctx)})
      ${matches(ctx, accountId, filters)}`;
  const { movements = 0, paidIn = "0", paidOut = "0" } = sums ?? {};
  return { movements, paidInMinor: BigInt(paidIn), paidOutMinor: BigInt(paidOut) };
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
  /** The account's balance in the same snapshot. */
  nowMinor: bigint;
};

/** The page's rows in the direction of travel, one more than it shows. */
function fetchRows(
  ctx: Ctx,
  accountId: AccountId,
  filters: StatementFilters,
  place: Place,
  size: number,
): Promise<Fetched[]> {
  const sql = sqlOf(ctx.db);
  return sql<Fetched[]>`
    select p.entry_id as "entryId", p.leg, p.booking_date::text as "bookingDate", p.value_date::text as "valueDate", p.seq,
      -p.amount_minor as "changeMinor", b.balance as "nowMinor"
    from postings p join account_balances b on b.account_id = p.account_id
    where p.account_id = ${accountId}
      and exists (select from accounts a where a.id = ${accountId} and ${mayOpenAccount(ctx)})
      ${matches(ctx, accountId, filters)} ${beyond(ctx, place)}
    order by ${place.newer ? sql`p.booking_date, p.seq` : sql`p.booking_date desc, p.seq desc`}
    limit ${size + 1}`;
}

/**
 * The balance after a row in the statement's order. Its day and number go in as values, so that the planner sees how
 * little lies after them.
 */
async function balanceAfter(ctx: Ctx, accountId: AccountId, row: Fetched, isNewestOfAll: boolean): Promise<bigint> {
  if (isNewestOfAll) return row.nowMinor;
  const sql = sqlOf(ctx.db);
  const [day, seq] = [row.bookingDate, row.seq.toString()];
  const after = sql`select sum(n.amount_minor) from postings n where n.account_id = ${accountId}`;
  const [found] = await sql<{ minor: bigint }[]>`
    select (case
      when exists (select from banking_days d where d.day = ${day} and d.status = 'closed') then
        coalesce((${after} and n.booking_date = ${day} and n.seq > ${seq}::bigint), 0)
        - coalesce((select d.closing from daily_balances d where d.account_id = ${accountId} and d.day = ${day}), 0)
      else
        coalesce((${after} and (n.booking_date, n.seq) > (${day}::date, ${seq}::bigint)), 0)
        + (select b.balance from account_balances b where b.account_id = ${accountId})
      end)::bigint as minor`;
  return found?.minor ?? 0n;
}

function beyond(ctx: Ctx, { older, at }: Place): Fragment {
  const sql = sqlOf(ctx.db);
  if (!at) return sql``;
  const key = sql`(${at.date}::date, ${at.seq}::bigint)`;
  return older ? sql`and (p.booking_date, p.seq) < ${key}` : sql`and (p.booking_date, p.seq) > ${key}`;
}

function matches(ctx: Ctx, accountId: AccountId, filters: StatementFilters): Fragment {
  const sql = sqlOf(ctx.db);
  const { from, to, direction, kinds, channel, reversed, text, minMinor, maxMinor } = filters;
  return sql`
    ${from ? sql`and p.booking_date >= ${from}` : sql``}
    ${to ? sql`and p.booking_date <= ${to}` : sql``}
    ${direction ? (direction === "in" ? sql`and p.amount_minor < 0` : sql`and p.amount_minor > 0`) : sql``}
    ${minMinor === undefined ? sql`` : sql`and abs(p.amount_minor) >= ${minMinor.toString()}::bigint`}
    ${maxMinor === undefined ? sql`` : sql`and abs(p.amount_minor) <= ${maxMinor.toString()}::bigint`}
    ${kinds ? sql`and exists (select from journal_entries e where e.id = p.entry_id and e.kind = any(${[...kinds]}::text[]))` : sql``}
    ${channel ? sql`and exists (select from journal_entries e where e.id = p.entry_id and e.channel = ${channel})` : sql``}
    ${reversed ? sql`and ${reversed === "only" ? sql`` : sql`not`} ${takenBack(ctx)}` : sql``}
    ${text ? sql`and ${mentions(ctx, accountId, text)}` : sql``}`;
}

/** Whether a movement was taken back, or took another back. */
function takenBack(ctx: Ctx): Fragment {
  return sqlOf(ctx.db)`exists (
    select from journal_entries e where e.id = p.entry_id
      and (e.reverses_id is not null or exists (select from journal_entries r where r.reverses_id = e.id)))`;
}

/** What the statement says of a movement in words: its reference, notes, and who is on the other side. */
function mentions(ctx: Ctx, accountId: AccountId, text: string): Fragment {
  const sql = sqlOf(ctx.db);
  const like = `%${text.replace(/[\\%_]/g, "\\$&")}%`;
  // A customer is shown the payer's name, but of a payee only what they called them themselves.
  const paid = ctx.actor.kind === "customer" ? sql`and t.to_account_id = ${accountId}` : sql``;
  const named = ctx.ownRows
    ? sql`exists (select from other_side(p.entry_id, ${accountId}) payer where payer.owner ilike ${like})`
    : sql`exists (
      select from transfers t
        join account_parties party on party.role = 'owner'
          and party.account_id = case when t.to_account_id = ${accountId} then t.from_account_id else t.to_account_id end
        join customers c on c.id = party.customer_id
      where t.id = p.entry_id and c.full_name ilike ${like} ${paid})`;
  return sql`(
    exists (select from journal_entries e where e.id = p.entry_id and e.reference ilike ${like})
    or exists (select from cash_transactions c where c.id = p.entry_id and concat_ws(' ', c.note, c.paid_in_by) ilike ${like})
    or exists (select from incoming_payments i where i.id = p.entry_id and concat_ws(' ', i.remitter_name, i.remittance) ilike ${like})
    or exists (select from transfers t where t.id = p.entry_id and t.remittance ilike ${like})
    or exists (
      select from transfers t join beneficiaries n on n.id = t.beneficiary_id
      where t.id = p.entry_id and t.from_account_id = ${accountId} and concat_ws(' ', n.name, n.nickname) ilike ${like})
    or ${named}
    or exists (
      select from loans l left join loan_repayments r on r.loan_id = l.id left join loan_disbursements d on d.loan_id = l.id
      where l.settlement_account_id = ${accountId} and p.entry_id in (r.id, d.id) and l.loan_no ilike ${like}))`;
}

type Counted = Fetched & { balanceMinor: bigint | null };

/** Counts backwards from the balance after the newest row; without it, because filters leave gaps, rows have none. */
function withBalances(fetched: readonly Fetched[], place: Place, top: bigint | null): Counted[] {
  let balance = top ?? 0n;
  const counted = (place.newer ? fetched.toReversed() : fetched).map((row) => {
    const balanceMinor = top === null ? null : balance;
    balance -= row.changeMinor;
    return { ...row, balanceMinor };
  });
  return place.newer ? counted.toReversed() : counted;
}

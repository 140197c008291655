import type { Fragment } from "postgres";
import { sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "../core/context";
import type { Currency } from "../core/currencies";
import type { BusinessDate } from "../core/dates";
import { type EntryId, isId, type LedgerAccountId } from "../core/ids";
import { type Cursor, decodeCursor, PAGE_SIZE, type Page, pageOf } from "../core/paging";
import { authorize, branchScope } from "../identity/authorize";

/** An account of the books; amounts are debit positive. */
export type LedgerAccountPage = {
  id: LedgerAccountId;
  code: string;
  name: string;
  kind: "gl" | "deposit" | "loan" | "till" | "vault";
  class: "asset" | "liability" | "equity" | "income" | "expense";
  normalSide: "debit" | "credit";
  currency: Currency;
  branch: string;
  isControl: boolean;
  guarded: boolean;
  control: { id: LedgerAccountId; code: string; name: string } | null;
  closedDay: BusinessDate | null;
  closedMinor: bigint;
  nowMinor: bigint;
};

/**
 * One account of the books within the actor's scope, or null, with its balance at the last close and now: from the
 * running balances where it or its members keep one, else from the last close and the postings since.
 */
export async function ledgerAccountPage(ctx: Ctx<StaffActor>, id: string): Promise<LedgerAccountPage | null> {
  authorize(ctx.actor, "ledger.read");
  if (!isId(id)) return null;
  const sql = sqlOf(ctx.db);
  const scope = branchScope(ctx.actor, "ledger.read");
  const [row] = await sql<(Omit<LedgerAccountPage, "closedMinor" | "nowMinor"> & { closed: string; since: string })[]>`
    with closed as (
      select max(day) as day from banking_days where status = 'closed'
    ), members as (
      select m.id, m.normal_side from ledger_accounts m where m.id = ${id} or m.control_account_id = ${id}
    ), since as (
      select coalesce(sum(p.amount_minor), 0) as minor from members join postings p on p.account_id = members.id
        and p.booking_date > coalesce((select day from closed), '-infinity')
    ), running as (
      select sum(case members.normal_side when 'debit' then b.balance else -b.balance end) as minor
      from members join account_balances b on b.account_id = members.id
    )
    select a.id, a.code, a.name, a.kind, a.class, a.normal_side as "normalSide", a.currency, br.name as branch,
      a.is_control as "isControl", a.guarded, (select day::text from closed) as "closedDay",
      case when c.id is not null then json_build_object('id', c.id, 'code', c.code, 'name', c.name) end as control,
      (case when a.guarded or a.is_control then coalesce((select minor from running), 0) - (select minor from since)
        else coalesce((select closing from daily_balances where account_id = a.id order by day desc limit 1), 0) end)::text as closed,
      (select minor from since)::text as since
    from ledger_accounts a
      join branches br on br.id = a.branch_id
      left join ledger_accounts c on c.id = a.control_account_id
    where a.id = ${id} ${scope ? sql`and a.branch_id = ${scope}` : sql``}`;
  if (!row) return null;
  const { closed, since, ...facts } = row;
  return { ...facts, closedMinor: BigInt(closed), nowMinor: BigInt(closed) + BigInt(since) };
}

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

/**
 * Postings of an account, newest banking day first, one page. The running balance is counted backwards from the page's
 * newest row, whose own stands on a day's final closing or on the last one before it.
 */
export async function accountPostings(
  ctx: Ctx<StaffActor>,
  account: LedgerAccountPage,
  cursor: Cursor = {},
): Promise<Page<PostingRow>> {
  authorize(ctx.actor, "ledger.read");
  const sql = sqlOf(ctx.db);
  const place = placeOf(cursor, account.guarded);
  const order = account.guarded ? sql`p.booking_date, p.seq` : sql`p.booking_date, p.entry_id, p.leg`;
  const newestFirst = account.guarded
    ? sql`p.booking_date desc, p.seq desc`
    : sql`p.booking_date desc, p.entry_id desc, p.leg desc`;
  const key = account.guarded ? sql`n.seq` : sql`(n.entry_id, n.leg)`;
  const topKey = account.guarded ? sql`t.seq` : sql`(t.entry_id, t.leg)`;
  const fetched = await sql<(Omit<PostingRow, "balanceMinor"> & { seq: bigint | null; top: string })[]>`
    with page as (
      select p.entry_id, p.leg, p.booking_date, p.value_date, p.amount_minor, p.seq from postings p
      where p.account_id = ${account.id} ${beyond(ctx, place, order)}
      order by ${place.newer ? order : newestFirst} limit ${PAGE_SIZE + 1}
    ), top as (
      select coalesce(base.closing, 0) + (
          select coalesce(sum(n.amount_minor), 0) from postings n
          where n.account_id = ${account.id} and n.booking_date > coalesce(base.day, '-infinity') and n.booking_date <= t.booking_date
            and (n.booking_date < t.booking_date or ${key} <= ${topKey})) as balance
      from (select * from page p order by ${newestFirst} limit 1) t
        left join lateral (
          select day, closing from daily_balances where account_id = ${account.id} and day < t.booking_date order by day desc limit 1
        ) base on true
    )
    select p.entry_id as "entryId", p.leg, p.seq, e.reference, e.kind, e.narrative, p.booking_date::text as "bookingDate",
      p.value_date::text as "valueDate", p.amount_minor as minor, top.balance::text as top
    from page p join journal_entries e on e.id = p.entry_id cross join top
    order by ${place.newer ? order : newestFirst}`;
  return pageOf(
    withBalances(fetched, place),
    ({ bookingDate, seq, entryId, leg }) => [
      bookingDate,
      ...(seq === null ? [entryId, String(leg)] : [seq.toString()]),
    ],
    place,
  );
}

function withBalances<T extends { minor: bigint; top: string }>(
  fetched: readonly T[],
  place: Cursor,
): (T & { balanceMinor: bigint })[] {
  let balance = BigInt(fetched[0]?.top ?? 0);
  const counted = (place.newer ? fetched.toReversed() : [...fetched]).map((row) => {
    const after = { ...row, balanceMinor: balance };
    balance -= row.minor;
    return after;
  });
  return place.newer ? counted.toReversed() : counted;
}

type Place = Cursor & { at?: { date: string; seq?: string; entryId?: string; leg?: string } };

/** The cursor of the URL, without what is not one of ours. */
function placeOf(cursor: Cursor, guarded: boolean): Place {
  const parts = decodeCursor(cursor.older ?? cursor.newer, guarded ? 2 : 3);
  const [date = "", first = "", leg = ""] = parts ?? [];
  const ours = guarded ? /^\d{1,18}$/.test(first) : isId(first) && /^\d{1,4}$/.test(leg);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || !ours) return {};
  const at = guarded ? { date, seq: first } : { date, entryId: first, leg };
  return cursor.older ? { older: cursor.older, at } : { newer: cursor.newer as string, at };
}

function beyond(ctx: Ctx<StaffActor>, { older, at }: Place, order: Fragment): Fragment {
  const sql = sqlOf(ctx.db);
  if (!at) return sql``;
  const key =
    at.seq === undefined
      ? sql`(${at.date}::date, ${at.entryId as string}::uuid, ${at.leg as string}::smallint)`
      : sql`(${at.date}::date, ${at.seq}::bigint)`;
  return older ? sql`and (${order}) < ${key}` : sql`and (${order}) > ${key}`;
}

export type MemberRow = { id: LedgerAccountId; code: string; name: string; balanceMinor: bigint };

/** The accounts that a control account rolls up, in the order of their opening, with their running balances, debit positive; one page. */
export async function controlMembers(
  ctx: Ctx<StaffActor>,
  account: LedgerAccountPage,
  cursor: Cursor = {},
): Promise<Page<MemberRow>> {
  authorize(ctx.actor, "ledger.read");
  const sql = sqlOf(ctx.db);
  const [older] = decodeCursor(cursor.older, 1) ?? [];
  const [newer] = isId(older) ? [] : (decodeCursor(cursor.newer, 1) ?? []);
  const rows = await sql<MemberRow[]>`
    select a.id, a.code, a.name, case a.normal_side when 'debit' then b.balance else -b.balance end as "balanceMinor"
    from ledger_accounts a join account_balances b on b.account_id = a.id
    where a.control_account_id = ${account.id}
      ${isId(older) ? sql`and a.id < ${older}` : isId(newer) ? sql`and a.id > ${newer}` : sql``}
    order by a.id ${isId(newer) ? sql`asc` : sql`desc`} limit ${PAGE_SIZE + 1}`;
  return pageOf(
    rows,
    (row) => [row.id],
    isId(older) ? { older: cursor.older as string } : isId(newer) ? { newer: cursor.newer as string } : {},
  );
}

/** An account of the books with one page of its postings, or, when it is a control account, of its members; or null. */
export async function ledgerAccountWithRows(
  ctx: Ctx<StaffActor>,
  id: string,
  cursor: Cursor,
): Promise<{ account: LedgerAccountPage; postings: Page<PostingRow> | null; members: Page<MemberRow> | null } | null> {
  const account = await ledgerAccountPage(ctx, id);
  if (!account) return null;
  return account.isControl
    ? { account, postings: null, members: await controlMembers(ctx, account, cursor) }
    : { account, postings: await accountPostings(ctx, account, cursor), members: null };
}

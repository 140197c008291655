import type { Fragment } from "postgres";
import { sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "../core/context";
import type { Currency } from "../core/currencies";
import { type AccountId, isId } from "../core/ids";
import { type Cursor, decodeCursor, PAGE_SIZE, type Page, pageOf } from "../core/paging";
import { authorize, branchScope } from "../identity/authorize";
import { templateTitle } from "../ledger/templates/registry";
import { countedBlind } from "./blind-count";

export type TillSession = {
  id: string;
  till: string;
  branch: string;
  teller: string;
  status: "open" | "suspended" | "counting" | "closed";
  /** In the bank's time zone: `2026-11-23 09:02`. */
  openedAt: string;
  closedAt: string | null;
  movements: number;
  own: boolean;
  /** Its till is being counted, and what moved is kept from the reader until the count is in. */
  blind: boolean;
};

/** The till sessions of a branch, or of a chosen or every branch for whole-bank roles, newest first. */
export async function tillSessionsOf(
  ctx: Ctx<StaffActor>,
  filters: { branch?: string | undefined; teller?: "me" | undefined },
  cursor: Cursor = {},
): Promise<Page<TillSession>> {
  authorize(ctx.actor, "cash.read");
  const sql = sqlOf(ctx.db);
  const [id] = decodeCursor(cursor.older ?? cursor.newer, 1) ?? [];
  const place: Cursor = !isId(id) ? {} : cursor.older ? { older: cursor.older } : { newer: cursor.newer as string };
  const rows = await sql<TillSession[]>`
    ${sessions(ctx)}
    where ${inScope(ctx, filters.branch)} ${filters.teller ? sql`and x.user_id = ${ctx.actor.userId}` : sql``}
      ${place.older ? sql`and x.id < ${id ?? ""}::uuid` : place.newer ? sql`and x.id > ${id ?? ""}::uuid` : sql``}
    order by x.id ${place.newer ? sql`asc` : sql`desc`} limit ${PAGE_SIZE + 1}`;
  return pageOf(rows, (row) => [row.id], place);
}

export type SessionCash = {
  currency: Currency;
  openingMinor: bigint;
  inMinor: bigint;
  outMinor: bigint;
  closingMinor: bigint;
};

/** One till session with what it began with, took, gave and holds by the books; null outside the reader's scope. */
export async function tillSession(
  ctx: Ctx<StaffActor>,
  id: string,
): Promise<(TillSession & { cash: SessionCash[] }) | null> {
  authorize(ctx.actor, "cash.read");
  if (!isId(id)) return null;
  const sql = sqlOf(ctx.db);
  const [session] = await sql<TillSession[]>`${sessions(ctx)} where x.id = ${id} and ${inScope(ctx)}`;
  if (!session) return null;
  if (session.blind) return { ...session, cash: [] };
  const cash = await sql<StoredCash[]>`
    select t.currency,
      t.counted_minor as "openingMinor",
      coalesce(sum(j.minor) filter (where j.minor > 0 and not j.counted), 0)::text as "in",
      coalesce(-sum(j.minor) filter (where j.minor < 0 and not j.counted), 0)::text as "out",
      (t.counted_minor + coalesce(sum(j.minor) filter (where not j.counted), 0))::text as closing
    from (select c.id from cash_counts c where c.till_session_id = ${id} and c.kind = 'opening' limit 1) opening
      join cash_count_totals t on t.count_id = opening.id
      cross join bank_settings s
      left join lateral (
        select p.amount_minor as minor, exists (
          select from cash_differences d where d.id = p.entry_id and d.count_id = t.count_id) as counted
        ${postingsIn(ctx, id)} and p.currency = t.currency) j on true
    group by t.currency, t.counted_minor, s.base_currency
    order by t.currency = s.base_currency desc, t.currency`;
  return { ...session, cash: cash.map(exactCash) };
}

type StoredCash = Pick<SessionCash, "currency" | "openingMinor"> & { in: string; out: string; closing: string };

const exactCash = ({ in: taken, out, closing, ...row }: StoredCash): SessionCash => ({
  ...row,
  inMinor: BigInt(taken),
  outMinor: BigInt(out),
  closingMinor: BigInt(closing),
});

export type JournalLine = {
  entryId: string;
  leg: number;
  /** The number in the session; what only moved cash inside the bank has none. */
  no: number | null;
  at: string;
  kind: string;
  reference: string;
  customer: string | null;
  accountId: AccountId | null;
  iban: string | null;
  /** In positive, out negative; nothing for what was booked without cash. */
  minor: bigint;
  /** What was booked without cash. */
  asideMinor: bigint | null;
  currency: Currency;
  /** What the till held in this currency after it. */
  balanceMinor: bigint | null;
  undoneBy: string | null;
};

/** All that moved a till's cash in a session, and what its teller booked beside it without cash; one page of `size`: newest first, or `oldest` first from the beginning on. */
export async function tillJournal(
  ctx: Ctx<StaffActor>,
  sessionId: string,
  cursor: Cursor = {},
  { size = PAGE_SIZE, oldest = false } = {},
): Promise<Page<JournalLine>> {
  authorize(ctx.actor, "cash.read");
  const sql = sqlOf(ctx.db);
  const [id, leg] = decodeCursor(cursor.older ?? cursor.newer, 2) ?? [];
  const known = isId(id) && leg !== undefined && /^\d{1,4}$/.test(leg);
  const place: Cursor = !known ? {} : cursor.older ? { older: cursor.older } : { newer: cursor.newer as string };
  const forward = oldest || place.newer !== undefined;
  const beyond = forward ? sql`>` : sql`<`;
  const from = known ? sql`and (p.entry_id, p.leg) ${beyond} (${id}::uuid, ${leg}::smallint)` : sql``;
  const aside = known ? sql`and (n.id, 0::smallint) ${beyond} (${id}::uuid, ${leg}::smallint)` : sql``;
  const [ids, legs] = forward ? [sql`asc`, sql`asc`] : [sql`desc`, sql`desc`];
  const rows = await sql<JournalLine[]>`
    select l.entry_id as "entryId", l.leg, coalesce(t.no, l.no) as no,
      to_char(l.booked_at at time zone s.time_zone, 'HH24:MI') as at, l.kind, l.reference, c.full_name as customer,
      a.id as "accountId", a.iban, l.minor, l.aside as "asideMinor", l.currency, l.balance_after as "balanceMinor",
      (select r.reference from journal_entries r where r.reverses_id = l.entry_id) as "undoneBy"
    from (
      (select p.entry_id, p.leg, null::int as no, e.booked_at, e.kind, e.reference, coalesce(e.reverses_id, e.id) as movement,
        null::uuid as account_id, p.amount_minor as minor, null::bigint as aside, p.currency, p.balance_after
        ${postingsIn(ctx, sessionId)} ${from} order by p.entry_id ${ids}, p.leg ${legs} limit ${size + 1})
      union all
      (select n.id, 0::smallint, n.no, e.booked_at, e.kind, e.reference, n.id, n.account_id, 0, n.amount_minor, n.currency, null
        from counter_entries n join journal_entries e on e.id = n.id join till_sessions x on x.id = n.till_session_id
        where n.till_session_id = ${sessionId} and not ${countedBlind(sql, ctx.actor)} ${aside}
        order by n.id ${ids} limit ${size + 1})
    ) l
      cross join bank_settings s
      left join cash_transactions t on t.id = l.movement
      left join accounts a on a.id = coalesce(t.account_id, l.account_id)
      left join account_parties party on party.account_id = a.id and party.role = 'owner'
      left join customers c on c.id = party.customer_id
    order by l.entry_id ${ids}, l.leg ${legs} limit ${size + 1}`;
  const named = rows.map((row) => ({ ...row, kind: templateTitle(row.kind) }));
  if (!oldest) return pageOf(named, ({ entryId, leg: of }) => [entryId, String(of)], place, size);
  // Read onwards: the page after this one is what its last row leads to.
  const page = pageOf(named, ({ entryId, leg: of }) => [entryId, String(of)], {}, size);
  return { ...page, newer: null };
}

/**
 * The postings on a till's cash from the opening of a session to its end. Sessions follow each other, and so do they; the
 * day is not cut before each is closed, so that one session has one banking day.
 */
function postingsIn(ctx: Ctx<StaffActor>, sessionId: string): Fragment {
  return sqlOf(ctx.db)`
    from till_sessions session
      join cash_accounts held on held.cash_point_id = session.till_id
      join postings p on p.account_id = held.ledger_account_id and p.booking_date = session.opened_on
      join journal_entries e on e.id = p.entry_id and e.booked_at >= session.opened_at
        and e.booked_at <= coalesce(session.closed_at, 'infinity')
    where session.id = ${sessionId} and not exists (
      select from till_sessions x where x.id = session.id and ${countedBlind(sqlOf(ctx.db), ctx.actor)})`;
}

function sessions(ctx: Ctx<StaffActor>): Fragment {
  return sqlOf(ctx.db)`
    select x.id, p.name as till, br.name as branch, u.display_name as teller, x.status, x.last_no as movements,
      to_char(x.opened_at at time zone s.time_zone, 'YYYY-MM-DD HH24:MI') as "openedAt",
      to_char(x.closed_at at time zone s.time_zone, 'YYYY-MM-DD HH24:MI') as "closedAt", x.user_id = ${ctx.actor.userId} as own,
      ${countedBlind(sqlOf(ctx.db), ctx.actor)} as blind
    from till_sessions x
      join cash_points p on p.id = x.till_id
      join branches br on br.id = p.branch_id
      join users u on u.id = x.user_id
      cross join bank_settings s`;
}

function inScope({ db, actor }: Ctx<StaffActor>, branch?: string): Fragment {
  const scope = branchScope(actor, "cash.read") ?? (isId(branch) ? branch : null);
  return scope ? sqlOf(db)`p.branch_id = ${scope}` : sqlOf(db)`true`;
}

import type { Fragment } from "postgres";
import { type Sql, sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "../core/context";
import type { Currency } from "../core/currencies";
import { type AccountId, isId } from "../core/ids";
import { type Cursor, decodeCursor, PAGE_SIZE, type Page, pageOf } from "../core/paging";
import { authorize, branchScope } from "../identity/authorize";
import { countedBlind } from "./blind-count";
import type { CashLimit } from "./cash-limits";
import type { CounterEntry } from "./number-at-till";

/** A till's cash in one currency since its session began: opening + in − out ± vault = what must be in the drawer. */
export type TillCash = {
  currency: Currency;
  openingMinor: bigint;
  inMinor: bigint;
  outMinor: bigint;
  /** From the vault positive, to the vault negative. */
  vaultMinor: bigint;
  expectedMinor: bigint;
} & CashLimit;

export type MyTill = {
  sessionId: string;
  tillId: string;
  name: string;
  status: "open" | "suspended" | "counting";
  /** While it is being counted: whether the count is in. */
  counted: boolean;
  openedAt: string;
  lastNo: number;
  cash: TillCash[];
};

/** The teller's own open till with what it must hold, or null when none is open. */
export async function myTill(ctx: Ctx<StaffActor>): Promise<MyTill | null> {
  const sql = sqlOf(ctx.db);
  const rows = await sql<(Omit<MyTill, "cash"> & StoredCash)[]>`
    select session.id as "sessionId", session.till_id as "tillId", point.name, session.status, session.counted, session.last_no as "lastNo",
      to_char(session.opened_at at time zone s.time_zone, 'YYYY-MM-DD HH24:MI') as "openedAt",
      c.currency, b.balance as "expectedMinor", paid.inside, paid.outside, moved.net,
      limits.soft_minor as "softMinor", limits.hard_minor as "hardMinor"
    from till_sessions session
      join cash_points point on point.id = session.till_id
      join cash_accounts c on c.cash_point_id = session.till_id
      join account_balances b on b.account_id = c.ledger_account_id
      left join cash_limits limits on limits.cash_point_id = session.till_id and limits.currency = c.currency
      cross join bank_settings s
      cross join lateral (
        select coalesce(sum(t.minor) filter (where t.way = 'in'), 0)::text as inside,
          coalesce(sum(t.minor) filter (where t.way = 'out'), 0)::text as outside
        from (
          select t.id, t.currency, t.amount_minor as minor, case when t.kind in ('withdrawal', 'note_sale') then 'out' else 'in' end as way
          from cash_transactions t where t.till_session_id = session.id
          union all
          select t.id, case t.kind when 'note_sale' then x.give_currency else x.get_currency end,
            case t.kind when 'note_sale' then x.give_minor else x.get_minor end, case t.kind when 'note_sale' then 'in' else 'out' end
          from cash_transactions t join exchanges x on x.id = t.id where t.till_session_id = session.id and t.against = 'cash'
        ) t
        where t.currency = c.currency and not exists (select from journal_entries r where r.reverses_id = t.id)
      ) paid
      cross join lateral (
        select coalesce(sum(case when m.till_id = session.till_id and m.kind <> 'till_to_vault' then m.amount_minor else -m.amount_minor end), 0)::text as net
        from cash_moves m
        where (m.till_id = session.till_id or m.giving_till_id = session.till_id) and m.currency = c.currency
          and m.created_at >= session.opened_at
      ) moved
    where session.user_id = ${ctx.actor.userId} and session.status <> 'closed'
    order by c.currency = s.base_currency desc, c.currency`;
  const [first] = rows;
  if (!first) return null;
  const { sessionId, tillId, name, status, counted, openedAt, lastNo } = first;
  const cash = rows.map(({ currency, inside, outside, net, expectedMinor, softMinor, hardMinor }) => {
    const [inMinor, outMinor, vaultMinor] = [BigInt(inside), BigInt(outside), BigInt(net)];
    const openingMinor = expectedMinor - inMinor + outMinor - vaultMinor;
    return { currency, openingMinor, inMinor, outMinor, vaultMinor, expectedMinor, softMinor, hardMinor };
  });
  return { sessionId, tillId, name, status, counted, openedAt, lastNo, cash };
}

/** Sums of a session as the database answers them. */
type StoredCash = Omit<TillCash, "openingMinor" | "inMinor" | "outMinor" | "vaultMinor"> & {
  inside: string;
  outside: string;
  net: string;
};

export type TillMovement = {
  sessionId: string;
  till: string;
  no: number;
  at: string;
  kind: "deposit" | "withdrawal" | "note_purchase" | "note_sale" | CounterEntry["kind"];
  reference: string;
  accountId: AccountId;
  iban: string;
  owner: string;
  amountMinor: bigint;
  currency: Currency;
  /** Of notes of another currency: what they were exchanged for, and whether in cash or on the account. */
  exchange: { minor: string; currency: Currency; against: "account" | "cash" } | null;
  /** The reference of the entry that undid it. */
  undoneBy: string | null;
};

/**
 * The movements of the teller's day, newest first, one page of `size`: of every session they opened on it, each by its
 * numbers, but of none that is being counted, whose sum nobody is told.
 */
export async function tillMovements(
  ctx: Ctx<StaffActor>,
  cursor: Cursor = {},
  size = PAGE_SIZE,
): Promise<Page<TillMovement>> {
  authorize(ctx.actor, "till.operate");
  const sql = sqlOf(ctx.db);
  const [session, no] = decodeCursor(cursor.older ?? cursor.newer, 2) ?? [];
  const place: Cursor =
    !isId(session) || !no || !/^\d{1,9}$/.test(no)
      ? {}
      : cursor.older
        ? { older: cursor.older }
        : { newer: cursor.newer as string };
  const from = place.older
    ? sql`and (c.till_session_id, c.no) < (${session ?? ""}::uuid, ${no ?? "0"}::int)`
    : place.newer
      ? sql`and (c.till_session_id, c.no) > (${session ?? ""}::uuid, ${no ?? "0"}::int)`
      : sql``;
  const way = place.newer ? sql`asc` : sql`desc`;
  const first = sql`order by c.no ${way} limit ${size + 1}`;
  const rows = await sql<TillMovement[]>`
    select session.id as "sessionId", point.name as till, t.no, to_char(e.booked_at at time zone s.time_zone, 'HH24:MI') as at, t.kind, t.reference,
      t.account_id as "accountId", a.iban, c.full_name as owner, t.amount_minor as "amountMinor", t.currency,
      (select r.reference from journal_entries r where r.reverses_id = t.id) as "undoneBy",
      (select case t.kind when 'note_sale' then json_build_object('minor', x.give_minor::text, 'currency', x.give_currency, 'against', t.against)
        else json_build_object('minor', x.get_minor::text, 'currency', x.get_currency, 'against', t.against) end
        from exchanges x where x.id = t.id) as exchange
    from till_sessions session
      join cash_points point on point.id = session.till_id
      cross join lateral (
        (select c.id, c.kind, c.no, c.reference, c.account_id, c.amount_minor, c.currency, c.against
          from cash_transactions c where c.till_session_id = session.id ${from} ${first})
        union all
        (select c.id, c.kind, c.no, c.reference, c.account_id, c.amount_minor, c.currency, null
          from counter_entries c where c.till_session_id = session.id ${from} ${first})
      ) t
      join journal_entries e on e.id = t.id
      join accounts a on a.id = t.account_id
      join account_parties party on party.account_id = a.id and party.role = 'owner'
      join customers c on c.id = party.customer_id
      cross join bank_settings s
    where session.user_id = ${ctx.actor.userId} and session.opened_on = ${ctx.businessDate}
      and (session.status <> 'counting' or session.counted)
    order by session.id ${way}, t.no ${way} limit ${size + 1}`;
  return pageOf(rows, ({ sessionId, no }) => [sessionId, String(no)], place, size);
}

export type CashPlace = {
  id: string;
  kind: "till" | "vault";
  name: string;
  branchId: string;
  branch: string;
  /** Who has the till open, and since when. */
  holder: string | null;
  holderId: string | null;
  openedAt: string | null;
  /** It is being counted, and what it must hold is kept from the reader until the count is in. */
  blind: boolean;
  cash: { currency: Currency; minor: bigint }[];
};

/** Vault and tills of the actor's branch, or of a chosen or every branch for whole-bank roles, with what each holds. */
export async function cashPlaces(ctx: Ctx<StaffActor>, branch?: string): Promise<CashPlace[]> {
  authorize(ctx.actor, "cash.read");
  const sql = sqlOf(ctx.db);
  const scope = branchScope(ctx.actor, "cash.read") ?? (isId(branch) ? branch : null);
  const rows = await sql<(Omit<CashPlace, "cash"> & { cash: { currency: Currency; minor: string }[] })[]>`
    select p.id, p.kind, p.name, p.branch_id as "branchId", br.name as branch, u.display_name as holder, u.id as "holderId",
      to_char(x.opened_at at time zone s.time_zone, 'YYYY-MM-DD HH24:MI') as "openedAt",
      coalesce(${countedBlind(sql, ctx.actor)}, false) as blind,
      (select json_agg(json_build_object('currency', c.currency, 'minor', b.balance::text) order by c.currency = s.base_currency desc, c.currency)
        from cash_accounts c join account_balances b on b.account_id = c.ledger_account_id where c.cash_point_id = p.id) as cash
    from cash_points p
      join branches br on br.id = p.branch_id
      left join till_sessions x on x.till_id = p.id and x.status <> 'closed'
      left join users u on u.id = x.user_id
      cross join bank_settings s
    where ${scope ? sql`p.branch_id = ${scope}` : sql`true`}
    order by br.head_office desc, br.code, p.kind desc, p.number`;
  return rows.map((row) => ({
    ...row,
    cash: row.blind ? [] : row.cash.map(({ currency, minor }) => ({ currency, minor: BigInt(minor) })),
  }));
}

export type CashMove = {
  reference: string;
  kind: "vault_to_till" | "till_to_vault" | "till_to_till" | "settlement_to_vault" | "vault_to_settlement";
  bookingDate: string;
  at: string;
  from: string;
  to: string;
  givenBy: string | null;
  /** Who took it, or moved it alone. */
  movedBy: string;
  amountMinor: bigint;
  currency: Currency;
};

/** The latest moves of cash from and to the vaults in the actor's scope, newest first. */
export async function latestCashMoves(ctx: Ctx<StaffActor>, branch?: string): Promise<CashMove[]> {
  authorize(ctx.actor, "cash.read");
  const sql = sqlOf(ctx.db);
  const scope = branchScope(ctx.actor, "cash.read") ?? (isId(branch) ? branch : null);
  return sql<CashMove[]>`
    select m.reference, m.kind, e.booking_date::text as "bookingDate",
      to_char(e.booked_at at time zone s.time_zone, 'HH24:MI') as at, ${endsOf(sql)},
      case e.actor_kind when 'staff' then coalesce(u.display_name, 'Staff') else 'The bank' end as "movedBy",
      giver.display_name as "givenBy", m.amount_minor as "amountMinor", m.currency
    from cash_moves m
      join journal_entries e on e.id = m.id
      join cash_points v on v.id = coalesce(m.vault_id, m.giving_till_id)
      join branches br on br.id = v.branch_id
      left join cash_points t on t.id = m.till_id
      left join cash_offers o on o.id = m.offer_id
      left join users giver on giver.id = o.offered_by
      left join users u on e.actor_kind = 'staff' and u.id::text = e.actor_id
      cross join bank_settings s
    where ${scope ? sql`v.branch_id = ${scope}` : sql`true`}
    order by m.id desc limit 10`;
}

/** Where cash came from and went to: `v` is the vault or the giving till, `t` the till, nothing the settlement account. */
function endsOf(sql: Sql): Fragment {
  const here = sql`v.name || ', ' || br.name`;
  const there = sql`coalesce(t.name, 'Settlement account')`;
  const back = sql`m.kind in ('till_to_vault', 'settlement_to_vault')`;
  return sql`case when ${back} then ${there} else ${here} end as from, case when ${back} then ${here} else ${there} end as to`;
}

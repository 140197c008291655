import { sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "../core/context";
import type { Currency } from "../core/currencies";
import type { Notes } from "../core/notes";
import { authorize } from "../identity/authorize";

export type ShownHandover = {
  id: string;
  till: string;
  from: string;
  to: string;
  /** The slip of its count. */
  reference: string;
  at: string;
  cash: { currency: Currency; countedMinor: bigint; notes: Notes }[];
};

/** A till that waits for the reader to take it, or that they handed over and nobody has taken; null when there is none. */
export async function openHandover(ctx: Ctx<StaffActor>, side: "from" | "to"): Promise<ShownHandover | null> {
  authorize(ctx.actor, "till.operate");
  const sql = sqlOf(ctx.db);
  type Row = Omit<ShownHandover, "cash"> & { currency: Currency; countedMinor: bigint; notes: Notes | null };
  const rows = await sql<Row[]>`
    select h.id, p.name as till, giver.display_name as from, taker.display_name as to, c.reference,
      to_char(h.offered_at at time zone s.time_zone, 'HH24:MI') as at, t.currency, t.counted_minor as "countedMinor",
      (select json_object_agg(l.value_minor, l.quantity) from cash_count_lines l
        where l.count_id = c.id and l.currency = t.currency) as notes
    from till_handovers h
      join cash_counts c on c.id = h.count_id
      join cash_count_totals t on t.count_id = c.id
      join cash_points p on p.id = c.cash_point_id
      join users giver on giver.id = h.offered_by
      join users taker on taker.id = h.to_id
      cross join bank_settings s
    where h.status = 'open' and ${side === "to" ? sql`h.to_id` : sql`h.offered_by`} = ${ctx.actor.userId}
    order by h.id, t.currency = s.base_currency desc, t.currency`;
  const [first] = rows;
  if (!first) return null;
  const { id, till, from, to, reference, at } = first;
  const cash = rows
    .filter((row) => row.id === id)
    .map(({ currency, countedMinor, notes }) => ({ currency, countedMinor, notes: notes ?? {} }));
  return { id, till, from, to, reference, at, cash };
}

export type FreeTeller = { id: string; name: string };

/** The colleagues of the branch who could take the reader's till: tellers who have none open. */
export function freeTellers(ctx: Ctx<StaffActor>): Promise<FreeTeller[]> {
  authorize(ctx.actor, "till.operate");
  return sqlOf(ctx.db)<FreeTeller[]>`
    select u.id, u.display_name as name from users u
    where u.branch_id = ${ctx.actor.branchId} and u.disabled_at is null and u.id <> ${ctx.actor.userId}
      and exists (select from held_roles r where r.user_id = u.id and r.role = 'teller')
      and not exists (select from till_sessions s where s.user_id = u.id and s.status <> 'closed')
    order by u.display_name limit 200`;
}

export type ColleaguesTill = {
  sessionId: string;
  tillId: string;
  name: string;
  holder: string;
  openedAt: string;
  own: boolean;
  /** The till serves nobody any more and somebody counts it: its figures are kept back. */
  begun: boolean;
  /** The latest count since it stopped serving, if the reader made it. */
  count: {
    id: string;
    reference: string;
    at: string;
    totals: { currency: Currency; countedMinor: bigint; bookedMinor: bigint }[];
    waiting: string | null;
  } | null;
};

/** A till of the branch that somebody has open, for whoever counts it in their place; null when it is closed or elsewhere. */
export async function colleaguesTill(ctx: Ctx<StaffActor>, tillId: string): Promise<ColleaguesTill | null> {
  authorize(ctx.actor, "till.count_for");
  const sql = sqlOf(ctx.db);
  const { userId, branchId } = ctx.actor;
  type Row = Omit<ColleaguesTill, "count"> & {
    countId: string | null;
    reference: string;
    at: string;
    currency: Currency;
    countedMinor: bigint;
    bookedMinor: bigint;
    waiting: string | null;
  };
  const rows = await sql<Row[]>`
    select x.id as "sessionId", x.till_id as "tillId", p.name, u.display_name as holder, x.user_id = ${userId} as own,
      x.status = 'counting' and not x.counted as begun,
      to_char(x.opened_at at time zone s.time_zone, 'YYYY-MM-DD HH24:MI') as "openedAt",
      c.id as "countId", c.reference, to_char(c.counted_at at time zone s.time_zone, 'HH24:MI') as at,
      t.currency, t.counted_minor as "countedMinor", t.booked_minor as "bookedMinor",
      (select a.id from approvals a where a.maker_id = ${userId} and a.kind = 'till.close_for' and a.status = 'pending'
        and a.subject_id = x.till_id::text and a.created_at >= c.counted_at and a.due_at > bank_now() limit 1) as waiting
    from till_sessions x
      join cash_points p on p.id = x.till_id
      join users u on u.id = x.user_id
      cross join bank_settings s
      left join lateral (
        select c.* from cash_counts c where c.till_session_id = x.id order by c.id desc limit 1
      ) c on x.status = 'counting' and x.counted and c.counted_by = ${userId}
      left join cash_count_totals t on t.count_id = c.id
    where x.till_id::text = ${tillId} and x.status <> 'closed' and p.branch_id = ${branchId}
    order by t.currency = s.base_currency desc, t.currency`;
  const [first] = rows;
  if (!first) return null;
  const { sessionId, name, holder, openedAt, own, begun, countId, reference, at, waiting } = first;
  const totals = rows.map(({ currency, countedMinor, bookedMinor }) => ({ currency, countedMinor, bookedMinor }));
  const count = countId === null ? null : { id: countId, reference, at, totals, waiting };
  return { sessionId, tillId: first.tillId, name, holder, openedAt, own, begun, count };
}

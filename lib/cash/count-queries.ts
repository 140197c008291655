import { sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "../core/context";
import type { Currency } from "../core/currencies";
import { isId } from "../core/ids";
import type { Denomination, Notes } from "../core/notes";
import { authorize, branchScope } from "../identity/authorize";
import { countedBlind } from "./blind-count";

/** The notes and coins of the bank's currencies, each currency's largest first; the base currency comes first. */
export type CountableCurrency = { currency: Currency; denominations: Denomination[] };

/** What can be counted: for a till its currencies, without one every currency that the bank keeps cash in. */
export async function countableCash(ctx: Ctx<StaffActor>, tillId?: string): Promise<CountableCurrency[]> {
  const sql = sqlOf(ctx.db);
  const rows = await sql<(Denomination & { currency: Currency })[]>`
    select d.currency, d.value_minor as "valueMinor", d.kind
    from denominations d cross join bank_settings s
    where d.currency in (select c.currency from cash_accounts c ${tillId ? sql`where c.cash_point_id = ${tillId}` : sql``})
    order by d.currency = s.base_currency desc, d.currency, d.value_minor desc`;
  const found = new Map<Currency, Denomination[]>();
  for (const { currency, valueMinor, kind } of rows)
    found.set(currency, [...(found.get(currency) ?? []), { valueMinor, kind }]);
  return [...found].map(([currency, denominations]) => ({ currency, denominations }));
}

export type ShownCount = {
  id: string;
  reference: string;
  at: string;
  countedBy: string;
  totals: { currency: Currency; countedMinor: bigint; bookedMinor: bigint }[];
  /** The request about its difference that a second person has not decided yet. */
  waiting: string | null;
};

/** The latest count of the teller's session that is being counted, beside the books; null while nothing is counted. */
export async function ownCount(ctx: Ctx<StaffActor>): Promise<ShownCount | null> {
  authorize(ctx.actor, "till.operate");
  type Row = Omit<ShownCount, "totals"> & ShownCount["totals"][number];
  const rows = await sqlOf(ctx.db)<Row[]>`
    select c.id, c.reference, to_char(c.counted_at at time zone s.time_zone, 'HH24:MI') as at,
      counter.display_name as "countedBy", t.currency, t.counted_minor as "countedMinor", t.booked_minor as "bookedMinor",
      (select a.id from approvals a where a.maker_id = session.user_id and a.kind = 'till.settle' and a.status = 'pending'
        and a.subject_id = session.till_id::text and a.created_at >= c.counted_at and a.due_at > bank_now() limit 1) as waiting
    from till_sessions session
      cross join lateral (
        select * from cash_counts c where c.till_session_id = session.id order by c.id desc limit 1) c
      join users counter on counter.id = c.counted_by
      join cash_count_totals t on t.count_id = c.id
      cross join bank_settings s
    where session.user_id = ${ctx.actor.userId} and session.status = 'counting' and session.counted
    order by t.currency = s.base_currency desc, t.currency`;
  const [first] = rows;
  if (!first) return null;
  const { id, reference, at, countedBy, waiting } = first;
  const totals = rows.map(({ currency, countedMinor, bookedMinor }) => ({ currency, countedMinor, bookedMinor }));
  return { id, reference, at, countedBy, waiting, totals };
}

/** A till's or vault's notes and coins of one currency: what there can be, and how many of each lie there by the books. */
export type CashDrawer = { denominations: Denomination[]; stock: Notes };

/** What lies in a till or vault in one currency, note by note. */
export async function cashDrawer(ctx: Ctx<StaffActor>, pointId: string, currency: Currency): Promise<CashDrawer> {
  authorize(ctx.actor, "cash.read");
  const rows = await sqlOf(ctx.db)<(Denomination & { quantity: number })[]>`
    select d.value_minor as "valueMinor", d.kind, coalesce(s.quantity, 0) as quantity
    from denominations d
      left join cash_stock s on s.currency = d.currency and s.value_minor = d.value_minor and s.cash_point_id = ${pointId}
    where d.currency = ${currency} order by d.value_minor desc`;
  return {
    denominations: rows.map(({ valueMinor, kind }) => ({ valueMinor, kind })),
    stock: Object.fromEntries(rows.map(({ valueMinor, quantity }) => [valueMinor.toString(), quantity])),
  };
}

/** What lies in the teller's own till note by note, by currency; a currency of which nothing lies there is left out. */
export async function ownNotes(ctx: Ctx<StaffActor>): Promise<{ currency: Currency; notes: NoteLine[] }[]> {
  authorize(ctx.actor, "till.operate");
  const rows = await sqlOf(ctx.db)<(NoteLine & { currency: Currency })[]>`
    select k.currency, k.value_minor as "valueMinor", d.kind, k.quantity
    from till_sessions session
      join cash_stock k on k.cash_point_id = session.till_id and k.quantity > 0
      join denominations d on d.currency = k.currency and d.value_minor = k.value_minor
      cross join bank_settings s
    where session.user_id = ${ctx.actor.userId} and session.status <> 'closed'
    order by k.currency = s.base_currency desc, k.currency, k.value_minor desc`;
  return byCurrency(rows);
}

export type NoteLine = Denomination & { quantity: number };

export type PlaceNotes = { currency: Currency; notes: (NoteLine & { vault: number; tills: number })[] };

/**
 * Every note and coin of a branch, or of the whole bank, in vaults and in tills: the cash position by denomination. A till
 * whose count is not in is left out for those who might count it.
 */
export async function cashPosition(ctx: Ctx<StaffActor>, branch?: string): Promise<PlaceNotes[]> {
  authorize(ctx.actor, "cash.read");
  const sql = sqlOf(ctx.db);
  const scope = branchScope(ctx.actor, "cash.read") ?? (isId(branch) ? branch : null);
  const rows = await sql<(PlaceNotes["notes"][number] & { currency: Currency })[]>`
    select k.currency, k.value_minor as "valueMinor", d.kind, sum(k.quantity)::int as quantity,
      coalesce(sum(k.quantity) filter (where p.kind = 'vault'), 0)::int as vault,
      coalesce(sum(k.quantity) filter (where p.kind = 'till'), 0)::int as tills
    from cash_stock k
      join cash_points p on p.id = k.cash_point_id
      join denominations d on d.currency = k.currency and d.value_minor = k.value_minor
      cross join bank_settings s
    where k.quantity > 0 and ${scope ? sql`p.branch_id = ${scope}` : sql`true`} and not exists (
      select from till_sessions x where x.till_id = p.id and x.status <> 'closed' and ${countedBlind(sql, ctx.actor)})
    group by k.currency, k.value_minor, d.kind, s.base_currency
    order by k.currency = s.base_currency desc, k.currency, k.value_minor desc`;
  return byCurrency(rows);
}

function byCurrency<Line extends { currency: Currency }>(rows: readonly Line[]) {
  const found = new Map<Currency, Line[]>();
  for (const row of rows) found.set(row.currency, [...(found.get(row.currency) ?? []), row]);
  return [...found].map(([currency, notes]) => ({ currency, notes }));
}

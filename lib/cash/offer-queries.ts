import type { Fragment } from "postgres";
import { type Sql, sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "../core/context";
import type { Currency } from "../core/currencies";
import { isId } from "../core/ids";
import { denominationName, type Notes } from "../core/notes";
import { type Cursor, decodeCursor, PAGE_SIZE, type Page, pageOf } from "../core/paging";
import { authorize, may } from "../identity/authorize";

export type CashOffer = {
  id: string;
  from: string;
  to: string;
  currency: Currency;
  amountMinor: bigint;
  /** `2 × 50, 5 × 20`. */
  notes: string;
  offeredBy: string;
  at: string;
  /** The reader made it and may withdraw it; otherwise they are to take it. */
  own: boolean;
};
type StoredOffer = Omit<CashOffer, "notes"> & { notes: Notes };

/**
 * Cash on its way to or from the reader: to their open till, to the vault they keep, and what they handed over themselves;
 * newest first, one page of `size`.
 */
export async function openOffers(
  ctx: Ctx<StaffActor>,
  cursor: Cursor = {},
  size = PAGE_SIZE,
): Promise<Page<CashOffer>> {
  authorize(ctx.actor, "cash.read");
  const { userId, branchId } = ctx.actor;
  const sql = sqlOf(ctx.db);
  const [id] = decodeCursor(cursor.older ?? cursor.newer, 1) ?? [];
  const place: Cursor = !isId(id) ? {} : cursor.older ? { older: cursor.older } : { newer: cursor.newer as string };
  const rows = await sql<StoredOffer[]>`
    ${offers(sql, userId)}
    where o.status = 'open' and o.branch_id = ${branchId} and (o.offered_by = ${userId}
      or exists (select from till_sessions x where x.till_id = o.to_id and x.user_id = ${userId} and x.status <> 'closed')
      or (t.kind = 'vault' and ${may(ctx.actor, "vault.move")}))
      ${place.older ? sql`and o.id < ${id ?? ""}::uuid` : place.newer ? sql`and o.id > ${id ?? ""}::uuid` : sql``}
    order by o.id ${place.newer ? sql`asc` : sql`desc`} limit ${size + 1}`;
  return pageOf(rows.map(shown), (row) => [row.id], place, size);
}

/** What was handed over from or to a colleague's till of the branch and not taken: it holds up the till's count. */
export async function offersAtTill(ctx: Ctx<StaffActor>, tillId: string): Promise<CashOffer[]> {
  authorize(ctx.actor, "till.count_for");
  if (!isId(tillId)) return [];
  const sql = sqlOf(ctx.db);
  const rows = await sql<StoredOffer[]>`
    ${offers(sql, ctx.actor.userId)}
    where o.status = 'open' and o.branch_id = ${ctx.actor.branchId} and (o.from_id = ${tillId} or o.to_id = ${tillId})
    order by o.id limit 20`;
  return rows.map(shown);
}

function shown(row: StoredOffer): CashOffer {
  return { ...row, notes: inWords(row.notes, row.currency) };
}

function offers(sql: Sql, userId: string): Fragment {
  return sql`
    select o.id, f.name as from, t.name as to, o.currency, o.amount_minor as "amountMinor", u.display_name as "offeredBy",
      to_char(o.offered_at at time zone s.time_zone, 'HH24:MI') as at, o.offered_by = ${userId} as own,
      (select json_object_agg(n.value_minor, n.quantity) from cash_offer_notes n where n.offer_id = o.id) as notes
    from cash_offers o
      join cash_points f on f.id = o.from_id
      join cash_points t on t.id = o.to_id
      join users u on u.id = o.offered_by
      cross join bank_settings s`;
}

function inWords(notes: Notes, currency: Currency): string {
  return Object.entries(notes)
    .sort(([a], [b]) => (BigInt(a) < BigInt(b) ? 1 : -1))
    .map(([value, pieces]) => `${pieces} × ${denominationName(BigInt(value), currency)}`)
    .join(", ");
}

export type Receiver = { id: string; name: string; holder: string | null };

/** Where a teller can hand cash to: the vault of the branch, and the tills that colleagues have open. */
export function receiversOf(ctx: Ctx<StaffActor>, tillId: string): Promise<Receiver[]> {
  authorize(ctx.actor, "till.operate");
  return sqlOf(ctx.db)<Receiver[]>`
    select p.id, p.name, u.display_name as holder
    from cash_points p
      left join till_sessions s on s.till_id = p.id and s.status = 'open'
      left join users u on u.id = s.user_id
    where p.branch_id = ${ctx.actor.branchId} and p.id <> ${tillId} and (p.kind = 'vault' or s.id is not null)
    order by p.kind desc, p.number`;
}

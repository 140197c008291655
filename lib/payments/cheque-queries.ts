import type { Fragment } from "postgres";
import { sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "../core/context";
import type { Currency } from "../core/currencies";
import type { BusinessDate } from "../core/dates";
import { type AccountId, type EntryId, isId } from "../core/ids";
import { type Cursor, decodeCursor, PAGE_SIZE, type Page, pageOf } from "../core/paging";
import { authorize, branchScope } from "../identity/authorize";
import type { Cheque } from "./lock-cheques";
import type { ReturnReason } from "./schema";

export type ChequeLine = {
  id: EntryId;
  reference: string;
  status: Cheque["status"];
  accountId: AccountId;
  iban: string;
  owner: string;
  bank: string;
  number: string;
  amountMinor: bigint;
  currency: Currency;
  drawnOn: BusinessDate;
  paidInOn: BusinessDate;
  paidInAt: string;
  takenBy: string;
  clearsOn: BusinessDate;
  endedBy: string | null;
  endedOn: BusinessDate | null;
  endedEntryId: EntryId | null;
  endedReference: string | null;
  returnReason: ReturnReason | null;
  returnNote: string | null;
};

/** Cheques of the reader's branch, or of all for head office: those in clearing by the day they should clear, one page. */
export async function listCheques(
  ctx: Ctx<StaffActor>,
  filters: Cursor & { status?: string },
): Promise<Page<ChequeLine>> {
  authorize(ctx.actor, "cheque.read");
  const sql = sqlOf(ctx.db);
  const status = filters.status ?? "in_clearing";
  const [day, id] = decodeCursor(filters.older ?? filters.newer, 2) ?? [];
  const at = day && isId(id) && /^\d{4}-\d{2}-\d{2}$/.test(day) ? sql`(${day}::date, ${id}::uuid)` : null;
  const cursor: Cursor = !at ? {} : filters.older ? { older: filters.older } : { newer: filters.newer as string };
  // Those in clearing stand in the order in which they fall due, the others the latest first.
  const onward = (status === "in_clearing") !== (cursor.newer !== undefined);
  const rows = await sql<ChequeLine[]>`
    ${columns(ctx)} where c.status = ${status} and ${inScope(ctx)}
      ${at ? (onward ? sql`and (c.clears_on, c.id) > ${at}` : sql`and (c.clears_on, c.id) < ${at}`) : sql``}
    order by ${onward ? sql`c.clears_on, c.id` : sql`c.clears_on desc, c.id desc`} limit ${PAGE_SIZE + 1}`;
  return pageOf(rows, (row) => [row.clearsOn, row.id], cursor);
}

/** How many cheques of the reader's scope should be cleared by today, and what they come to by currency. */
export async function dueCheques(
  ctx: Ctx<StaffActor>,
): Promise<{ cheques: number; currency: Currency; minor: bigint }[]> {
  authorize(ctx.actor, "cheque.read");
  const rows = await sqlOf(ctx.db)<{ cheques: number; currency: Currency; minor: string }[]>`
    select count(*)::int as cheques, c.currency, sum(c.amount_minor)::text as minor
    from cheques c join journal_entries e on e.id = c.id join accounts a on a.id = c.account_id
    where c.status = 'in_clearing' and c.clears_on <= ${ctx.businessDate} and ${inScope(ctx)}
    group by c.currency order by c.currency`;
  return rows.map((row) => ({ ...row, minor: BigInt(row.minor) }));
}

/** One cheque, or null. */
export async function chequePage(ctx: Ctx<StaffActor>, id: string): Promise<ChequeLine | null> {
  authorize(ctx.actor, "cheque.read");
  if (!isId(id)) return null;
  const [row] = await sqlOf(ctx.db)<ChequeLine[]>`${columns(ctx)} where c.id = ${id} and ${inScope(ctx)}`;
  return row ?? null;
}

function inScope(ctx: Ctx<StaffActor>): Fragment {
  const sql = sqlOf(ctx.db);
  const scope = branchScope(ctx.actor, "cheque.read");
  return scope ? sql`(e.branch_id = ${scope} or a.branch_id = ${scope})` : sql`true`;
}

function columns(ctx: Ctx<StaffActor>): Fragment {
  return sqlOf(ctx.db)`
    select c.id, c.reference, c.status, c.account_id as "accountId", a.iban, owner.full_name as owner, c.bank, c.number,
      c.amount_minor as "amountMinor", c.currency, c.drawn_on::text as "drawnOn", e.booking_date::text as "paidInOn",
      to_char(e.booked_at at time zone s.time_zone, 'YYYY-MM-DD HH24:MI') as "paidInAt", coalesce(taker.display_name, 'Staff') as "takenBy",
      c.clears_on::text as "clearsOn", ender.display_name as "endedBy", ended.booking_date::text as "endedOn",
      c.ended_entry_id as "endedEntryId", c.ended_reference as "endedReference",
      c.return_reason as "returnReason", c.return_note as "returnNote"
    from cheques c
      join journal_entries e on e.id = c.id
      join accounts a on a.id = c.account_id
      join account_parties party on party.account_id = a.id and party.role = 'owner'
      join customers owner on owner.id = party.customer_id
      left join users taker on e.actor_kind = 'staff' and taker.id::text = e.actor_id
      left join users ender on ender.id = c.ended_by
      left join journal_entries ended on ended.id = c.ended_entry_id
      cross join bank_settings s`;
}

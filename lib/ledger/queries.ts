import type { Fragment } from "postgres";
import { sqlOf } from "@/db/client";
import type { Actor, Channel, Ctx, StaffActor } from "../core/context";
import type { Currency } from "../core/currencies";
import type { BusinessDate } from "../core/dates";
import { type EntryId, isId } from "../core/ids";
import { type Cursor, decodeCursor, PAGE_SIZE, type Page, pageOf } from "../core/paging";
import { parseReference, type ReferenceKind } from "../core/references";
import { authorize, branchScope } from "../identity/authorize";
import type { EntryFilters } from "./entry-filters";

export type EntryRow = {
  id: EntryId;
  kind: string;
  reference: string;
  narrative: string;
  bookingDate: BusinessDate;
  valueDate: BusinessDate;
  /** The hour and minute of booking on the bank's clock. */
  bookedAt: string;
  branch: string;
  channel: Channel;
  actorKind: Actor["kind"];
  /** Staff by name; a customer is not named by the ledger. */
  who: string | null;
  currency: Currency;
  /** The largest leg: what was moved. */
  amountMinor: bigint;
  reversal: boolean;
};

/**
 * Journal entries, newest banking day first, that touch the actor's branch (or any, for bank-wide roles); one page.
 * Found by exact reference, or filtered by kind, branch, channel, who, booking date and amount.
 */
export async function listEntries(
  ctx: Ctx<StaffActor>,
  filters: EntryFilters,
  cursor: Cursor = {},
): Promise<Page<EntryRow>> {
  authorize(ctx.actor, "movement.read");
  const sql = sqlOf(ctx.db);
  const place = placeOf(cursor);
  const rows = await sql<EntryRow[]>`
    select e.id, e.kind, e.reference, e.narrative, e.booking_date::text as "bookingDate", e.value_date::text as "valueDate",
      to_char(e.booked_at at time zone s.time_zone, 'HH24:MI') as "bookedAt", b.name as branch, e.channel,
      e.actor_kind as "actorKind", u.display_name as who, m.currency, m.minor as "amountMinor", e.reverses_id is not null as reversal
    from journal_entries e
      join branches b on b.id = e.branch_id
      cross join bank_settings s
      left join users u on u.id = case e.actor_kind when 'staff' then e.actor_id::uuid end
      cross join lateral (
        select p.currency, max(abs(p.amount_minor)) as minor from postings p where p.entry_id = e.id group by p.currency
        order by p.currency limit 1) m
    where ${inScope(ctx)} ${matches(ctx, filters)} ${beyond(ctx, place)}
    order by ${place.newer ? sql`e.booking_date, e.id` : sql`e.booking_date desc, e.id desc`} limit ${PAGE_SIZE + 1}`;
  return pageOf(rows, (row) => [row.bookingDate, row.id], place);
}

/** Entries `e` that happened in the actor's branch or moved money of an account there. */
export function inScope(ctx: Ctx<StaffActor>): Fragment {
  const sql = sqlOf(ctx.db);
  const branch = branchScope(ctx.actor, "movement.read");
  return branch ? touches(ctx, branch) : sql`true`;
}

function touches(ctx: Ctx<StaffActor>, branch: string): Fragment {
  return sqlOf(ctx.db)`(
    e.branch_id = ${branch} or exists (select from postings p where p.entry_id = e.id and p.branch_id = ${branch}))`;
}

type Place = Cursor & { at?: { date: string; id: string } };

/** The cursor of the URL, without what is not one of ours. */
function placeOf(cursor: Cursor): Place {
  const [date, id] = decodeCursor(cursor.older ?? cursor.newer, 2) ?? [];
  if (!date || !/^\d{4}-\d{2}-\d{2}$/.test(date) || !isId(id)) return {};
  const at = { date, id };
  return cursor.older ? { older: cursor.older, at } : { newer: cursor.newer as string, at };
}

function beyond(ctx: Ctx<StaffActor>, { older, at }: Place): Fragment {
  const sql = sqlOf(ctx.db);
  if (!at) return sql``;
  const key = sql`(${at.date}::date, ${at.id}::uuid)`;
  return older ? sql`and (e.booking_date, e.id) < ${key}` : sql`and (e.booking_date, e.id) > ${key}`;
}

function matches(ctx: Ctx<StaffActor>, filters: EntryFilters): Fragment {
  const sql = sqlOf(ctx.db);
  const { reference, kind, branchId, channel, actorKind, from, to, amounts } = filters;
  return sql`
    ${reference ? sql`and ${named(ctx, reference)}` : sql``}
    ${kind ? sql`and e.kind = ${kind}` : sql``}
    ${branchId ? sql`and ${touches(ctx, branchId)}` : sql``}
    ${channel ? sql`and e.channel = ${channel}` : sql``}
    ${actorKind ? sql`and e.actor_kind = ${actorKind}` : sql``}
    ${from ? sql`and e.booking_date >= ${from}` : sql``}
    ${to ? sql`and e.booking_date <= ${to}` : sql``}
    ${amounts ? sql`and m.currency = ${amounts.currency}` : sql``}
    ${amounts?.minMinor === undefined ? sql`` : sql`and m.minor >= ${amounts.minMinor.toString()}::bigint`}
    ${amounts?.maxMinor === undefined ? sql`` : sql`and m.minor <= ${amounts.maxMinor.toString()}::bigint`}`;
}

/** The entry with this reference, through the table that keeps it unique; a reference that cannot be one names nothing. */
function named(ctx: Ctx<StaffActor>, typed: string): Fragment {
  const sql = sqlOf(ctx.db);
  const parsed = parseReference(typed);
  if (!parsed) return sql`false`;
  const { kind, reference } = parsed;
  const inTable =
    (table: string, id = "id") =>
    () =>
      sql`e.id in (select ${sql(id)} from ${sql(table)} where reference = ${reference})`;
  // What has no row but its entry: in the words of the index, so that it is used.
  const entryAlone = () => sql`(e.reference = ${reference} and e.kind in (
    'share_capital', 'fee_charged', 'deposit_interest_accrued', 'negative_interest_accrued', 'overdraft_interest_accrued',
    'loan_interest_accrued', 'revaluation'))`;
  const where: Readonly<Record<ReferenceKind, () => Fragment>> = {
    CSH: inTable("cash_transactions"),
    CMV: inTable("cash_moves"),
    CNT: () => sql`false`,
    CDC: inTable("cash_clearings"),
    CDF: inTable("cash_differences"),
    TRF: inTable("transfers"),
    CHQ: () => sql`e.id in (
      select id from cheques where reference = ${reference} union all select ended_entry_id from cheques where ended_reference = ${reference})`,
    FEE: entryAlone,
    INC: inTable("incoming_payments"),
    DIA: entryAlone,
    INT: inTable("interest_settlements", "entry_id"),
    TDP: inTable("term_deposit_movements"),
    LND: inTable("loan_disbursements"),
    LNR: inTable("loan_repayments"),
    LNI: entryAlone,
    CAP: entryAlone,
    JNL: inTable("manual_journals"),
    HLD: () => sql`e.id in (
      select r.entry_id from holds h join hold_resolutions r on r.hold_id = h.id where h.reference = ${reference})`,
    FXR: entryAlone,
    REV: () => sql`(e.reference = ${reference} and e.reverses_id is not null)`,
  };
  return where[kind]();
}

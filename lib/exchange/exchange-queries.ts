import { sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "../core/context";
import type { Currency } from "../core/currencies";
import type { BusinessDate } from "../core/dates";
import { type EntryId, isId } from "../core/ids";
import { type Cursor, decodeCursor, PAGE_SIZE, type Page, pageOf } from "../core/paging";
import { authorize } from "../identity/authorize";
import { positionsOn } from "./positions";

/** The positions of the bank in every foreign currency as they stand now, in its own currency. */
export async function currencyPositions(ctx: Ctx<StaffActor>): ReturnType<typeof positionsOn> {
  authorize(ctx.actor, "ledger.read");
  return positionsOn(ctx.db, ctx.businessDate);
}

/** One currency for another, as it was booked. */
export type ExchangeLine = {
  id: EntryId;
  reference: string;
  kind: string;
  bookingDate: BusinessDate;
  /** The hour and minute on the bank's clock. */
  at: string;
  branch: string;
  giveMinor: bigint;
  giveCurrency: Currency;
  giveRate: string | null;
  getMinor: bigint;
  getCurrency: Currency;
  getRate: string | null;
  /** In the bank's own currency. */
  incomeMinor: bigint;
  own: Currency;
  reversed: boolean;
};

/** Exchanges of the whole bank, the latest first; one page. */
export async function listExchanges(ctx: Ctx<StaffActor>, cursor: Cursor): Promise<Page<ExchangeLine>> {
  authorize(ctx.actor, "ledger.read");
  const sql = sqlOf(ctx.db);
  const [at] = decodeCursor(cursor.older ?? cursor.newer, 1) ?? [];
  const place: Cursor = !isId(at) ? {} : cursor.older ? { older: cursor.older } : { newer: cursor.newer as string };
  const newer = place.newer !== undefined;
  const rows = await sql<ExchangeLine[]>`
    select x.id, e.reference, e.kind, e.booking_date::text as "bookingDate",
      to_char(e.booked_at at time zone s.time_zone, 'HH24:MI') as at, b.name as branch,
      x.give_minor as "giveMinor", x.give_currency as "giveCurrency", gr.bid::text as "giveRate",
      x.get_minor as "getMinor", x.get_currency as "getCurrency", tr.offer::text as "getRate",
      x.income_minor as "incomeMinor", s.base_currency as own,
      exists (select from journal_entries r where r.reverses_id = x.id) as reversed
    from exchanges x
      join journal_entries e on e.id = x.id
      join branches b on b.id = e.branch_id
      left join exchange_rates gr on gr.id = x.give_rate_id
      left join exchange_rates tr on tr.id = x.get_rate_id
      cross join bank_settings s
    where ${isId(at) ? (newer ? sql`x.id > ${at}` : sql`x.id < ${at}`) : sql`true`}
    order by ${newer ? sql`x.id` : sql`x.id desc`} limit ${PAGE_SIZE + 1}`;
  return pageOf(rows, ({ id }) => [id], place);
}

import { sqlOf } from "@/db/client";
import { bankFacts } from "../calendar/queries";
import type { Ctx, StaffActor } from "../core/context";
import { type Currency, isCurrency } from "../core/currencies";
import { type BusinessDate, isDate } from "../core/dates";
import { type Id, isId } from "../core/ids";
import { type Cursor, decodeCursor, PAGE_SIZE, type Page, pageOf } from "../core/paging";
import { authorize } from "../identity/authorize";
import { type RateInForce, readRates } from "./read-rates";

export type RateRow = {
  id: Id<"exchangeRate">;
  currency: Currency;
  bid: string;
  mid: string;
  offer: string;
  validFrom: BusinessDate;
  reason: string;
  /** In the bank's time zone: `2026-11-23 10:42`. */
  at: string;
  setBy: string | null;
  agreedBy: string | null;
};

export type RatesNow = {
  baseCurrency: Currency;
  /** Every foreign currency of the bank, with its rate in force or without one. */
  rates: { currency: Currency; rate: RateInForce | null }[];
};

/** At which rates the bank exchanges right now. */
export async function ratesNow(ctx: Ctx<StaffActor>): Promise<RatesNow> {
  authorize(ctx.actor, "rate.read");
  const [{ currencies, baseCurrency }, rates] = await Promise.all([
    bankFacts(ctx.db),
    readRates(ctx.db, ctx.businessDate),
  ]);
  const foreign = currencies.filter((currency) => currency !== baseCurrency);
  return {
    baseCurrency,
    rates: foreign.map((currency) => ({ currency, rate: rates.byCurrency.get(currency) ?? null })),
  };
}

/** Rates of every day or of one currency, those to come and the latest first; one page. */
export async function listRates(
  ctx: Ctx<StaffActor>,
  filters: Cursor & { currency?: string; upTo?: string },
): Promise<Page<RateRow>> {
  authorize(ctx.actor, "rate.read");
  const sql = sqlOf(ctx.db);
  const place = placeOf(filters);
  const currency = filters.currency && isCurrency(filters.currency) ? filters.currency : null;
  const upTo = filters.upTo && isDate(filters.upTo) ? filters.upTo : null;
  const key = place.at ? sql`(${place.at.day}::date, ${place.at.id}::uuid)` : null;
  const rows = await sql<RateRow[]>`
    select r.id, r.currency, r.bid::text, r.mid::text, r.offer::text, r.valid_from::text as "validFrom", r.reason,
      to_char(r.created_at at time zone s.time_zone, 'YYYY-MM-DD HH24:MI') as at,
      maker.display_name as "setBy", checker.display_name as "agreedBy"
    from exchange_rates r
      cross join bank_settings s
      left join approvals a on a.id = r.approval_id
      left join users maker on maker.id = a.maker_id
      left join users checker on checker.id = (
        select step.by_user_id from approval_steps step where step.approval_id = a.id and step.step = 'approved' limit 1)
    where ${currency ? sql`r.currency = ${currency}` : sql`true`} ${upTo ? sql`and r.valid_from <= ${upTo}` : sql``}
      ${key ? (place.newer ? sql`and (r.valid_from, r.id) > ${key}` : sql`and (r.valid_from, r.id) < ${key}`) : sql``}
    order by ${place.newer ? sql`r.valid_from, r.id` : sql`r.valid_from desc, r.id desc`} limit ${PAGE_SIZE + 1}`;
  return pageOf(rows, (row) => [row.validFrom, row.id], place);
}

type Place = Cursor & { at?: { day: string; id: string } };

function placeOf({ older, newer }: Cursor): Place {
  const [day, id] = decodeCursor(older ?? newer, 2) ?? [];
  if (!day || !isDate(day) || !isId(id)) return {};
  const at = { day, id };
  return older ? { older, at } : { newer: newer as string, at };
}

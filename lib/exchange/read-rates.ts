import { type Executor, sqlOf } from "@/db/client";
import type { Currency } from "../core/currencies";
import type { BusinessDate } from "../core/dates";
import type { Id } from "../core/ids";

/** The rate of a currency that is in force: what one unit costs in the bank's own currency, in exact decimals. */
export type RateInForce = {
  id: Id<"exchangeRate">;
  currency: Currency;
  bid: string;
  mid: string;
  offer: string;
  validFrom: BusinessDate;
  /** More than one banking day has begun since: nothing is exchanged at it any more. */
  stale: boolean;
};

export type Rates = { base: Currency; byCurrency: ReadonlyMap<Currency, RateInForce> };

/** The rates in force on a banking day: of each currency the newest of the latest day. */
export async function readRates(db: Executor, day: BusinessDate): Promise<Rates> {
  const [row] = await sqlOf(db)<{ base: Currency; rates: RateInForce[] | null }[]>`
    select s.base_currency as base, (
      select json_agg(json_build_object('id', r.id, 'currency', r.currency, 'bid', r.bid::text, 'mid', r.mid::text,
        'offer', r.offer::text, 'validFrom', r.valid_from::text, 'stale', (
          select count(*) > 1 from banking_days b where b.day > r.valid_from and b.day <= ${day})))
      from (select a.currency from ledger_accounts a where a.code = '3010' and a.kind = 'gl') known
        cross join lateral (
          select * from exchange_rates one where one.currency = known.currency and one.valid_from <= ${day}
          order by one.valid_from desc, one.id desc limit 1) r) as rates
    from bank_settings s`;
  if (!row) throw new Error("The bank has no settings");
  return { base: row.base, byCurrency: new Map((row.rates ?? []).map((rate) => [rate.currency, rate])) };
}

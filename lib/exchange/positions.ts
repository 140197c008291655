import { type Executor, sqlOf } from "@/db/client";
import type { Currency } from "../core/currencies";
import type { BusinessDate } from "../core/dates";
import { rounded, worthIn } from "./rate";
import { type RateInForce, readRates } from "./read-rates";

/** What the bank owns of a foreign currency (owes, below zero), and what that is worth in its own. */
export type Position = {
  currency: Currency;
  minor: bigint;
  /** In the books, in the bank's own currency. */
  counterValueMinor: bigint;
  rate: RateInForce | null;
  /** At the mid of the rate in force; null without one. */
  worthMinor: bigint | null;
};

/** The positions as booked up to the end of a banking day, valued at the rates in force on it. */
export async function positionsOn(db: Executor, day: BusinessDate): Promise<{ base: Currency; positions: Position[] }> {
  const sql = sqlOf(db);
  const balance = (account: string) => sql`(
    select coalesce(base.closing, 0) + coalesce((
      select sum(p.amount_minor) from postings p
      where p.account_id = ${sql(account)} and p.booking_date > coalesce(base.day, '-infinity') and p.booking_date <= ${day}), 0)
    from (select 1) one left join lateral (
      select d.day, d.closing from daily_balances d where d.account_id = ${sql(account)} and d.day <= ${day}
      order by d.day desc limit 1) base on true)`;
  const [rows, rates] = await Promise.all([
    sql<{ currency: Currency; minor: string; counterValue: string }[]>`
      select held.currency, (-${balance("held.id")})::text as minor, ${balance("worth.id")}::text as "counterValue"
      from ledger_accounts held join ledger_accounts worth on worth.code = '1910-' || held.currency and worth.kind = 'gl'
      where held.code = '2910' and held.kind = 'gl' order by held.currency`,
    readRates(db, day),
  ]);
  const { base } = rates;
  const positions = rows.map(({ currency, ...sums }) => {
    const rate = rates.byCurrency.get(currency) ?? null;
    const row = { currency, minor: BigInt(sums.minor), counterValueMinor: BigInt(sums.counterValue) };
    return { ...row, rate, worthMinor: rate && worthAtMid(base, row, rate) };
  });
  return { base, positions };
}

/** A position that the close of a day would value at a rate of an earlier one. */
export type OldRate = { currency: Currency; validFrom: BusinessDate };

/** The positions for which no rate of the day was set. */
export async function oldRatesOn(db: Executor, day: BusinessDate): Promise<OldRate[]> {
  const { positions } = await positionsOn(db, day);
  return positions.flatMap(({ currency, minor, rate }) =>
    minor !== 0n && rate && rate.validFrom < day ? [{ currency, validFrom: rate.validFrom }] : [],
  );
}

/** Half away from zero, below zero as above it. */
function worthAtMid(base: Currency, { minor, currency }: Pick<Position, "minor" | "currency">, rate: RateInForce) {
  const worth = rounded(worthIn(base, { minor: minor < 0n ? -minor : minor, currency }, rate.mid), "half");
  return minor < 0n ? -worth : worth;
}

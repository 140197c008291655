import { sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "../core/context";
import type { Currency } from "../core/currencies";
import type { BusinessDate } from "../core/dates";
import type { EntryId } from "../core/ids";
import { formatMoney, money } from "../core/money";
import { authorize } from "../identity/authorize";
import { positionsOn } from "./positions";
import { formatRateOf } from "./rate";

/** How the amount of an exchange or of a revaluation came about, line by line. */
export type ExchangeWorking = { result: string; steps: { text: string; value?: string }[]; rounding: string };

type Entry = { id: EntryId; kind: string; narrative: string; bookingDate: BusinessDate };

/** The working of an exchange or a revaluation, or null for entries of other kinds. */
export async function exchangeEntryWorking(ctx: Ctx<StaffActor>, entry: Entry): Promise<ExchangeWorking | null> {
  authorize(ctx.actor, "movement.read");
  return entry.kind === "revaluation" ? revaluationWorking(ctx, entry) : exchangeWorking(ctx, entry.id);
}

type Exchanged = {
  giveMinor: bigint;
  giveCurrency: Currency;
  bid: string | null;
  getMinor: bigint;
  getCurrency: Currency;
  offer: string | null;
  incomeMinor: bigint;
  own: Currency;
};

/** What was given, at the rates that were confirmed; the side that was open is rounded once, in the bank's favour. */
async function exchangeWorking(ctx: Ctx<StaffActor>, id: EntryId): Promise<ExchangeWorking | null> {
  const [x] = await sqlOf(ctx.db)<Exchanged[]>`
    select x.give_minor as "giveMinor", x.give_currency as "giveCurrency", gr.bid::text as bid,
      x.get_minor as "getMinor", x.get_currency as "getCurrency", tr.offer::text as offer,
      x.income_minor as "incomeMinor", s.base_currency as own
    from exchanges x left join exchange_rates gr on gr.id = x.give_rate_id left join exchange_rates tr on tr.id = x.get_rate_id
      cross join bank_settings s
    where x.id = ${id}`;
  if (!x) return null;
  const rate = (currency: Currency, at: string | null, side: string) =>
    at ? [{ text: `1 ${currency} = ${formatRateOf(at)} ${x.own}, at which the bank ${side}` }] : [];
  return {
    result: formatMoney(money(x.getMinor, x.getCurrency)),
    steps: [
      { text: "Given by the customer", value: formatMoney(money(x.giveMinor, x.giveCurrency)) },
      ...rate(x.giveCurrency, x.bid, "buys"),
      ...rate(x.getCurrency, x.offer, "sells"),
      {
        text: "Difference to the middle rate, which the bank earns",
        value: formatMoney(money(x.incomeMinor, x.own)),
      },
    ],
    rounding: "= what the customer gets, rounded once in the bank’s favour",
  };
}

/** What the position was worth at the close, less what the books held: both follow from its day, which is closed. */
async function revaluationWorking(ctx: Ctx<StaffActor>, entry: Entry): Promise<ExchangeWorking | null> {
  const [leg] = await sqlOf(ctx.db)<{ currency: Currency; changeMinor: bigint }[]>`
    select split_part(a.code, '-', 2) as currency, p.amount_minor as "changeMinor"
    from postings p join ledger_accounts a on a.id = p.account_id
    where p.entry_id = ${entry.id} and a.code like '1910-%' limit 1`;
  if (!leg) return null;
  const { base, positions } = await positionsOn(ctx.db, entry.bookingDate);
  const position = positions.find(({ currency }) => currency === leg.currency);
  if (!position) return null;
  const shown = (minor: bigint) => formatMoney(money(minor, base));
  const after = position.counterValueMinor;
  return {
    result: shown(leg.changeMinor),
    steps: [
      { text: `Worth of ${entry.narrative}`, value: shown(after) },
      { text: "Less what the books held for it before", value: shown(after - leg.changeMinor) },
    ],
    rounding: "= gained, or lost below zero; the worth is rounded to the cent, half away from zero",
  };
}

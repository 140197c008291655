import type { Currency } from "../core/currencies";
import { refusal } from "../core/errors";
import { formatMoney, MAX_MINOR, type Money } from "../core/money";
import { boughtWith, formatRateOf, type Ratio, rounded, worthIn } from "./rate";
import type { RateInForce, Rates } from "./read-rates";

/** A side of an exchange: its amount, and of a foreign currency the rate and what it is worth at mid. */
export type QuotedSide = Money & { rate: RateInForce | null; worthMinor: bigint };

/** What the bank gives for what: the customer gives one amount and gets the other. */
export type Quote = {
  give: QuotedSide;
  get: QuotedSide;
  /** The difference to mid, in the bank's own currency. */
  incomeMinor: bigint;
  /** Names the rates: a form that shows the quote sends it back. */
  id: string;
};

/** The amount that is fixed, and the currency of the other side. */
export type Wanted = { give: Money; get: Currency } | { give: Currency; get: Money };

/**
 * Works out an exchange at the rates in force: the bank buys at bid and sells at offer, from one foreign currency to
 * another over its own. The open side is rounded once, to minor units, in the bank's favour: down where the customer
 * gets it, up where they give it. Refuses `rate_missing`, `rate_stale`, `exchange_too_small`, `amount_too_large`.
 */
export function quote(rates: Rates, wanted: Wanted): Quote {
  const [give, get] = amounts(rates, wanted);
  if (give.minor <= 0n || get.minor <= 0n) throw refusal("exchange_too_small");
  if (give.minor > MAX_MINOR || get.minor > MAX_MINOR) throw refusal("amount_too_large");
  const [gives, gets] = [sideOf(rates, give), sideOf(rates, get)];
  if (gives.worthMinor <= 0n || gets.worthMinor <= 0n) throw refusal("exchange_too_small");
  const incomeMinor = gives.worthMinor - gets.worthMinor;
  if (incomeMinor < 0n) throw new Error("An exchange at bid and offer cost the bank money");
  return { give: gives, get: gets, incomeMinor, id: `${gives.rate?.id ?? "own"}.${gets.rate?.id ?? "own"}` };
}

/** Refuses a quote that is not the one a person confirmed: `rate_changed`, with the amounts as they are now. */
export function assertConfirmed(now: Quote, confirmed: string): void {
  if (now.id === confirmed) return;
  throw refusal("rate_changed", { give: formatMoney(now.give), get: formatMoney(now.get) });
}

/** The rates of an exchange as sentences: `1 USD = 0.9040 EUR`. */
export function rateWords({ give, get }: Pick<Quote, "give" | "get">, own: Currency): string[] {
  const line = (side: QuotedSide, at: "bid" | "offer") =>
    side.rate ? [`1 ${side.currency} = ${formatRateOf(side.rate[at])} ${own}`] : [];
  return [...line(give, "bid"), ...line(get, "offer")];
}

function amounts(rates: Rates, wanted: Wanted): [Money, Money] {
  if (typeof wanted.give !== "string") {
    const { give, get } = wanted as { give: Money; get: Currency };
    const worth = worthOf(rates, give, "bid");
    const bought = get === rates.base ? worth : boughtWith(worth, rates.base, get, servingRate(rates, get).offer);
    return [give, { currency: get, minor: rounded(bought, "down") }];
  }
  const { give, get } = wanted as { give: Currency; get: Money };
  const cost = worthOf(rates, get, "offer");
  const needed = give === rates.base ? cost : boughtWith(cost, rates.base, give, servingRate(rates, give).bid);
  return [{ currency: give, minor: rounded(needed, "up") }, get];
}

function worthOf(rates: Rates, amount: Money, at: "bid" | "mid" | "offer"): Ratio {
  if (amount.currency === rates.base) return { over: amount.minor, under: 1n };
  return worthIn(rates.base, amount, servingRate(rates, amount.currency)[at]);
}

function sideOf(rates: Rates, amount: Money): QuotedSide {
  const rate = amount.currency === rates.base ? null : servingRate(rates, amount.currency);
  return { ...amount, rate, worthMinor: rounded(worthOf(rates, amount, "mid"), "half") };
}

function servingRate({ byCurrency }: Rates, currency: Currency): RateInForce {
  const rate = byCurrency.get(currency);
  if (!rate) throw refusal("rate_missing", { currency });
  if (rate.stale) throw refusal("rate_stale", { currency, day: rate.validFrom });
  return rate;
}

import { type Executor, sqlOf } from "@/db/client";
import type { Currency } from "../core/currencies";
import type { BusinessDate } from "../core/dates";
import type { Id } from "../core/ids";
import type { Eligibility } from "./assert-eligible";
import type { productKinds } from "./schema";

export type ProductOffer = {
  id: string;
  productId: Id<"product">;
  code: string;
  kind: "current" | "savings" | "loan";
  name: string;
  version: number;
  currency: Currency;
  /** Kept in another currency than the bank's own. */
  foreign: boolean;
  /** A fraction a year, exact decimals in text. */
  annualRate: string;
};

/** The versions on which accounts of these kinds can be opened on a day: of each product and currency, the newest in effect. */
export function productsOffered(
  db: Executor,
  on: BusinessDate,
  kinds: readonly ProductOffer["kind"][],
): Promise<ProductOffer[]> {
  return sqlOf(db)<ProductOffer[]>`
    select distinct on (p.kind, p.name, v.currency) v.id, p.id as "productId", p.code, p.kind, p.name, v.version, v.currency,
      v.currency <> bank.base_currency as foreign, v.annual_rate as "annualRate"
    from bank_settings bank cross join products p join product_versions v on v.product_id = p.id
    where p.kind = any(${[...kinds]}::text[]) and v.effective_from <= ${on}
    order by p.kind, p.name, v.currency, v.version desc`;
}

/** A product that a new customer may ask for, and whom its newest version is for; that in the bank's own currency where there is one. */
export type ProductToAskFor = Eligibility & {
  productId: Id<"product">;
  kind: keyof typeof productKinds;
  name: string;
  currency: Currency;
  /** Kept in another currency than the bank's own. */
  foreign: boolean;
};

/** Every product on offer on a day, with the newest terms of whom it is for: accounts first, then deposits and loans, the oldest first. */
export function productsToAskFor(db: Executor, on: BusinessDate): Promise<ProductToAskFor[]> {
  return sqlOf(db)<ProductToAskFor[]>`
    select p.id as "productId", p.kind, p.name, v.currency, v.currency <> bank.base_currency as foreign, v.minimum_age as "minimumAge",
      v.maximum_age as "maximumAge", v.eligible_for as "eligibleFor"
    from bank_settings bank cross join products p join lateral (select * from product_versions v
      where v.product_id = p.id and v.effective_from <= ${on}
      order by v.currency = bank.base_currency desc, v.version desc, v.currency limit 1) v on true
    order by array_position(array['current', 'savings', 'term_deposit', 'loan'], p.kind), p.id`;
}

import { type Executor, sqlOf } from "@/db/client";
import type { Currency } from "../core/currencies";
import type { BusinessDate } from "../core/dates";

export type ProductOffer = {
  id: string;
  code: string;
  kind: "current" | "savings" | "loan";
  name: string;
  version: number;
  currency: Currency;
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
    select distinct on (p.kind, p.name, v.currency) v.id, p.code, p.kind, p.name, v.version, v.currency, v.annual_rate as "annualRate"
    from products p join product_versions v on v.product_id = p.id
    where p.kind = any(${[...kinds]}::text[]) and v.effective_from <= ${on}
    order by p.kind, p.name, v.currency, v.version desc`;
}

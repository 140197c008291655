import { sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "../core/context";
import type { Currency } from "../core/currencies";
import type { BusinessDate } from "../core/dates";
import { authorize } from "../identity/authorize";

export type ProductVersion = {
  id: string;
  code: string;
  kind: "current" | "savings" | "term_deposit" | "loan";
  name: string;
  version: number;
  effectiveFrom: BusinessDate;
  currency: Currency;
  /** A fraction a year, exact decimals in text. */
  annualRate: string;
  dayCount: string;
  minAmountMinor: bigint | null;
  maxAmountMinor: bigint | null;
  minTermMonths: number | null;
  maxTermMonths: number | null;
  minimumAge: number;
  /** The version on which accounts and loans are opened today. */
  offered: boolean;
};

/** Every product with all its versions, the newest of each first; `kind` narrows it. */
export async function productCatalogue(ctx: Ctx<StaffActor>, kind?: string): Promise<ProductVersion[]> {
  authorize(ctx.actor, "product.read");
  const sql = sqlOf(ctx.db);
  return sql<ProductVersion[]>`
    select v.id, p.code, p.kind, p.name, v.version, v.effective_from::text as "effectiveFrom", v.currency,
      v.annual_rate::text as "annualRate", v.day_count as "dayCount", v.min_amount_minor as "minAmountMinor",
      v.max_amount_minor as "maxAmountMinor", v.min_term_months as "minTermMonths", v.max_term_months as "maxTermMonths",
      v.minimum_age as "minimumAge", v.effective_from <= ${ctx.businessDate} and not exists (
        select from product_versions n where n.product_id = v.product_id and n.currency = v.currency
          and n.effective_from <= ${ctx.businessDate} and n.version > v.version) as offered
    from products p join product_versions v on v.product_id = p.id
    where true ${kind ? sql`and p.kind = ${kind}` : sql``}
    order by p.kind, p.name, p.code, v.currency, v.version desc`;
}

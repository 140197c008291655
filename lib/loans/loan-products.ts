import { type Executor, sqlOf } from "@/db/client";
import type { Currency } from "../core/currencies";
import type { BusinessDate } from "../core/dates";
import { refusal } from "../core/errors";
import { type Id, isId } from "../core/ids";
import type { Eligibility } from "../products/assert-eligible";
import type { InterestTerms } from "./interest";

/** A version of a loan product: its interest and the range in which it lends. */
export type LoanProduct = InterestTerms &
  Eligibility & {
    id: Id<"productVersion">;
    name: string;
    version: number;
    currency: Currency;
    minAmountMinor: bigint;
    maxAmountMinor: bigint;
    minTermMonths: number;
    maxTermMonths: number;
  };

/** The loan products on offer on a day: the newest version in effect of each, by name. */
export function offeredLoanProducts(db: Executor, on: BusinessDate): Promise<LoanProduct[]> {
  return sqlOf(db)<LoanProduct[]>`${offered(db, on)} order by p.name, v.currency`;
}

/** One product version that is on offer on a day; refuses any other as `product_not_offered`. */
export async function offeredLoanProduct(db: Executor, on: BusinessDate, id: string): Promise<LoanProduct> {
  const [product] = isId(id) ? await sqlOf(db)<LoanProduct[]>`${offered(db, on)} and v.id = ${id}` : [];
  if (!product) throw refusal("product_not_offered");
  return product;
}

/** The version a loan was applied for on, on offer or not. */
export async function loanProductOf(db: Executor, loanId: string): Promise<LoanProduct> {
  const [product] = await sqlOf(db)<
    LoanProduct[]
  >`${versions(db)} where v.id = (select product_version_id from loans where id = ${loanId})`;
  if (!product) throw refusal("loan_not_found");
  return product;
}

function offered(db: Executor, on: BusinessDate) {
  return sqlOf(
    db,
  )`${versions(db)} where p.kind = 'loan' and v.min_amount_minor is not null and v.min_term_months is not null
    and v.effective_from <= ${on} and not exists (
      select from product_versions n where n.product_id = v.product_id and n.currency = v.currency
        and n.effective_from <= ${on} and n.version > v.version)`;
}

function versions(db: Executor) {
  return sqlOf(db)`
    select v.id, p.name, v.version, v.currency, v.annual_rate::text as "annualRate", v.day_count as "dayCount",
      v.min_amount_minor as "minAmountMinor", v.max_amount_minor as "maxAmountMinor",
      v.min_term_months as "minTermMonths", v.max_term_months as "maxTermMonths",
      v.minimum_age as "minimumAge", v.maximum_age as "maximumAge", v.eligible_for as "eligibleFor"
    from product_versions v join products p on p.id = v.product_id`;
}

import { sql } from "drizzle-orm";
import { check, index, integer, numeric, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt, currencyColumn, dayColumn, idColumn, minorColumn } from "../columns";

export const products = pgTable(
  "products",
  {
    id: idColumn<"product">("id").primaryKey(),
    code: text("code").notNull().unique(),
    kind: text("kind", { enum: ["current", "savings", "term_deposit", "loan"] }).notNull(),
    name: text("name").notNull(),
    createdAt: createdAt(),
  },
  (t) => [check("products_kind", sql`${t.kind} in ('current', 'savings', 'term_deposit', 'loan')`)],
);

/** The terms of a product from a day on; an account keeps the version it was opened on. */
export const productVersions = pgTable(
  "product_versions",
  {
    id: idColumn<"productVersion">("id").primaryKey(),
    productId: idColumn<"product">("product_id")
      .notNull()
      .references(() => products.id),
    version: integer("version").notNull(),
    effectiveFrom: dayColumn("effective_from").notNull(),
    currency: currencyColumn().notNull(),
    /** A fraction a year: 0.09 is 9 %. */
    annualRate: numeric("annual_rate", { precision: 9, scale: 6 }).notNull().default("0"),
    dayCount: text("day_count", { enum: ["30/360", "Act/365F", "Act/360"] })
      .notNull()
      .default("30/360"),
    minAmountMinor: minorColumn("min_amount_minor"),
    maxAmountMinor: minorColumn("max_amount_minor"),
    minTermMonths: integer("min_term_months"),
    maxTermMonths: integer("max_term_months"),
    minimumAge: integer("minimum_age").notNull().default(0),
    /** The oldest age at opening; empty: any. */
    maximumAge: integer("maximum_age"),
    eligibleFor: text("eligible_for", { enum: ["anyone", "individual", "organisation"] })
      .notNull()
      .default("anyone"),
    /** What should stay on the account; a fee may be charged below it. */
    minimumBalanceMinor: minorColumn("minimum_balance_minor"),
    /** How far it may be overdrawn at most; empty: no bound, 0: never. */
    overdraftMaxMinor: minorColumn("overdraft_max_minor"),
    /** A fraction a year on what is overdrawn. */
    overdraftRate: numeric("overdraft_rate", { precision: 9, scale: 6 }),
    /** A balance below this earns no interest; empty: any balance does. */
    interestFromMinor: minorColumn("interest_from_minor"),
    /** A fraction a year: what a term deposit earns that is closed before its maturity. */
    earlyRate: numeric("early_rate", { precision: 9, scale: 6 }),
    /** When interest is capitalised: in the close of the last calendar day of each. */
    interestPeriod: text("interest_period", { enum: ["month", "quarter", "half_year", "year"] })
      .notNull()
      .default("quarter"),
    /** The most that one withdrawal or transfer may take; empty: no bound. */
    debitLimitMinor: minorColumn("debit_limit_minor"),
    /** Each tier's rate on the part of the balance in it, or the reached tier's rate on the whole balance. */
    tierMethod: text("tier_method", { enum: ["band", "level"] })
      .notNull()
      .default("band"),
    createdAt: createdAt(),
  },
  (t) => [
    check("product_versions_rate", sql`${t.annualRate} >= -1 and ${t.annualRate} <= 10`),
    check("product_versions_day_count", sql`${t.dayCount} in ('30/360', 'Act/365F', 'Act/360')`),
    check(
      "product_versions_amounts",
      sql`${t.minAmountMinor} is null or (${t.minAmountMinor} > 0 and ${t.maxAmountMinor} >= ${t.minAmountMinor})`,
    ),
    check(
      "product_versions_terms",
      sql`${t.minTermMonths} is null or (${t.minTermMonths} > 0 and ${t.maxTermMonths} >= ${t.minTermMonths})`,
    ),
    check("product_versions_ages", sql`${t.minimumAge} >= 0 and ${t.maximumAge} >= ${t.minimumAge}`),
    check("product_versions_eligible_for", sql`${t.eligibleFor} in ('anyone', 'individual', 'organisation')`),
    check("product_versions_minimum_balance", sql`${t.minimumBalanceMinor} > 0`),
    check("product_versions_overdraft", sql`${t.overdraftMaxMinor} >= 0 and ${t.overdraftRate} between 0 and 10`),
    check("product_versions_early_rate", sql`${t.earlyRate} between 0 and 10`),
    check("product_versions_interest_from", sql`${t.interestFromMinor} > 0`),
    check("product_versions_interest_period", sql`${t.interestPeriod} in ('month', 'quarter', 'half_year', 'year')`),
    check("product_versions_debit_limit", sql`${t.debitLimitMinor} > 0`),
    check("product_versions_tier_method", sql`${t.tierMethod} in ('band', 'level')`),
    uniqueIndex("product_versions_version").on(t.productId, t.currency, t.version),
    index("product_versions_effective").on(t.productId, t.currency, t.effectiveFrom),
  ],
);

/** From a balance on, another rate; below the first tier the version's own rate counts. */
export const productRateTiers = pgTable(
  "product_rate_tiers",
  {
    versionId: idColumn<"productVersion">("version_id")
      .notNull()
      .references(() => productVersions.id),
    fromMinor: minorColumn("from_minor").notNull(),
    /** A fraction a year. */
    annualRate: numeric("annual_rate", { precision: 9, scale: 6 }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.versionId, t.fromMinor] }),
    check("product_rate_tiers_from", sql`${t.fromMinor} > 0`),
    check("product_rate_tiers_rate", sql`${t.annualRate} >= -1 and ${t.annualRate} <= 10`),
  ],
);

/** What a version charges, by the event that charges it. */
export const productFees = pgTable(
  "product_fees",
  {
    versionId: idColumn<"productVersion">("version_id")
      .notNull()
      .references(() => productVersions.id),
    kind: text("kind", {
      enum: [
        "monthly",
        "below_minimum",
        "deposit",
        "withdrawal",
        "transfer",
        "closing",
        "cheque_returned",
        "arrangement",
        "late",
      ],
    }).notNull(),
    /** The fixed part. */
    amountMinor: minorColumn("amount_minor").notNull(),
    /** The part of the amount that moves, as a fraction. */
    rate: numeric("rate", { precision: 9, scale: 6 }),
    minMinor: minorColumn("min_minor"),
    maxMinor: minorColumn("max_minor"),
  },
  (t) => [
    primaryKey({ columns: [t.versionId, t.kind] }),
    check(
      "product_fees_kind",
      sql`${t.kind} in ('monthly', 'below_minimum', 'deposit', 'withdrawal', 'transfer', 'closing', 'cheque_returned', 'arrangement', 'late')`,
    ),
    check("product_fees_amount", sql`${t.amountMinor} between 0 and 100000000000000000`),
    check("product_fees_rate", sql`${t.rate} > 0 and ${t.rate} <= 1`),
    check("product_fees_bounds", sql`${t.minMinor} > 0 and ${t.maxMinor} > 0 and ${t.minMinor} <= ${t.maxMinor}`),
    check("product_fees_something", sql`${t.amountMinor} > 0 or ${t.rate} is not null`),
  ],
);

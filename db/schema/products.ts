import { sql } from "drizzle-orm";
import { check, index, integer, numeric, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
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
    uniqueIndex("product_versions_version").on(t.productId, t.currency, t.version),
    index("product_versions_effective").on(t.productId, t.currency, t.effectiveFrom),
  ],
);

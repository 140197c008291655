import { sql } from "drizzle-orm";
import { check, index, numeric, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt, currencyColumn, dayColumn, idColumn, minorColumn } from "../columns";
import { accounts } from "./accounts";
import { bankingDays, branches } from "./calendar";
import { journalEntries } from "./ledger";
import { products, productVersions } from "./products";

const kinds = ["deposit", "negative", "overdraft"] as const;

/** Minor units with ten decimals: interest before it is booked. */
const exactColumn = (name: string) => numeric(name, { precision: 38, scale: 10 });

/**
 * What an account earned (`deposit`) or cost (`negative` rates, `overdraft`) in a night, as known on a banking day. A night
 * has one row, and another one whenever a movement with an earlier value date changes it. Never changed.
 */
export const interestAccruals = pgTable(
  "interest_accruals",
  {
    accountId: idColumn<"ledgerAccount">("account_id")
      .notNull()
      .references(() => accounts.id),
    /** The day before the night. */
    night: dayColumn("night").notNull(),
    knownOn: dayColumn("known_on")
      .notNull()
      .references(() => bankingDays.day),
    kind: text("kind", { enum: kinds }).notNull(),
    versionId: idColumn<"productVersion">("version_id")
      .notNull()
      .references(() => productVersions.id),
    /** The balance by value that earned it, in the customer's favour positive. */
    balanceMinor: minorColumn("balance_minor").notNull(),
    /** The night's interest as known from here on. */
    amount: exactColumn("amount").notNull(),
    /** What it is more or less than was known before. */
    change: exactColumn("change").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.accountId, t.night, t.knownOn, t.kind] }),
    check("interest_accruals_kind", sql`${t.kind} in ('deposit', 'negative', 'overdraft')`),
    check("interest_accruals_known", sql`${t.knownOn} >= ${t.night}`),
    check("interest_accruals_amount", sql`${t.amount} >= 0 and ${t.change} <> 0`),
    index("interest_accruals_account").on(t.accountId, t.knownOn),
    index("interest_accruals_day").on(t.knownOn),
    index("interest_accruals_later").on(t.accountId, t.knownOn).where(sql`${t.knownOn} > ${t.night}`),
  ],
);

/** Interest brought to an account: all that was known by a day and not settled before, rounded once. */
export const interestSettlements = pgTable(
  "interest_settlements",
  {
    accountId: idColumn<"ledgerAccount">("account_id")
      .notNull()
      .references(() => accounts.id),
    kind: text("kind", { enum: kinds }).notNull(),
    day: dayColumn("day")
      .notNull()
      .references(() => bankingDays.day),
    /** The end of a period of the product, or of the account. */
    reason: text("reason", { enum: ["period", "closing"] }).notNull(),
    /** The first and the last night it pays for. */
    fromNight: dayColumn("from_night").notNull(),
    toNight: dayColumn("to_night").notNull(),
    exact: exactColumn("exact").notNull(),
    /** What was booked; zero has no entry. */
    minor: minorColumn("minor").notNull(),
    entryId: idColumn<"entry">("entry_id").references(() => journalEntries.id),
    reference: text("reference"),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.accountId, t.day, t.kind] }),
    check("interest_settlements_kind", sql`${t.kind} in ('deposit', 'negative', 'overdraft')`),
    check("interest_settlements_reason", sql`${t.reason} in ('period', 'closing')`),
    check(
      "interest_settlements_minor",
      sql`${t.minor} = round(${t.exact}) and (${t.minor} = 0) = (${t.entryId} is null)`,
    ),
    check("interest_settlements_reference", sql`(${t.reference} is null) = (${t.entryId} is null)`),
    check("interest_settlements_nights", sql`${t.toNight} >= ${t.fromNight} and ${t.toNight} <= ${t.day}`),
    uniqueIndex("interest_settlements_reference_unique").on(t.reference).where(sql`${t.reference} is not null`),
    uniqueIndex("interest_settlements_entry").on(t.entryId).where(sql`${t.entryId} is not null`),
    index("interest_settlements_day").on(t.day),
  ],
);

/**
 * What the books hold of accrued interest, per product, branch, currency and kind: after each step of end of day that
 * changes it, the exact sum that is not settled and the rounded one that is booked.
 */
export const interestPositions = pgTable(
  "interest_positions",
  {
    day: dayColumn("day")
      .notNull()
      .references(() => bankingDays.day),
    step: text("step", { enum: ["accrual", "capitalisation"] }).notNull(),
    productId: idColumn<"product">("product_id")
      .notNull()
      .references(() => products.id),
    branchId: idColumn<"branch">("branch_id")
      .notNull()
      .references(() => branches.id),
    currency: currencyColumn().notNull(),
    kind: text("kind", { enum: kinds }).notNull(),
    exact: exactColumn("exact").notNull(),
    bookedMinor: minorColumn("booked_minor").notNull(),
    /** Booked by this step: the rest of the change came with settlements. */
    entryId: idColumn<"entry">("entry_id").references(() => journalEntries.id),
  },
  (t) => [
    primaryKey({ columns: [t.productId, t.branchId, t.currency, t.kind, t.day, t.step] }),
    check("interest_positions_step", sql`${t.step} in ('accrual', 'capitalisation')`),
    check("interest_positions_kind", sql`${t.kind} in ('deposit', 'negative', 'overdraft')`),
    check("interest_positions_booked", sql`${t.bookedMinor} = round(${t.exact})`),
    index("interest_positions_day").on(t.day),
    index("interest_positions_entry").on(t.entryId),
  ],
);

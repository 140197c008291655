import { sql } from "drizzle-orm";
import { check, index, pgTable, text } from "drizzle-orm/pg-core";
import { createdAt, currencyColumn, dayColumn, idColumn, instantColumn, minorColumn, sealingColumns } from "../columns";
import { accounts } from "./accounts";
import { users } from "./identity";
import { journalEntries } from "./ledger";

export const holdReasons = ["card", "cheque", "guarantee", "court_order", "dispute", "other"] as const;

/** Money that stays on an account but cannot be spent. Never changed: how it ended is its resolution. */
export const holds = pgTable(
  "holds",
  {
    id: idColumn<"hold">("id").primaryKey(),
    accountId: idColumn<"ledgerAccount">("account_id")
      .notNull()
      .references(() => accounts.id),
    amountMinor: minorColumn("amount_minor").notNull(),
    currency: currencyColumn().notNull(),
    reason: text("reason", { enum: holdReasons }).notNull(),
    reference: text("reference").notNull().unique(),
    /** Names a document or a merchant, never a person. */
    note: text("note"),
    placedBy: idColumn<"user">("placed_by")
      .notNull()
      .references(() => users.id),
    placedAt: createdAt("placed_at"),
    /** From this instant it holds nothing; empty: until it is captured or released. */
    expiresAt: instantColumn("expires_at"),
    ...sealingColumns,
  },
  (t) => [
    check("holds_amount", sql`${t.amountMinor} between 1 and 100000000000000000`),
    check("holds_reason", sql`${t.reason} in ('card', 'cheque', 'guarantee', 'court_order', 'dispute', 'other')`),
    check("holds_expiry", sql`${t.expiresAt} > ${t.placedAt}`),
    index("holds_account").on(t.accountId, t.id),
    index("holds_sealing").on(t.epoch, t.xact),
  ],
);

/** The holds that have not ended: what a posting and the end of day look through, however many an account has had. */
export const openHolds = pgTable(
  "open_holds",
  {
    holdId: idColumn<"hold">("hold_id")
      .primaryKey()
      .references(() => holds.id),
    accountId: idColumn<"ledgerAccount">("account_id")
      .notNull()
      .references(() => accounts.id),
    amountMinor: minorColumn("amount_minor").notNull(),
    expiresAt: instantColumn("expires_at"),
  },
  (t) => [
    index("open_holds_account").on(t.accountId, t.expiresAt),
    index("open_holds_expires").on(t.expiresAt).where(sql`expires_at is not null`),
  ],
);

/** How a hold ended, once: what of it was captured by which entry, and whether the rest was released or ran out. */
export const holdResolutions = pgTable(
  "hold_resolutions",
  {
    holdId: idColumn<"hold">("hold_id")
      .primaryKey()
      .references(() => holds.id),
    capturedMinor: minorColumn("captured_minor").notNull().default(sql`0`),
    rest: text("rest", { enum: ["released", "expired"] }).notNull(),
    entryId: idColumn<"entry">("entry_id")
      .unique()
      .references(() => journalEntries.id),
    /** Empty when it ran out. */
    resolvedBy: idColumn<"user">("resolved_by").references(() => users.id),
    resolvedAt: createdAt("resolved_at"),
    ...sealingColumns,
  },
  (t) => [
    check("hold_resolutions_rest", sql`${t.rest} in ('released', 'expired')`),
    check(
      "hold_resolutions_captured",
      sql`${t.capturedMinor} >= 0 and (${t.capturedMinor} > 0) = (${t.entryId} is not null)`,
    ),
    check("hold_resolutions_by", sql`(${t.rest} = 'expired') = (${t.resolvedBy} is null)`),
    check("hold_resolutions_expired", sql`${t.rest} = 'released' or ${t.capturedMinor} = 0`),
    index("hold_resolutions_sealing").on(t.epoch, t.xact),
  ],
);

/** How far an account may be overdrawn, from a day on: every change is a new row, and the newest one stands. */
export const overdraftFacilities = pgTable(
  "overdraft_facilities",
  {
    id: idColumn<"overdraftFacility">("id").primaryKey(),
    accountId: idColumn<"ledgerAccount">("account_id")
      .notNull()
      .references(() => accounts.id),
    /** Zero: none from now on. */
    limitMinor: minorColumn("limit_minor").notNull(),
    currency: currencyColumn().notNull(),
    fromDay: dayColumn("from_day").notNull(),
    /** The last day on which it stands; empty: until it is changed. */
    untilDay: dayColumn("until_day"),
    /** Empty when it ran out. */
    setBy: idColumn<"user">("set_by").references(() => users.id),
    setAt: createdAt("set_at"),
    ...sealingColumns,
  },
  (t) => [
    check("overdraft_facilities_limit", sql`${t.limitMinor} between 0 and 100000000000000000`),
    check("overdraft_facilities_period", sql`${t.untilDay} >= ${t.fromDay}`),
    check("overdraft_facilities_by", sql`${t.setBy} is not null or ${t.limitMinor} = 0`),
    index("overdraft_facilities_account").on(t.accountId, t.id),
    index("overdraft_facilities_until").on(t.untilDay).where(sql`${t.untilDay} is not null`),
    index("overdraft_facilities_sealing").on(t.epoch, t.xact),
  ],
);

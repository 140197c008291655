import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { createdAt, currencyColumn, dayColumn, idColumn, instantColumn, minorColumn } from "../columns";
import { accounts } from "./accounts";
import { branches } from "./calendar";
import { customers } from "./customers";
import { users } from "./identity";
import { journalEntries, ledgerAccounts } from "./ledger";

/** Where a branch keeps cash: its vault, and its tills. */
export const cashPoints = pgTable(
  "cash_points",
  {
    id: idColumn<"cashPoint">("id").primaryKey(),
    kind: text("kind", { enum: ["till", "vault"] }).notNull(),
    branchId: idColumn<"branch">("branch_id")
      .notNull()
      .references(() => branches.id),
    number: integer("number").notNull(),
    name: text("name").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    check("cash_points_kind", sql`${t.kind} in ('till', 'vault')`),
    uniqueIndex("cash_points_number").on(t.branchId, t.kind, t.number),
  ],
);

export const cashAccounts = pgTable(
  "cash_accounts",
  {
    cashPointId: idColumn<"cashPoint">("cash_point_id")
      .notNull()
      .references(() => cashPoints.id),
    currency: currencyColumn().notNull(),
    ledgerAccountId: idColumn<"ledgerAccount">("ledger_account_id")
      .notNull()
      .unique()
      .references(() => ledgerAccounts.id),
  },
  (t) => [primaryKey({ columns: [t.cashPointId, t.currency] })],
);

/** A teller's time at a till: one open session per till and per teller. */
export const tillSessions = pgTable(
  "till_sessions",
  {
    id: idColumn<"tillSession">("id").primaryKey(),
    tillId: idColumn<"cashPoint">("till_id")
      .notNull()
      .references(() => cashPoints.id),
    userId: idColumn<"user">("user_id")
      .notNull()
      .references(() => users.id),
    status: text("status", { enum: ["open", "suspended", "counting", "closed"] })
      .notNull()
      .default("open"),
    openedOn: dayColumn("opened_on").notNull(),
    openedAt: createdAt("opened_at"),
    closedAt: instantColumn("closed_at"),
    /** While it is being counted: whether the count is in. Until then the books' figures are kept from who counts. */
    counted: boolean("counted").notNull().default(false),
    /** The number of the session's latest movement. */
    lastNo: integer("last_no").notNull().default(0),
  },
  (t) => [
    check("till_sessions_status", sql`${t.status} in ('open', 'suspended', 'counting', 'closed')`),
    check("till_sessions_closed", sql`(${t.status} = 'closed') = (${t.closedAt} is not null)`),
    uniqueIndex("till_sessions_one_per_till").on(t.tillId).where(sql`${t.status} <> 'closed'`),
    uniqueIndex("till_sessions_one_per_teller").on(t.userId).where(sql`${t.status} <> 'closed'`),
    index("till_sessions_till").on(t.tillId, t.openedAt),
    index("till_sessions_user").on(t.userId, t.openedOn),
  ],
);

/** Cash over the counter; the id is the ledger entry's. */
export const cashTransactions = pgTable(
  "cash_transactions",
  {
    id: idColumn<"entry">("id")
      .primaryKey()
      .references(() => journalEntries.id),
    kind: text("kind", { enum: ["deposit", "withdrawal", "note_purchase", "note_sale"] }).notNull(),
    reference: text("reference").notNull().unique(),
    tillSessionId: idColumn<"tillSession">("till_session_id")
      .notNull()
      .references(() => tillSessions.id),
    /** Running number in the session, printed on the receipt. */
    no: integer("no").notNull(),
    accountId: idColumn<"ledgerAccount">("account_id")
      .notNull()
      .references(() => accounts.id),
    amountMinor: minorColumn("amount_minor").notNull(),
    currency: currencyColumn().notNull(),
    /** Who paid in, when it was not the customer. */
    paidInBy: text("paid_in_by"),
    note: text("note"),
    /** What notes of a currency were exchanged against: the account, or cash of another currency. */
    against: text("against", { enum: ["account", "cash"] }),
    createdAt: createdAt(),
  },
  (t) => [
    check("cash_transactions_kind", sql`${t.kind} in ('deposit', 'withdrawal', 'note_purchase', 'note_sale')`),
    check("cash_transactions_against", sql`(${t.against} is not null) = (${t.kind} in ('note_purchase', 'note_sale'))`),
    check("cash_transactions_amount", sql`${t.amountMinor} > 0`),
    uniqueIndex("cash_transactions_no").on(t.tillSessionId, t.no),
    index("cash_transactions_account").on(t.accountId),
  ],
);

/** What a teller booked in a session without cash, numbered in one row with the cash; the id is the ledger entry's. */
export const counterEntries = pgTable(
  "counter_entries",
  {
    id: idColumn<"entry">("id")
      .primaryKey()
      .references(() => journalEntries.id),
    kind: text("kind", { enum: ["transfer", "cheque", "loan_repayment"] }).notNull(),
    reference: text("reference").notNull(),
    tillSessionId: idColumn<"tillSession">("till_session_id")
      .notNull()
      .references(() => tillSessions.id),
    no: integer("no").notNull(),
    accountId: idColumn<"ledgerAccount">("account_id")
      .notNull()
      .references(() => accounts.id),
    amountMinor: minorColumn("amount_minor").notNull(),
    currency: currencyColumn().notNull(),
  },
  (t) => [
    check("counter_entries_kind", sql`${t.kind} in ('transfer', 'cheque', 'loan_repayment')`),
    check("counter_entries_amount", sql`${t.amountMinor} > 0`),
    uniqueIndex("counter_entries_no").on(t.tillSessionId, t.no),
    index("counter_entries_account").on(t.accountId),
  ],
);

/** Cash between vault, tills and settlement account; the id is the ledger entry's. */
export const cashMoves = pgTable(
  "cash_moves",
  {
    id: idColumn<"entry">("id")
      .primaryKey()
      .references(() => journalEntries.id),
    kind: text("kind", {
      enum: ["vault_to_till", "till_to_vault", "till_to_till", "settlement_to_vault", "vault_to_settlement"],
    }).notNull(),
    reference: text("reference").notNull().unique(),
    vaultId: idColumn<"cashPoint">("vault_id").references(() => cashPoints.id),
    /** The till beside the vault; between two tills the one that receives. */
    tillId: idColumn<"cashPoint">("till_id").references(() => cashPoints.id),
    /** Between two tills the one that gives. */
    givingTillId: idColumn<"cashPoint">("giving_till_id").references(() => cashPoints.id),
    amountMinor: minorColumn("amount_minor").notNull(),
    currency: currencyColumn().notNull(),
    createdAt: createdAt(),
    /** What one person gave and another took. */
    offerId: idColumn<"cashOffer">("offer_id")
      .unique()
      .references(() => cashOffers.id),
  },
  (t) => [
    check(
      "cash_moves_kind",
      sql`${t.kind} in ('vault_to_till', 'till_to_vault', 'till_to_till', 'settlement_to_vault', 'vault_to_settlement')`,
    ),
    check("cash_moves_amount", sql`${t.amountMinor} > 0`),
    check(
      "cash_moves_till",
      sql`(${t.tillId} is not null) = (${t.kind} in ('vault_to_till', 'till_to_vault', 'till_to_till'))`,
    ),
    check("cash_moves_vault", sql`(${t.vaultId} is null) = (${t.kind} = 'till_to_till')`),
    check("cash_moves_giving_till", sql`(${t.givingTillId} is not null) = (${t.kind} = 'till_to_till')`),
    index("cash_moves_till_id").on(t.tillId),
    index("cash_moves_vault_id").on(t.vaultId),
    index("cash_moves_giving_till_id").on(t.givingTillId),
  ],
);

/** Cash that one person hands over and another has to take: nothing is booked before both have said so. */
export const cashOffers = pgTable(
  "cash_offers",
  {
    id: idColumn<"cashOffer">("id").primaryKey(),
    status: text("status", { enum: ["open", "taken", "withdrawn", "refused"] })
      .notNull()
      .default("open"),
    branchId: idColumn<"branch">("branch_id")
      .notNull()
      .references(() => branches.id),
    fromId: idColumn<"cashPoint">("from_id")
      .notNull()
      .references(() => cashPoints.id),
    toId: idColumn<"cashPoint">("to_id")
      .notNull()
      .references(() => cashPoints.id),
    currency: currencyColumn().notNull(),
    amountMinor: minorColumn("amount_minor").notNull(),
    offeredBy: idColumn<"user">("offered_by")
      .notNull()
      .references(() => users.id),
    offeredAt: createdAt("offered_at"),
    endedBy: idColumn<"user">("ended_by").references(() => users.id),
    endedAt: instantColumn("ended_at"),
  },
  (t) => [
    check("cash_offers_status", sql`${t.status} in ('open', 'taken', 'withdrawn', 'refused')`),
    check("cash_offers_amount", sql`${t.amountMinor} > 0`),
    check("cash_offers_places", sql`${t.fromId} <> ${t.toId}`),
    check("cash_offers_ended", sql`(${t.status} = 'open') = (${t.endedBy} is null)`),
    check("cash_offers_two_people", sql`${t.status} <> 'taken' or ${t.endedBy} <> ${t.offeredBy}`),
    index("cash_offers_from").on(t.fromId).where(sql`status = 'open'`),
    index("cash_offers_to").on(t.toId).where(sql`status = 'open'`),
    index("cash_offers_branch").on(t.branchId),
    index("cash_offers_offered_by").on(t.offeredBy),
    index("cash_offers_ended_by").on(t.endedBy),
  ],
);

/** The notes and coins of an offer. */
export const cashOfferNotes = pgTable(
  "cash_offer_notes",
  {
    offerId: idColumn<"cashOffer">("offer_id")
      .notNull()
      .references(() => cashOffers.id),
    currency: currencyColumn().notNull(),
    valueMinor: minorColumn("value_minor").notNull(),
    quantity: integer("quantity").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.offerId, t.valueMinor] }),
    foreignKey({
      name: "cash_offer_notes_denomination",
      columns: [t.currency, t.valueMinor],
      foreignColumns: [denominations.currency, denominations.valueMinor],
    }),
    check("cash_offer_notes_quantity", sql`${t.quantity} > 0`),
  ],
);

/** A whole till that one teller hands to another: it changes hands when both agree to its count. */
export const tillHandovers = pgTable(
  "till_handovers",
  {
    id: idColumn<"tillHandover">("id").primaryKey(),
    status: text("status", { enum: ["open", "taken", "withdrawn", "refused"] })
      .notNull()
      .default("open"),
    tillSessionId: idColumn<"tillSession">("till_session_id")
      .notNull()
      .references(() => tillSessions.id),
    countId: idColumn<"cashCount">("count_id")
      .notNull()
      .unique()
      .references(() => cashCounts.id),
    offeredBy: idColumn<"user">("offered_by")
      .notNull()
      .references(() => users.id),
    toId: idColumn<"user">("to_id")
      .notNull()
      .references(() => users.id),
    offeredAt: createdAt("offered_at"),
    endedBy: idColumn<"user">("ended_by").references(() => users.id),
    endedAt: instantColumn("ended_at"),
  },
  (t) => [
    check("till_handovers_status", sql`${t.status} in ('open', 'taken', 'withdrawn', 'refused')`),
    check("till_handovers_ended", sql`(${t.status} = 'open') = (${t.endedBy} is null)`),
    check("till_handovers_two_people", sql`${t.toId} <> ${t.offeredBy}`),
    check("till_handovers_taken_by", sql`${t.status} <> 'taken' or ${t.endedBy} = ${t.toId}`),
    uniqueIndex("till_handovers_one_open").on(t.tillSessionId).where(sql`status = 'open'`),
    index("till_handovers_to").on(t.toId).where(sql`status = 'open'`),
    index("till_handovers_session").on(t.tillSessionId),
    index("till_handovers_offered_by").on(t.offeredBy),
    index("till_handovers_to_id").on(t.toId),
    index("till_handovers_ended_by").on(t.endedBy),
  ],
);

/** The notes and coins of each currency, by their value in minor units. */
export const denominations = pgTable(
  "denominations",
  {
    currency: currencyColumn().notNull(),
    valueMinor: minorColumn("value_minor").notNull(),
    kind: text("kind", { enum: ["note", "coin"] }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.currency, t.valueMinor] }),
    check("denominations_kind", sql`${t.kind} in ('note', 'coin')`),
    check("denominations_value", sql`${t.valueMinor} > 0`),
  ],
);

/** A count of a till in a session, or of a vault, for good: what was found, whatever should have been. */
export const cashCounts = pgTable(
  "cash_counts",
  {
    id: idColumn<"cashCount">("id").primaryKey(),
    reference: text("reference").notNull().unique(),
    kind: text("kind", { enum: ["opening", "closing", "handover", "spot"] }).notNull(),
    cashPointId: idColumn<"cashPoint">("cash_point_id")
      .notNull()
      .references(() => cashPoints.id),
    tillSessionId: idColumn<"tillSession">("till_session_id").references(() => tillSessions.id),
    countedBy: idColumn<"user">("counted_by")
      .notNull()
      .references(() => users.id),
    countedOn: dayColumn("counted_on").notNull(),
    countedAt: createdAt("counted_at"),
  },
  (t) => [
    check("cash_counts_kind", sql`${t.kind} in ('opening', 'closing', 'handover', 'spot')`),
    check("cash_counts_session_of_till", sql`(${t.kind} = 'spot') = (${t.tillSessionId} is null)`),
    index("cash_counts_session").on(t.tillSessionId, t.id),
    index("cash_counts_point").on(t.cashPointId, t.id),
    index("cash_counts_counted_by").on(t.countedBy),
  ],
);

/** What a count found in each currency, and what the books held at that moment. */
export const cashCountTotals = pgTable(
  "cash_count_totals",
  {
    countId: idColumn<"cashCount">("count_id")
      .notNull()
      .references(() => cashCounts.id),
    currency: currencyColumn().notNull(),
    countedMinor: minorColumn("counted_minor").notNull(),
    bookedMinor: minorColumn("booked_minor").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.countId, t.currency] }),
    check("cash_count_totals_counted", sql`${t.countedMinor} >= 0`),
  ],
);

/** How many of each note and coin were found. Together they make the total. */
export const cashCountLines = pgTable(
  "cash_count_lines",
  {
    countId: idColumn<"cashCount">("count_id").notNull(),
    currency: currencyColumn().notNull(),
    valueMinor: minorColumn("value_minor").notNull(),
    quantity: integer("quantity").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.countId, t.currency, t.valueMinor] }),
    foreignKey({
      name: "cash_count_lines_total",
      columns: [t.countId, t.currency],
      foreignColumns: [cashCountTotals.countId, cashCountTotals.currency],
    }),
    foreignKey({
      name: "cash_count_lines_denomination",
      columns: [t.currency, t.valueMinor],
      foreignColumns: [denominations.currency, denominations.valueMinor],
    }),
    check("cash_count_lines_quantity", sql`${t.quantity} > 0`),
  ],
);

/** The notes and coins that went into (positive) or out of (negative) a till or vault with an entry. */
export const cashNotes = pgTable(
  "cash_notes",
  {
    entryId: idColumn<"entry">("entry_id")
      .notNull()
      .references(() => journalEntries.id),
    cashPointId: idColumn<"cashPoint">("cash_point_id")
      .notNull()
      .references(() => cashPoints.id),
    currency: currencyColumn().notNull(),
    valueMinor: minorColumn("value_minor").notNull(),
    quantity: integer("quantity").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.entryId, t.cashPointId, t.currency, t.valueMinor] }),
    foreignKey({
      name: "cash_notes_denomination",
      columns: [t.currency, t.valueMinor],
      foreignColumns: [denominations.currency, denominations.valueMinor],
    }),
    check("cash_notes_quantity", sql`${t.quantity} <> 0`),
  ],
);

/** How many of each note and coin lie in a till or vault now. The notes of each entry move it; a count sets it. */
export const cashStock = pgTable(
  "cash_stock",
  {
    cashPointId: idColumn<"cashPoint">("cash_point_id")
      .notNull()
      .references(() => cashPoints.id),
    currency: currencyColumn().notNull(),
    valueMinor: minorColumn("value_minor").notNull(),
    quantity: integer("quantity").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cashPointId, t.currency, t.valueMinor] }),
    foreignKey({
      name: "cash_stock_denomination",
      columns: [t.currency, t.valueMinor],
      foreignColumns: [denominations.currency, denominations.valueMinor],
    }),
    check("cash_stock_enough", sql`${t.quantity} >= 0`),
  ],
);

/** What was over or short at a count, booked with a reason once a second person had agreed; the id is the ledger entry's. */
export const cashDifferences = pgTable(
  "cash_differences",
  {
    id: idColumn<"entry">("id")
      .primaryKey()
      .references(() => journalEntries.id),
    reference: text("reference").notNull().unique(),
    countId: idColumn<"cashCount">("count_id").notNull(),
    currency: currencyColumn().notNull(),
    kind: text("kind", { enum: ["over", "short"] }).notNull(),
    amountMinor: minorColumn("amount_minor").notNull(),
    reason: text("reason").notNull(),
    agreedBy: idColumn<"user">("agreed_by")
      .notNull()
      .references(() => users.id),
  },
  (t) => [
    check("cash_differences_kind", sql`${t.kind} in ('over', 'short')`),
    check("cash_differences_amount", sql`${t.amountMinor} > 0`),
    uniqueIndex("cash_differences_count").on(t.countId, t.currency),
    foreignKey({
      name: "cash_differences_total",
      columns: [t.countId, t.currency],
      foreignColumns: [cashCountTotals.countId, cashCountTotals.currency],
    }),
    index("cash_differences_agreed_by").on(t.agreedBy),
  ],
);

/** How a difference was cleared once it was found, whole or in part, with a reason and by two; the id is the ledger entry's. */
export const cashClearings = pgTable(
  "cash_clearings",
  {
    id: idColumn<"entry">("id")
      .primaryKey()
      .references(() => journalEntries.id),
    reference: text("reference").notNull().unique(),
    differenceId: idColumn<"entry">("difference_id")
      .notNull()
      .references(() => cashDifferences.id),
    /** Found with a customer, set off against a difference of the other kind, or kept or borne by the bank. */
    kind: text("kind", { enum: ["customer", "matched", "bank"] }).notNull(),
    otherId: idColumn<"entry">("other_id").references(() => cashDifferences.id),
    accountId: idColumn<"ledgerAccount">("account_id").references(() => accounts.id),
    amountMinor: minorColumn("amount_minor").notNull(),
    currency: currencyColumn().notNull(),
    reason: text("reason").notNull(),
    agreedBy: idColumn<"user">("agreed_by")
      .notNull()
      .references(() => users.id),
  },
  (t) => [
    check("cash_clearings_kind", sql`${t.kind} in ('customer', 'matched', 'bank')`),
    check("cash_clearings_amount", sql`${t.amountMinor} > 0`),
    check("cash_clearings_other", sql`(${t.kind} = 'matched') = (${t.otherId} is not null)`),
    check("cash_clearings_account", sql`(${t.kind} = 'customer') = (${t.accountId} is not null)`),
    check("cash_clearings_apart", sql`${t.otherId} <> ${t.differenceId}`),
    index("cash_clearings_difference").on(t.differenceId),
    index("cash_clearings_other_id").on(t.otherId),
    index("cash_clearings_account_id").on(t.accountId),
    index("cash_clearings_agreed_by").on(t.agreedBy),
  ],
);

/** Every time a receipt or slip was printed by staff: number 0 is the paper itself, what follows are its copies. */
export const receiptPrints = pgTable(
  "receipt_prints",
  {
    reference: text("reference").notNull(),
    no: integer("no").notNull(),
    printedBy: idColumn<"user">("printed_by")
      .notNull()
      .references(() => users.id),
    printedAt: createdAt("printed_at"),
  },
  (t) => [
    primaryKey({ columns: [t.reference, t.no] }),
    check("receipt_prints_no", sql`${t.no} >= 0`),
    index("receipt_prints_printed_by").on(t.printedBy),
  ],
);

/** From which amount the counter asks for a document or for a source; an empty amount: never. */
export const counterQuestions = pgTable(
  "counter_questions",
  {
    kind: text("kind", { enum: ["identity", "source"] }).notNull(),
    currency: currencyColumn().notNull(),
    fromMinor: minorColumn("from_minor"),
  },
  (t) => [
    primaryKey({ columns: [t.kind, t.currency] }),
    check("counter_questions_kind", sql`${t.kind} in ('identity', 'source')`),
    check("counter_questions_from", sql`${t.fromMinor} > 0`),
  ],
);

/** Which document of whom the teller saw before paying out. Hangs on the customer and goes with the erasure. */
export const identityChecks = pgTable(
  "identity_checks",
  {
    entryId: idColumn<"entry">("entry_id")
      .primaryKey()
      .references(() => journalEntries.id),
    customerId: idColumn<"customer">("customer_id")
      .notNull()
      .references(() => customers.id, { onDelete: "cascade" }),
    documentKind: text("document_kind", {
      enum: ["passport", "national_id", "residence_permit", "driving_licence"],
    }).notNull(),
    numberLast4: text("number_last4").notNull(),
    expiresOn: dayColumn("expires_on").notNull(),
  },
  (t) => [
    check(
      "identity_checks_kind",
      sql`${t.documentKind} in ('passport', 'national_id', 'residence_permit', 'driving_licence')`,
    ),
    index("identity_checks_customer").on(t.customerId),
  ],
);

/** Where cash of unusual size came from, as whoever paid it in said. Hangs on the account's owner, as the check does. */
export const cashSources = pgTable(
  "cash_sources",
  {
    entryId: idColumn<"entry">("entry_id")
      .primaryKey()
      .references(() => journalEntries.id),
    customerId: idColumn<"customer">("customer_id")
      .notNull()
      .references(() => customers.id, { onDelete: "cascade" }),
    source: text("source", { enum: ["business", "wages", "sale", "savings", "gift", "other"] }).notNull(),
    detail: text("detail"),
  },
  (t) => [
    check("cash_sources_source", sql`${t.source} in ('business', 'wages', 'sale', 'savings', 'gift', 'other')`),
    check("cash_sources_told", sql`${t.source} <> 'other' or ${t.detail} is not null`),
    index("cash_sources_customer").on(t.customerId),
    index("cash_sources_by_source").on(t.source, t.entryId),
  ],
);

/** How much a till or vault may hold in a currency: above the soft limit it is told, above the hard one nothing more comes in. */
export const cashLimits = pgTable(
  "cash_limits",
  {
    cashPointId: idColumn<"cashPoint">("cash_point_id")
      .notNull()
      .references(() => cashPoints.id),
    currency: currencyColumn().notNull(),
    softMinor: minorColumn("soft_minor"),
    hardMinor: minorColumn("hard_minor"),
  },
  (t) => [
    primaryKey({ columns: [t.cashPointId, t.currency] }),
    check("cash_limits_positive", sql`${t.softMinor} > 0 and ${t.hardMinor} > 0`),
    check("cash_limits_order", sql`${t.softMinor} <= ${t.hardMinor}`),
  ],
);

import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt, currencyColumn, dayColumn, idColumn, instantColumn, minorColumn } from "../columns";
import { accounts } from "./accounts";
import { branches } from "./calendar";
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
    /** The number of the session's latest movement. */
    lastNo: integer("last_no").notNull().default(0),
  },
  (t) => [
    check("till_sessions_status", sql`${t.status} in ('open', 'suspended', 'counting', 'closed')`),
    check("till_sessions_closed", sql`(${t.status} = 'closed') = (${t.closedAt} is not null)`),
    uniqueIndex("till_sessions_one_per_till").on(t.tillId).where(sql`${t.status} <> 'closed'`),
    uniqueIndex("till_sessions_one_per_teller").on(t.userId).where(sql`${t.status} <> 'closed'`),
    index("till_sessions_till").on(t.tillId, t.openedAt),
  ],
);

/** Cash over the counter; the id is the ledger entry's. */
export const cashTransactions = pgTable(
  "cash_transactions",
  {
    id: idColumn<"entry">("id")
      .primaryKey()
      .references(() => journalEntries.id),
    kind: text("kind", { enum: ["deposit", "withdrawal", "repayment"] }).notNull(),
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
    createdAt: createdAt(),
  },
  (t) => [
    check("cash_transactions_kind", sql`${t.kind} in ('deposit', 'withdrawal', 'repayment')`),
    check("cash_transactions_amount", sql`${t.amountMinor} > 0`),
    uniqueIndex("cash_transactions_no").on(t.tillSessionId, t.no),
    index("cash_transactions_account").on(t.accountId),
  ],
);

/** Cash between vault, till and settlement account; the id is the ledger entry's. */
export const cashMoves = pgTable(
  "cash_moves",
  {
    id: idColumn<"entry">("id")
      .primaryKey()
      .references(() => journalEntries.id),
    kind: text("kind", {
      enum: ["vault_to_till", "till_to_vault", "settlement_to_vault", "vault_to_settlement"],
    }).notNull(),
    reference: text("reference").notNull().unique(),
    vaultId: idColumn<"cashPoint">("vault_id")
      .notNull()
      .references(() => cashPoints.id),
    tillId: idColumn<"cashPoint">("till_id").references(() => cashPoints.id),
    amountMinor: minorColumn("amount_minor").notNull(),
    currency: currencyColumn().notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    check(
      "cash_moves_kind",
      sql`${t.kind} in ('vault_to_till', 'till_to_vault', 'settlement_to_vault', 'vault_to_settlement')`,
    ),
    check("cash_moves_amount", sql`${t.amountMinor} > 0`),
    check("cash_moves_till", sql`(${t.tillId} is not null) = (${t.kind} in ('vault_to_till', 'till_to_vault'))`),
    index("cash_moves_till_id").on(t.tillId),
    index("cash_moves_vault_id").on(t.vaultId),
  ],
);

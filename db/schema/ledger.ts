import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  bigint,
  boolean,
  check,
  foreignKey,
  index,
  numeric,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { createdAt, currencyColumn, dayColumn, idColumn, instantColumn, minorColumn, sealingColumns } from "../columns";
import { bankingDays, branches } from "./calendar";

export const accountClasses = ["asset", "liability", "equity", "income", "expense"] as const;
export const ledgerAccountKinds = ["gl", "deposit", "loan", "till", "vault"] as const;

/** Static facts of an account of the books: never a balance, never a person's name. */
export const ledgerAccounts = pgTable(
  "ledger_accounts",
  {
    id: idColumn<"ledgerAccount">("id").primaryKey(),
    code: text("code").notNull(),
    name: text("name").notNull(),
    kind: text("kind", { enum: ledgerAccountKinds }).notNull(),
    class: text("class", { enum: accountClasses }).notNull(),
    normalSide: text("normal_side", { enum: ["debit", "credit"] }).notNull(),
    currency: currencyColumn().notNull(),
    branchId: idColumn<"branch">("branch_id")
      .notNull()
      .references(() => branches.id),
    /** The roll-up this account belongs to. */
    controlAccountId: idColumn<"ledgerAccount">("control_account_id").references((): AnyPgColumn => ledgerAccounts.id),
    /** A roll-up of others: takes no postings of its own. */
    isControl: boolean("is_control").notNull().default(false),
    /** Has a balance row with a floor, locked by every posting. */
    guarded: boolean("guarded").notNull(),
    createdAt: createdAt(),
    ...sealingColumns,
  },
  (t) => [
    check("ledger_accounts_class", sql`${t.class} in ('asset', 'liability', 'equity', 'income', 'expense')`),
    check("ledger_accounts_kind", sql`${t.kind} in ('gl', 'deposit', 'loan', 'till', 'vault')`),
    check("ledger_accounts_normal_side", sql`(${t.normalSide} = 'debit') = (${t.class} in ('asset', 'expense'))`),
    check("ledger_accounts_guarded", sql`${t.guarded} = (${t.kind} <> 'gl')`),
    check("ledger_accounts_control", sql`not ${t.isControl} or ${t.kind} = 'gl'`),
    uniqueIndex("ledger_accounts_code").on(t.code, t.branchId, t.currency),
    uniqueIndex("ledger_accounts_facts").on(t.id, t.currency, t.branchId),
    index("ledger_accounts_control_id").on(t.controlAccountId),
    index("ledger_accounts_sealing").on(t.epoch, t.xact),
  ],
);

/** The running balance of a guarded account, in its normal side. Narrow and without secondary index, so updates stay in the page. */
export const accountBalances = pgTable(
  "account_balances",
  {
    accountId: idColumn<"ledgerAccount">("account_id")
      .primaryKey()
      .references(() => ledgerAccounts.id),
    balance: minorColumn("balance").notNull().default(sql`0`),
    held: minorColumn("held").notNull().default(sql`0`),
    floor: minorColumn("floor").notNull().default(sql`0`),
    unarranged: minorColumn("unarranged").notNull().default(sql`0`),
    seq: bigint("seq", { mode: "bigint" }).notNull().default(sql`0`),
    lastBookedAt: instantColumn("last_booked_at"),
    /** Drawn anew with everything that may stop a movement on the account: what a process knew under another mark, it reads again. */
    factsMark: bigint("facts_mark", { mode: "bigint" }).notNull().default(sql`0`),
  },
  (t) => [
    check(
      "account_balances_floor",
      sql`${t.balance} - ${t.held} >= ${t.floor} - ${t.unarranged} and ${t.unarranged} >= 0`,
    ),
    check("account_balances_held", sql`${t.held} >= 0`),
    check("account_balances_limit", sql`${t.floor} <= 0`),
  ],
);

export const journalEntries = pgTable(
  "journal_entries",
  {
    id: idColumn<"entry">("id").primaryKey(),
    /** The name of the template that made it. */
    kind: text("kind").notNull(),
    reference: text("reference").notNull(),
    bookedAt: instantColumn("booked_at").notNull(),
    bookingDate: dayColumn("booking_date")
      .notNull()
      .references(() => bankingDays.day),
    valueDate: dayColumn("value_date").notNull(),
    /** Names documents and references, never a person. */
    narrative: text("narrative").notNull(),
    branchId: idColumn<"branch">("branch_id")
      .notNull()
      .references(() => branches.id),
    actorKind: text("actor_kind").notNull(),
    actorId: text("actor_id").notNull(),
    channel: text("channel").notNull(),
    reversesId: idColumn<"entry">("reverses_id").references((): AnyPgColumn => journalEntries.id),
    requestId: text("request_id").notNull(),
    ...sealingColumns,
  },
  (t) => [
    check("journal_entries_narrative", sql`length(${t.narrative}) <= 140`),
    uniqueIndex("journal_entries_reverses").on(t.reversesId).where(sql`reverses_id is not null`),
    index("journal_entries_reversal_reference").on(t.reference).where(sql`reverses_id is not null`),
    // References that stand nowhere else; those of the other kinds are unique in tables of their own.
    index("journal_entries_own_reference")
      .on(t.reference)
      .where(
        sql`kind in ('share_capital', 'fee_charged', 'deposit_interest_accrued', 'negative_interest_accrued', 'overdraft_interest_accrued', 'loan_interest_accrued', 'revaluation')`,
      ),
    index("journal_entries_day").on(t.bookingDate, t.id),
    index("journal_entries_sealing").on(t.epoch, t.xact),
  ],
);

export const postings = pgTable(
  "postings",
  {
    entryId: idColumn<"entry">("entry_id")
      .notNull()
      .references(() => journalEntries.id),
    leg: smallint("leg").notNull(),
    accountId: idColumn<"ledgerAccount">("account_id").notNull(),
    currency: currencyColumn().notNull(),
    branchId: idColumn<"branch">("branch_id").notNull(),
    /** Debit positive, credit negative. */
    amountMinor: minorColumn("amount_minor").notNull(),
    bookingDate: dayColumn("booking_date").notNull(),
    valueDate: dayColumn("value_date").notNull(),
    /** Order and balance in posting order, guarded accounts only. */
    seq: bigint("seq", { mode: "bigint" }),
    balanceAfter: minorColumn("balance_after"),
  },
  (t) => [
    primaryKey({ columns: [t.entryId, t.leg] }),
    foreignKey({
      columns: [t.accountId, t.currency, t.branchId],
      foreignColumns: [ledgerAccounts.id, ledgerAccounts.currency, ledgerAccounts.branchId],
      name: "postings_account_facts",
    }),
    check(
      "postings_amount",
      sql`${t.amountMinor} <> 0 and ${t.amountMinor} between -100000000000000000 and 100000000000000000`,
    ),
    check("postings_seq", sql`(${t.seq} is null) = (${t.balanceAfter} is null)`),
    index("postings_account").on(t.accountId, t.bookingDate, t.seq),
    index("postings_booking_date").using("brin", t.bookingDate),
  ],
);

/** What a closed day left on an account, only for days on which something changed. Final. */
export const dailyBalances = pgTable(
  "daily_balances",
  {
    accountId: idColumn<"ledgerAccount">("account_id")
      .notNull()
      .references(() => ledgerAccounts.id),
    day: dayColumn("day")
      .notNull()
      .references(() => bankingDays.day),
    debits: numeric("debits", { precision: 38, scale: 0, mode: "bigint" }).notNull(),
    credits: numeric("credits", { precision: 38, scale: 0, mode: "bigint" }).notNull(),
    /** Debit positive. */
    closing: numeric("closing", { precision: 38, scale: 0, mode: "bigint" }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.accountId, t.day] }),
    check("daily_balances_sides", sql`${t.debits} >= 0 and ${t.credits} >= 0`),
    index("daily_balances_day").on(t.day),
  ],
);

/** What moved on an account by value day, as booked on a banking day: a backdated value touches no closed figure. */
export const valueMovements = pgTable(
  "value_movements",
  {
    accountId: idColumn<"ledgerAccount">("account_id")
      .notNull()
      .references(() => ledgerAccounts.id),
    valueDay: dayColumn("value_day").notNull(),
    bookingDay: dayColumn("booking_day")
      .notNull()
      .references(() => bankingDays.day),
    /** Debit positive. */
    moved: numeric("moved", { precision: 38, scale: 0, mode: "bigint" }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.accountId, t.valueDay, t.bookingDay] })],
);

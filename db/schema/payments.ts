import { sql } from "drizzle-orm";
import { check, index, numeric, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { bytesColumn, createdAt, currencyColumn, dayColumn, idColumn, instantColumn, minorColumn } from "../columns";
import { accounts } from "./accounts";
import { customers } from "./customers";
import { holds } from "./holds";
import { users } from "./identity";
import { journalEntries } from "./ledger";

export const beneficiaries = pgTable(
  "beneficiaries",
  {
    id: idColumn<"beneficiary">("id").primaryKey(),
    customerId: idColumn<"customer">("customer_id")
      .notNull()
      .references(() => customers.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    nickname: text("nickname"),
    iban: text("iban").notNull(),
    /** The account at this bank. */
    accountId: idColumn<"ledgerAccount">("account_id").references(() => accounts.id),
    createdAt: createdAt(),
    removedAt: instantColumn("removed_at"),
  },
  (t) => [
    check("beneficiaries_name", sql`length(${t.name}) between 1 and 140`),
    uniqueIndex("beneficiaries_iban").on(t.customerId, t.iban).where(sql`${t.removedAt} is null`),
    index("beneficiaries_account").on(t.accountId),
  ],
);

/**
 * What a customer is asked to confirm with a code or a passkey: one payee and one amount, kept as a hash with a salt of
 * its own. Confirmed within two minutes, it pays exactly that, once (control 22).
 */
export const paymentConfirmations = pgTable(
  "payment_confirmations",
  {
    id: idColumn<"paymentConfirmation">("id").primaryKey(),
    userId: idColumn<"user">("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    salt: bytesColumn("salt").notNull(),
    boundTo: bytesColumn("bound_to").notNull(),
    createdAt: createdAt(),
    expiresAt: instantColumn("expires_at").notNull(),
    confirmedAt: instantColumn("confirmed_at"),
    usedAt: instantColumn("used_at"),
  },
  (t) => [
    index("payment_confirmations_user").on(t.userId),
    index("payment_confirmations_expires_at").on(t.expiresAt),
    check("payment_confirmations_used", sql`${t.usedAt} is null or ${t.confirmedAt} is not null`),
  ],
);

/** A payment between its form and its check page, as it was typed, for a day and for whoever typed it; encrypted. */
export const typedPayments = pgTable(
  "typed_payments",
  {
    id: idColumn<"typedPayment">("id").primaryKey(),
    userId: idColumn<"user">("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    sealed: text("sealed").notNull(),
    createdAt: createdAt(),
  },
  (t) => [index("typed_payments_user").on(t.userId), index("typed_payments_created_at").on(t.createdAt)],
);

/** How much a customer may pay to others in a day by themselves; an empty amount: no limit. */
export const paymentLimits = pgTable(
  "payment_limits",
  { currency: currencyColumn().primaryKey(), perDayMinor: minorColumn("per_day_minor") },
  (t) => [check("payment_limits_per_day", sql`${t.perDayMinor} > 0`)],
);

/** What a customer has paid to others on a banking day by themselves, in one currency. */
export const paymentUses = pgTable(
  "payment_uses",
  {
    customerId: idColumn<"customer">("customer_id")
      .notNull()
      .references(() => customers.id, { onDelete: "cascade" }),
    currency: currencyColumn().notNull(),
    day: dayColumn("day").notNull(),
    usedMinor: numeric("used_minor", { precision: 38, scale: 0, mode: "bigint" }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.currency, t.day] }),
    index("payment_uses_day").on(t.day),
    check("payment_uses_sum", sql`${t.usedMinor} >= 0`),
  ],
);

/** Money moved between two accounts of this bank; the id is the ledger entry's. */
export const transfers = pgTable(
  "transfers",
  {
    id: idColumn<"entry">("id")
      .primaryKey()
      .references(() => journalEntries.id),
    reference: text("reference").notNull().unique(),
    kind: text("kind", { enum: ["own", "internal"] }).notNull(),
    fromAccountId: idColumn<"ledgerAccount">("from_account_id")
      .notNull()
      .references(() => accounts.id),
    toAccountId: idColumn<"ledgerAccount">("to_account_id")
      .notNull()
      .references(() => accounts.id),
    beneficiaryId: idColumn<"beneficiary">("beneficiary_id").references(() => beneficiaries.id, {
      onDelete: "set null",
    }),
    amountMinor: minorColumn("amount_minor").notNull(),
    currency: currencyColumn().notNull(),
    /** What the payer wrote for the payee, 140 characters. */
    remittance: text("remittance"),
    createdAt: createdAt(),
  },
  (t) => [
    check("transfers_kind", sql`${t.kind} in ('own', 'internal')`),
    check("transfers_amount", sql`${t.amountMinor} > 0`),
    check("transfers_two_accounts", sql`${t.fromAccountId} <> ${t.toAccountId}`),
    check("transfers_remittance", sql`length(${t.remittance}) <= 140`),
    index("transfers_beneficiary").on(t.beneficiaryId).where(sql`${t.beneficiaryId} is not null`),
  ],
);

/** Money that came in over the settlement account; the id is the ledger entry's. */
export const incomingPayments = pgTable(
  "incoming_payments",
  {
    id: idColumn<"entry">("id")
      .primaryKey()
      .references(() => journalEntries.id),
    reference: text("reference").notNull().unique(),
    /** The sender's own reference: the same credit is booked once. */
    senderReference: text("sender_reference").notNull().unique(),
    accountId: idColumn<"ledgerAccount">("account_id")
      .notNull()
      .references(() => accounts.id),
    remitterName: text("remitter_name").notNull(),
    remitterIban: text("remitter_iban"),
    amountMinor: minorColumn("amount_minor").notNull(),
    currency: currencyColumn().notNull(),
    remittance: text("remittance"),
    createdAt: createdAt(),
  },
  (t) => [
    check("incoming_payments_amount", sql`${t.amountMinor} > 0`),
    check("incoming_payments_name", sql`length(${t.remitterName}) between 1 and 140`),
    index("incoming_payments_account").on(t.accountId),
  ],
);

/** A cheque on another bank, credited and held until it is cleared or comes back; the id is the ledger entry's. */
export const cheques = pgTable(
  "cheques",
  {
    id: idColumn<"entry">("id")
      .primaryKey()
      .references(() => journalEntries.id),
    reference: text("reference").notNull().unique(),
    status: text("status", { enum: ["in_clearing", "cleared", "returned"] })
      .notNull()
      .default("in_clearing"),
    accountId: idColumn<"ledgerAccount">("account_id")
      .notNull()
      .references(() => accounts.id),
    amountMinor: minorColumn("amount_minor").notNull(),
    currency: currencyColumn().notNull(),
    /** The bank it is drawn on, and its number there. */
    bank: text("bank").notNull(),
    number: text("number").notNull(),
    drawnOn: dayColumn("drawn_on").notNull(),
    /** The day on which it should be known to be good. */
    clearsOn: dayColumn("clears_on").notNull(),
    holdId: idColumn<"hold">("hold_id")
      .notNull()
      .unique()
      .references(() => holds.id),
    /** The entry that cleared it or took it back. */
    endedEntryId: idColumn<"entry">("ended_entry_id")
      .unique()
      .references(() => journalEntries.id),
    endedReference: text("ended_reference").unique(),
    endedBy: idColumn<"user">("ended_by").references(() => users.id),
    returnReason: text("return_reason", { enum: ["no_funds", "stopped", "signature", "closed", "mistake", "other"] }),
    returnNote: text("return_note"),
    createdAt: createdAt(),
  },
  (t) => [
    check("cheques_status", sql`${t.status} in ('in_clearing', 'cleared', 'returned')`),
    check("cheques_amount", sql`${t.amountMinor} > 0`),
    check(
      "cheques_ended",
      sql`(${t.status} = 'in_clearing') = (${t.endedEntryId} is null) and (${t.endedEntryId} is null) = (${t.endedBy} is null) and (${t.endedEntryId} is null) = (${t.endedReference} is null)`,
    ),
    check("cheques_returned", sql`(${t.status} = 'returned') = (${t.returnReason} is not null)`),
    check(
      "cheques_return_reason",
      sql`${t.returnReason} in ('no_funds', 'stopped', 'signature', 'closed', 'mistake', 'other')`,
    ),
    uniqueIndex("cheques_once").on(sql`lower(${t.bank})`, t.number).where(sql`status <> 'returned'`),
    index("cheques_account").on(t.accountId),
    index("cheques_by_status").on(t.status, t.clearsOn, t.id),
    index("cheques_ended_by").on(t.endedBy),
  ],
);

import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt, currencyColumn, dayColumn, idColumn, instantColumn, minorColumn } from "../columns";
import { branches } from "./calendar";
import { customers } from "./customers";
import { users } from "./identity";
import { journalEntries, ledgerAccounts } from "./ledger";
import { productVersions } from "./products";

/** A customer's account; its money stands in the ledger account of the same id. */
export const accounts = pgTable(
  "accounts",
  {
    id: idColumn<"ledgerAccount">("id")
      .primaryKey()
      .references(() => ledgerAccounts.id),
    iban: text("iban").notNull().unique(),
    kind: text("kind", { enum: ["current", "savings", "term_deposit"] }).notNull(),
    status: text("status", { enum: ["pending", "active", "rejected", "withdrawn", "closed"] })
      .notNull()
      .default("pending"),
    productVersionId: idColumn<"productVersion">("product_version_id")
      .notNull()
      .references(() => productVersions.id),
    currency: currencyColumn().notNull(),
    /** The branch that serves it; the ledger branch never changes. */
    branchId: idColumn<"branch">("branch_id")
      .notNull()
      .references(() => branches.id),
    signingRule: text("signing_rule", { enum: ["any_one", "both", "any_two"] })
      .notNull()
      .default("any_one"),
    openedOn: dayColumn("opened_on"),
    closedOn: dayColumn("closed_on"),
    closeReason: text("close_reason"),
    createdAt: createdAt(),
  },
  (t) => [
    check("accounts_kind", sql`${t.kind} in ('current', 'savings', 'term_deposit')`),
    check("accounts_status", sql`${t.status} in ('pending', 'active', 'rejected', 'withdrawn', 'closed')`),
    check("accounts_signing_rule", sql`${t.signingRule} in ('any_one', 'both', 'any_two')`),
    check("accounts_opened", sql`(${t.status} in ('active', 'closed')) = (${t.openedOn} is not null)`),
    check(
      "accounts_closed",
      sql`(${t.status} = 'closed') = (${t.closedOn} is not null and ${t.closeReason} is not null)`,
    ),
    index("accounts_iban_end").on(sql`reverse(${t.iban}) text_pattern_ops`),
    index("accounts_branch_status").on(t.branchId, t.status, t.id),
    index("accounts_status").on(t.status, t.id),
  ],
);

/** From which day on an account is on which version of its product; of two of one day the later version counts. */
export const accountVersions = pgTable(
  "account_versions",
  {
    accountId: idColumn<"ledgerAccount">("account_id")
      .notNull()
      .references(() => accounts.id),
    fromDay: dayColumn("from_day").notNull(),
    versionId: idColumn<"productVersion">("version_id")
      .notNull()
      .references(() => productVersions.id),
  },
  (t) => [primaryKey({ columns: [t.accountId, t.fromDay, t.versionId] })],
);

export const accountParties = pgTable(
  "account_parties",
  {
    accountId: idColumn<"ledgerAccount">("account_id")
      .notNull()
      .references(() => accounts.id),
    customerId: idColumn<"customer">("customer_id")
      .notNull()
      .references(() => customers.id, { onDelete: "cascade" }),
    role: text("role", { enum: ["owner", "joint_owner", "signatory", "guardian"] }).notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.accountId, t.customerId] }),
    check("account_parties_role", sql`${t.role} in ('owner', 'joint_owner', 'signatory', 'guardian')`),
    uniqueIndex("account_parties_one_owner").on(t.accountId).where(sql`${t.role} = 'owner'`),
    index("account_parties_customer").on(t.customerId, t.accountId),
  ],
);

/** A stop on an account with its reason, while `lifted_at` is empty; a freeze stops the bank's own debits too. */
export const accountBlocks = pgTable(
  "account_blocks",
  {
    id: idColumn<"accountBlock">("id").primaryKey(),
    accountId: idColumn<"ledgerAccount">("account_id")
      .notNull()
      .references(() => accounts.id),
    kind: text("kind", { enum: ["debit", "credit", "all", "freeze"] }).notNull(),
    reason: text("reason").notNull(),
    placedBy: idColumn<"user">("placed_by")
      .notNull()
      .references(() => users.id),
    placedAt: createdAt("placed_at"),
    liftedBy: idColumn<"user">("lifted_by").references(() => users.id),
    liftedAt: instantColumn("lifted_at"),
    liftReason: text("lift_reason"),
  },
  (t) => [
    check("account_blocks_kind", sql`${t.kind} in ('debit', 'credit', 'all', 'freeze')`),
    check("account_blocks_lifted", sql`(${t.liftedBy} is null) = (${t.liftedAt} is null)`),
    index("account_blocks_open").on(t.accountId).where(sql`${t.liftedAt} is null`),
    index("account_blocks_account").on(t.accountId, t.id),
  ],
);

/** An account that nobody has used for long, while `ended_at` is empty: inactive, then dormant until it is woken. */
export const accountDormancies = pgTable(
  "account_dormancies",
  {
    id: idColumn<"accountDormancy">("id").primaryKey(),
    accountId: idColumn<"ledgerAccount">("account_id")
      .notNull()
      .references(() => accounts.id),
    stage: text("stage", { enum: ["inactive", "dormant"] }).notNull(),
    /** The day from which it counts. */
    fromDay: dayColumn("from_day").notNull(),
    /** The last day on which its holder used it. */
    lastUsedOn: dayColumn("last_used_on").notNull(),
    createdAt: createdAt(),
    endedAt: instantColumn("ended_at"),
    /** Empty where use, or the next stage, ended it. */
    endedBy: idColumn<"user">("ended_by").references(() => users.id),
    /** How the person who woke it made sure of who asked. */
    evidence: text("evidence"),
  },
  (t) => [
    check("account_dormancies_stage", sql`${t.stage} in ('inactive', 'dormant')`),
    check("account_dormancies_ended", sql`(${t.endedBy} is null) = (${t.evidence} is null)`),
    check("account_dormancies_woken", sql`${t.endedBy} is null or ${t.endedAt} is not null`),
    uniqueIndex("account_dormancies_open").on(t.accountId).where(sql`${t.endedAt} is null`),
    index("account_dormancies_account").on(t.accountId, t.id),
  ],
);

/** Who of several parties was present and signed for money leaving an account. */
export const accountSignatures = pgTable(
  "account_signatures",
  {
    entryId: idColumn<"entry">("entry_id")
      .notNull()
      .references(() => journalEntries.id),
    customerId: idColumn<"customer">("customer_id")
      .notNull()
      .references(() => customers.id, { onDelete: "cascade" }),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.entryId, t.customerId] }), index("account_signatures_customer").on(t.customerId)],
);

/** What a customer applies for, until an officer decides; the account, its number and its money begin when it is opened. */
export const accountApplications = pgTable(
  "account_applications",
  {
    id: idColumn<"accountApplication">("id").primaryKey(),
    customerId: idColumn<"customer">("customer_id")
      .notNull()
      .references(() => customers.id, { onDelete: "cascade" }),
    branchId: idColumn<"branch">("branch_id")
      .notNull()
      .references(() => branches.id),
    productVersionId: idColumn<"productVersion">("product_version_id")
      .notNull()
      .references(() => productVersions.id),
    status: text("status", { enum: ["pending", "active", "rejected", "withdrawn"] })
      .notNull()
      .default("pending"),
    /** Of a term deposit: the account that funds it and is paid, how much, for how long, and what happens then. */
    fromAccountId: idColumn<"ledgerAccount">("from_account_id").references(() => accounts.id),
    amountMinor: minorColumn("amount_minor"),
    months: integer("months"),
    instruction: text("instruction", { enum: ["pay_out", "renew_principal", "renew_all"] }),
    appliedBy: idColumn<"user">("applied_by")
      .notNull()
      .references(() => users.id),
    appliedAt: createdAt("applied_at"),
    /** The officer who opened or rejected it, or the customer who withdrew it. */
    decidedBy: idColumn<"user">("decided_by").references(() => users.id),
    decidedAt: instantColumn("decided_at"),
    reason: text("reason"),
    /** The account that was opened. */
    accountId: idColumn<"ledgerAccount">("account_id").references(() => accounts.id),
  },
  (t) => [
    check("account_applications_status", sql`${t.status} in ('pending', 'active', 'rejected', 'withdrawn')`),
    check(
      "account_applications_deposit",
      sql`num_nonnulls(${t.fromAccountId}, ${t.amountMinor}, ${t.months}, ${t.instruction}) in (0, 4)`,
    ),
    check("account_applications_amount", sql`${t.amountMinor} > 0 and ${t.months} > 0`),
    check("account_applications_instruction", sql`${t.instruction} in ('pay_out', 'renew_principal', 'renew_all')`),
    check(
      "account_applications_decided",
      sql`num_nonnulls(${t.decidedBy}, ${t.decidedAt}) = case when ${t.status} = 'pending' then 0 else 2 end`,
    ),
    check(
      "account_applications_second_person",
      sql`${t.status} not in ('active', 'rejected') or ${t.decidedBy} <> ${t.appliedBy}`,
    ),
    check("account_applications_opened", sql`(${t.status} = 'active') = (${t.accountId} is not null)`),
    check("account_applications_rejected", sql`(${t.status} = 'rejected') = (${t.reason} is not null)`),
    check("account_applications_reason", sql`length(${t.reason}) between 1 and 300`),
    uniqueIndex("account_applications_one").on(t.customerId, t.productVersionId).where(sql`status = 'pending'`),
    index("account_applications_customer").on(t.customerId, t.id),
    index("account_applications_branch_status").on(t.branchId, t.status, t.id),
    index("account_applications_status").on(t.status, t.id),
    index("account_applications_from").on(t.fromAccountId).where(sql`from_account_id is not null`),
    uniqueIndex("account_applications_account").on(t.accountId).where(sql`account_id is not null`),
  ],
);

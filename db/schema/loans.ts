import { sql } from "drizzle-orm";
import { check, foreignKey, index, integer, numeric, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { createdAt, currencyColumn, dayColumn, idColumn, instantColumn, minorColumn } from "../columns";
import { accounts } from "./accounts";
import { branches } from "./calendar";
import { customers } from "./customers";
import { users } from "./identity";
import { journalEntries, ledgerAccounts } from "./ledger";
import { productVersions } from "./products";

export const loanStatuses = [
  "draft",
  "submitted",
  "returned",
  "approved",
  "offered",
  "accepted",
  "active",
  "overpaid",
  "called",
  "written_off",
  "rejected",
  "withdrawn",
  "cancelled",
  "closed",
] as const;

export const loans = pgTable(
  "loans",
  {
    id: idColumn<"loan">("id").primaryKey(),
    loanNo: text("loan_no").notNull().unique(),
    status: text("status", { enum: loanStatuses }).notNull().default("draft"),
    /** Empty once the person was erased; the loan stays in the books. */
    customerId: idColumn<"customer">("customer_id").references(() => customers.id, { onDelete: "set null" }),
    branchId: idColumn<"branch">("branch_id")
      .notNull()
      .references(() => branches.id),
    productVersionId: idColumn<"productVersion">("product_version_id")
      .notNull()
      .references(() => productVersions.id),
    currency: currencyColumn().notNull(),
    amountMinor: minorColumn("amount_minor").notNull(),
    termMonths: integer("term_months").notNull(),
    /** A fraction a year, fixed at application. */
    annualRate: numeric("annual_rate", { precision: 9, scale: 6 }).notNull(),
    dayCount: text("day_count", { enum: ["30/360", "Act/365F", "Act/360"] }).notNull(),
    purpose: text("purpose").notNull(),
    /** Where the loan is paid out and repaid from. */
    settlementAccountId: idColumn<"ledgerAccount">("settlement_account_id")
      .notNull()
      .references(() => accounts.id),
    /** The principal in the books, from disbursement on. */
    principalAccountId: idColumn<"ledgerAccount">("principal_account_id")
      .unique()
      .references(() => ledgerAccounts.id),
    /** Interest booked to interest receivable so far, and the day it is booked to (exclusive). */
    interestBookedMinor: minorColumn("interest_booked_minor").notNull().default(sql`0`),
    interestBookedTo: dayColumn("interest_booked_to"),
    interestPaidMinor: minorColumn("interest_paid_minor").notNull().default(sql`0`),
    appliedBy: idColumn<"user">("applied_by")
      .notNull()
      .references(() => users.id),
    submittedAt: instantColumn("submitted_at"),
    decidedBy: idColumn<"user">("decided_by").references(() => users.id),
    decidedAt: instantColumn("decided_at"),
    decisionReason: text("decision_reason"),
    offeredOn: dayColumn("offered_on"),
    offerValidUntil: dayColumn("offer_valid_until"),
    acceptedOn: dayColumn("accepted_on"),
    disbursedBy: idColumn<"user">("disbursed_by").references(() => users.id),
    disbursedOn: dayColumn("disbursed_on"),
    closedOn: dayColumn("closed_on"),
    closeReason: text("close_reason", {
      enum: ["repaid", "settled_early", "withdrawn_by_consumer", "refinanced", "sold"],
    }),
    createdAt: createdAt(),
  },
  (t) => [
    check(
      "loans_status",
      sql`${t.status} in ('draft','submitted','returned','approved','offered','accepted','active','overpaid','called','written_off','rejected','withdrawn','cancelled','closed')`,
    ),
    check(
      "loans_customer",
      sql`${t.customerId} is not null or ${t.status} in ('closed', 'rejected', 'withdrawn', 'cancelled')`,
    ),
    check("loans_amount", sql`${t.amountMinor} > 0`),
    check("loans_term", sql`${t.termMonths} between 1 and 600`),
    check("loans_interest_paid", sql`${t.interestPaidMinor} between 0 and ${t.interestBookedMinor}`),
    check("loans_second_person", sql`${t.decidedBy} is null or ${t.decidedBy} <> ${t.appliedBy}`),
    check(
      "loans_third_person",
      sql`${t.disbursedBy} is null or (${t.disbursedBy} <> ${t.appliedBy} and ${t.disbursedBy} <> ${t.decidedBy})`,
    ),
    check("loans_disbursed", sql`(${t.disbursedOn} is null) = (${t.principalAccountId} is null)`),
    check(
      "loans_active_disbursed",
      sql`${t.status} not in ('active','overpaid','called','written_off','closed') or ${t.disbursedOn} is not null`,
    ),
    index("loans_customer").on(t.customerId, t.id),
    index("loans_branch_status").on(t.branchId, t.status, t.id),
    index("loans_status").on(t.status, t.id),
    index("loans_settlement_account").on(t.settlementAccountId),
  ],
);

/** A schedule as agreed; a reschedule is a new version and the old one stays. */
export const loanSchedules = pgTable(
  "loan_schedules",
  {
    loanId: idColumn<"loan">("loan_id")
      .notNull()
      .references(() => loans.id),
    version: integer("version").notNull(),
    startsOn: dayColumn("starts_on").notNull(),
    principalMinor: minorColumn("principal_minor").notNull(),
    instalmentMinor: minorColumn("instalment_minor").notNull(),
    /** Annual percentage rate in percent, 1e-8 exact, as shown to the customer. */
    aprPercent: numeric("apr_percent", { precision: 12, scale: 8 }).notNull(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.loanId, t.version] })],
);

export const loanInstalments = pgTable(
  "loan_instalments",
  {
    loanId: idColumn<"loan">("loan_id").notNull(),
    version: integer("version").notNull(),
    no: integer("no").notNull(),
    /** Interest runs from here (inclusive) to the due date (exclusive). */
    startsOn: dayColumn("starts_on").notNull(),
    dueOn: dayColumn("due_on").notNull(),
    principalMinor: minorColumn("principal_minor").notNull(),
    interestMinor: minorColumn("interest_minor").notNull(),
    /** Outstanding principal after this instalment. */
    balanceMinor: minorColumn("balance_minor").notNull(),
    principalPaidMinor: minorColumn("principal_paid_minor").notNull().default(sql`0`),
    interestPaidMinor: minorColumn("interest_paid_minor").notNull().default(sql`0`),
    paidOn: dayColumn("paid_on"),
  },
  (t) => [
    primaryKey({ columns: [t.loanId, t.version, t.no] }),
    foreignKey({ columns: [t.loanId, t.version], foreignColumns: [loanSchedules.loanId, loanSchedules.version] }),
    check(
      "loan_instalments_principal",
      sql`${t.principalMinor} >= 0 and ${t.principalPaidMinor} between 0 and ${t.principalMinor}`,
    ),
    check(
      "loan_instalments_interest",
      sql`${t.interestMinor} >= 0 and ${t.interestPaidMinor} between 0 and ${t.interestMinor}`,
    ),
    check("loan_instalments_dates", sql`${t.startsOn} < ${t.dueOn}`),
    check(
      "loan_instalments_paid",
      sql`(${t.paidOn} is not null) = (${t.principalPaidMinor} = ${t.principalMinor} and ${t.interestPaidMinor} = ${t.interestMinor})`,
    ),
    index("loan_instalments_due").on(t.dueOn).where(sql`paid_on is null`),
  ],
);

/** Principal paid out; the id is the ledger entry's. */
export const loanDisbursements = pgTable("loan_disbursements", {
  id: idColumn<"entry">("id")
    .primaryKey()
    .references(() => journalEntries.id),
  loanId: idColumn<"loan">("loan_id")
    .notNull()
    .unique()
    .references(() => loans.id),
  reference: text("reference").notNull().unique(),
  accountId: idColumn<"ledgerAccount">("account_id")
    .notNull()
    .references(() => accounts.id),
  amountMinor: minorColumn("amount_minor").notNull(),
  createdAt: createdAt(),
});

/** A repayment with the interest it booked up to its value date; the id is the ledger entry's. */
export const loanRepayments = pgTable(
  "loan_repayments",
  {
    id: idColumn<"entry">("id")
      .primaryKey()
      .references(() => journalEntries.id),
    loanId: idColumn<"loan">("loan_id")
      .notNull()
      .references(() => loans.id),
    reference: text("reference").notNull().unique(),
    accountId: idColumn<"ledgerAccount">("account_id").references(() => accounts.id),
    accrualEntryId: idColumn<"entry">("accrual_entry_id").references(() => journalEntries.id),
    amountMinor: minorColumn("amount_minor").notNull(),
    interestMinor: minorColumn("interest_minor").notNull(),
    principalMinor: minorColumn("principal_minor").notNull(),
    valueDate: dayColumn("value_date").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    check(
      "loan_repayments_amount",
      sql`${t.amountMinor} > 0 and ${t.amountMinor} = ${t.interestMinor} + ${t.principalMinor}`,
    ),
    index("loan_repayments_loan").on(t.loanId, t.id),
  ],
);

/** Which instalment a repayment paid, in allocation order. */
export const loanAllocations = pgTable(
  "loan_allocations",
  {
    repaymentId: idColumn<"entry">("repayment_id")
      .notNull()
      .references(() => loanRepayments.id),
    loanId: idColumn<"loan">("loan_id").notNull(),
    version: integer("version").notNull(),
    no: integer("no").notNull(),
    interestMinor: minorColumn("interest_minor").notNull(),
    principalMinor: minorColumn("principal_minor").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.repaymentId, t.version, t.no] }),
    foreignKey({
      columns: [t.loanId, t.version, t.no],
      foreignColumns: [loanInstalments.loanId, loanInstalments.version, loanInstalments.no],
      name: "loan_allocations_instalment",
    }),
    index("loan_allocations_instalment").on(t.loanId, t.version, t.no),
  ],
);

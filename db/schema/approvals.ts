import { sql } from "drizzle-orm";
import { boolean, check, index, integer, pgTable, text } from "drizzle-orm/pg-core";
import { bytesColumn, createdAt, currencyColumn, idColumn, instantColumn, minorColumn } from "../columns";
import { branches } from "./calendar";
import { customers } from "./customers";
import { users } from "./identity";

/** A command that waits for a second person, whole and encrypted, and what became of it. Never deleted. */
export const approvals = pgTable(
  "approvals",
  {
    id: idColumn<"approval">("id").primaryKey(),
    /** The command that runs when a second person agrees. */
    kind: text("kind").notNull(),
    status: text("status", { enum: ["pending", "returned", "approved", "rejected", "withdrawn", "expired"] }).notNull(),
    subjectKind: text("subject_kind").notNull(),
    subjectId: text("subject_id").notNull(),
    customerId: idColumn<"customer">("customer_id").references(() => customers.id),
    branchId: idColumn<"branch">("branch_id").references(() => branches.id),
    amountMinor: minorColumn("amount_minor"),
    currency: currencyColumn(),
    makerId: idColumn<"user">("maker_id")
      .notNull()
      .references(() => users.id),
    /** The command's input, the maker's reason, before and after; under the bank's key, bound to this row. */
    sealed: bytesColumn("sealed").notNull(),
    /** Raised with every change of status: a decision names the version that its maker saw. */
    version: integer("version").notNull().default(1),
    createdAt: createdAt(),
    dueAt: instantColumn("due_at").notNull(),
    checkerId: idColumn<"user">("checker_id").references(() => users.id),
    endedAt: instantColumn("ended_at"),
  },
  (t) => [
    check("approvals_second_person", sql`${t.checkerId} <> ${t.makerId}`),
    check("approvals_decided", sql`${t.status} not in ('approved', 'rejected') or ${t.checkerId} is not null`),
    check("approvals_amount", sql`(${t.amountMinor} is null) = (${t.currency} is null)`),
    index("approvals_waiting").on(t.dueAt).where(sql`status = 'pending'`),
    index("approvals_maker").on(t.makerId),
    index("approvals_checker").on(t.checkerId),
    index("approvals_customer").on(t.customerId),
    index("approvals_branch").on(t.branchId),
  ],
);

/** Each step in the life of a request, for good. */
export const approvalSteps = pgTable(
  "approval_steps",
  {
    id: idColumn<"approvalStep">("id").primaryKey(),
    approvalId: idColumn<"approval">("approval_id")
      .notNull()
      .references(() => approvals.id),
    at: createdAt("at"),
    step: text("step", { enum: ["requested", "approved", "returned", "rejected", "withdrawn", "expired"] }).notNull(),
    /** Null: the bank's own job. */
    byUserId: idColumn<"user">("by_user_id").references(() => users.id),
    /** Whether the command itself refused when it ran. */
    refusedByRule: boolean("refused_by_rule").notNull().default(false),
    reason: text("reason"),
  },
  (t) => [
    check("approval_steps_reason", sql`${t.step} not in ('returned', 'rejected') or ${t.reason} is not null`),
    index("approval_steps_approval").on(t.approvalId, t.id),
    index("approval_steps_by").on(t.byUserId),
  ],
);

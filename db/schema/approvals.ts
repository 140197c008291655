import { sql } from "drizzle-orm";
import { boolean, check, index, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { roles } from "../../lib/core/context";
import { bytesColumn, createdAt, currencyColumn, dayColumn, idColumn, instantColumn, minorColumn } from "../columns";
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
    status: text("status", {
      enum: ["pending", "returned", "released", "approved", "completed", "rejected", "withdrawn", "expired"],
    })
      .notNull()
      .default("pending"),
    subjectKind: text("subject_kind").notNull(),
    subjectId: text("subject_id").notNull(),
    customerId: idColumn<"customer">("customer_id").references(() => customers.id, { onDelete: "set null" }),
    branchId: idColumn<"branch">("branch_id").references(() => branches.id),
    amountMinor: minorColumn("amount_minor"),
    currency: currencyColumn(),
    makerId: idColumn<"user">("maker_id")
      .notNull()
      .references(() => users.id),
    /** The role that decides, where a policy named one. */
    checkerRole: text("checker_role", { enum: roles }),
    /** The command's input, the maker's reason, before and after; under the bank's key, bound to this row. */
    sealed: bytesColumn("sealed").notNull(),
    /** Raised with every change of status: a decision names the version that its maker saw. */
    version: integer("version").notNull().default(1),
    createdAt: createdAt(),
    dueAt: instantColumn("due_at").notNull(),
    checkerId: idColumn<"user">("checker_id").references(() => users.id),
    endedAt: instantColumn("ended_at"),
    /** What the command was booked under, when it moved money. */
    reference: text("reference"),
  },
  (t) => [
    check("approvals_second_person", sql`${t.checkerId} <> ${t.makerId}`),
    check(
      "approvals_decided",
      sql`${t.status} not in ('approved', 'rejected', 'released', 'completed') or ${t.checkerId} is not null`,
    ),
    check("approvals_amount", sql`(${t.amountMinor} is null) = (${t.currency} is null)`),
    check("approvals_booked", sql`${t.reference} is null or ${t.status} in ('approved', 'completed')`),
    index("approvals_waiting").on(t.dueAt).where(sql`status = 'pending'`),
    index("approvals_maker").on(t.makerId, t.id),
    index("approvals_reference").on(t.reference).where(sql`reference is not null`),
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
    step: text("step", {
      enum: [
        "requested",
        "resubmitted",
        "approved",
        "released",
        "completed",
        "returned",
        "rejected",
        "withdrawn",
        "expired",
      ],
    }).notNull(),
    /** Null: the bank's own job. */
    byUserId: idColumn<"user">("by_user_id").references(() => users.id),
    /** The absent colleague in whose place it was decided. */
    forUserId: idColumn<"user">("for_user_id").references(() => users.id),
    /** Whether the command itself refused when it ran. */
    refusedByRule: boolean("refused_by_rule").notNull().default(false),
    reason: text("reason"),
  },
  (t) => [
    check("approval_steps_reason", sql`${t.step} not in ('returned', 'rejected') or ${t.reason} is not null`),
    index("approval_steps_approval").on(t.approvalId, t.id),
    index("approval_steps_by").on(t.byUserId),
    index("approval_steps_for").on(t.forUserId),
    check("approval_steps_for_another", sql`${t.forUserId} <> ${t.byUserId}`),
  ],
);

/**
 * From which amount whose agreement a command needs: one rung of a ladder. Rows are only added; of the rows of one rung
 * the one with the latest day reached counts, and one without a deciding role ends the rung.
 */
export const approvalPolicies = pgTable(
  "approval_policies",
  {
    id: idColumn<"approvalPolicy">("id").primaryKey(),
    kind: text("kind").notNull(),
    /** Whose acts it binds; null: everybody's. */
    role: text("role", { enum: roles }),
    currency: currencyColumn().notNull(),
    fromMinor: minorColumn("from_minor").notNull(),
    checkerRole: text("checker_role", { enum: roles }),
    effectiveFrom: dayColumn("effective_from").notNull(),
    createdAt: createdAt(),
    /** The request by which two administrators made it. */
    approvalId: idColumn<"approval">("approval_id").references(() => approvals.id),
  },
  (t) => [
    check("approval_policies_from", sql`${t.fromMinor} >= 0`),
    index("approval_policies_kind").on(t.kind, t.effectiveFrom),
    index("approval_policies_approval").on(t.approvalId),
  ],
);

/**
 * What a role, or one person, may move by themselves in a currency; null: no bound. Rows are only added; of a holder's rows
 * in a currency the one with the latest day reached counts.
 */
export const staffLimits = pgTable(
  "staff_limits",
  {
    id: idColumn<"staffLimit">("id").primaryKey(),
    role: text("role", { enum: roles }),
    userId: idColumn<"user">("user_id").references(() => users.id),
    currency: currencyColumn().notNull(),
    perTransactionMinor: minorColumn("per_transaction_minor"),
    perDayMinor: minorColumn("per_day_minor"),
    secondFromMinor: minorColumn("second_from_minor"),
    effectiveFrom: dayColumn("effective_from").notNull(),
    createdAt: createdAt(),
    /** The request by which two administrators made it. */
    approvalId: idColumn<"approval">("approval_id").references(() => approvals.id),
  },
  (t) => [
    check("staff_limits_holder", sql`num_nonnulls(${t.role}, ${t.userId}) = 1`),
    check(
      "staff_limits_amounts",
      sql`least(${t.perTransactionMinor}, ${t.perDayMinor}, ${t.secondFromMinor}) > 0 is not false and ${t.perTransactionMinor} > ${t.perDayMinor} is not true`,
    ),
    index("staff_limits_role").on(t.role, t.currency, t.effectiveFrom).where(sql`role is not null`),
    index("staff_limits_user").on(t.userId, t.currency, t.effectiveFrom).where(sql`user_id is not null`),
    index("staff_limits_approval").on(t.approvalId),
  ],
);

/** How much of a banking day a person of staff has moved in a currency: what the limit for a day is held against. */
export const limitUses = pgTable(
  "limit_uses",
  {
    userId: idColumn<"user">("user_id")
      .notNull()
      .references(() => users.id),
    currency: currencyColumn().notNull(),
    day: dayColumn("day").notNull(),
    usedMinor: minorColumn("used_minor").notNull(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.currency, t.day] }), check("limit_uses_sum", sql`${t.usedMinor} > 0`)],
);

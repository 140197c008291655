import { sql } from "drizzle-orm";
import { type AnyPgColumn, check, index, pgTable, text } from "drizzle-orm/pg-core";
import { bytesColumn, createdAt, currencyColumn, idColumn, minorColumn, sealingColumns } from "../columns";
import { customers } from "./customers";

/** One row for each act and each refusal; ids and amounts only, so that it can stay when a person is forgotten. */
export const auditEvents = pgTable(
  "audit_events",
  {
    id: idColumn<"auditEvent">("id").primaryKey(),
    at: createdAt("at"),
    actorKind: text("actor_kind", { enum: ["staff", "customer", "api_client", "system"] }).notNull(),
    /** Who: a user, an API client or the name of a job. */
    actorId: text("actor_id").notNull(),
    role: text("role"),
    sessionId: text("session_id"),
    branchId: idColumn<"branch">("branch_id"),
    channel: text("channel", { enum: ["counter", "self_service", "api", "job"] }).notNull(),
    ip: text("ip"),
    act: text("act").notNull(),
    result: text("result", { enum: ["done", "refused"] }).notNull(),
    reason: text("reason"),
    subjectKind: text("subject_kind"),
    subjectId: text("subject_id"),
    customerId: idColumn<"customer">("customer_id"),
    entryId: idColumn<"entry">("entry_id"),
    reference: text("reference"),
    amountMinor: minorColumn("amount_minor"),
    currency: currencyColumn(),
    requestId: text("request_id").notNull(),
    /** SHA-256 of the ciphertext in audit_details: proves it without holding it. */
    detailsHash: bytesColumn("details_hash"),
    ...sealingColumns,
  },
  (t) => [
    check("audit_events_result", sql`${t.result} in ('done', 'refused')`),
    check("audit_events_refused", sql`(${t.result} = 'refused') = (${t.reason} is not null)`),
    check("audit_events_channel", sql`${t.channel} in ('counter', 'self_service', 'api', 'job')`),
    check("audit_events_actor", sql`${t.actorKind} in ('staff', 'customer', 'api_client', 'system')`),
    check("audit_events_amount", sql`(${t.amountMinor} is null) = (${t.currency} is null)`),
    index("audit_events_subject").on(t.subjectId, t.id),
    index("audit_events_customer").on(t.customerId, t.id).where(sql`customer_id is not null`),
    index("audit_events_views")
      .on(t.customerId, t.id)
      .where(sql`act in ('customer.viewed', 'account.viewed', 'customer.scan_opened')`),
    // What customers did is looked for by customer: an entry of this index is a thirtieth of what a payment costs.
    index("audit_events_actor_id").on(t.actorId, t.id).where(sql`actor_kind <> 'customer'`),
    // The log is written in the order of its times, near enough: a period is found by its blocks, and costs an act nothing.
    index("audit_events_at").using("brin", t.at),
    index("audit_events_branch").on(t.branchId, t.id).where(sql`branch_id is not null`),
    index("audit_events_sealing").on(t.epoch, t.xact),
  ],
);

/** Before and after of an act, encrypted under the key of the customer it concerns, or of the bank. */
export const auditDetails = pgTable(
  "audit_details",
  {
    eventId: idColumn<"auditEvent">("event_id")
      .primaryKey()
      .references(() => auditEvents.id),
    /** The customer, or null for the bank's own key. */
    keyOwner: idColumn<"customer">("key_owner"),
    ciphertext: bytesColumn("ciphertext").notNull(),
  },
  (t) => [index("audit_details_owner").on(t.keyOwner)],
);

/** The data key of one customer, wrapped by the bank's key; destroyed with the customer's erasure. */
export const customerKeys = pgTable("customer_keys", {
  customerId: idColumn<"customer">("customer_id")
    .primaryKey()
    .references((): AnyPgColumn => customers.id, { onDelete: "cascade" }),
  wrappedKey: bytesColumn("wrapped_key").notNull(),
  createdAt: createdAt(),
});

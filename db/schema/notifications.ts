import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import { createdAt, idColumn, instantColumn } from "../columns";
import { customers } from "./customers";
import { users } from "./identity";

/** What the bank tells one person, written with the act itself. Facts only, no name or number of a person. */
export const notices = pgTable(
  "notices",
  {
    id: idColumn<"notice">("id").primaryKey(),
    /** A colleague, or a customer: exactly one. */
    userId: idColumn<"user">("user_id").references(() => users.id, { onDelete: "cascade" }),
    customerId: idColumn<"customer">("customer_id").references(() => customers.id, { onDelete: "cascade" }),
    kind: text("kind").notNull(),
    params: jsonb("params").$type<Record<string, string>>().notNull().default({}),
    createdAt: createdAt(),
  },
  (t) => [
    check("notices_one_person", sql`num_nonnulls(${t.userId}, ${t.customerId}) = 1`),
    check("notices_params", sql`jsonb_typeof(${t.params}) = 'object'`),
    index("notices_user").on(t.userId, t.id).where(sql`user_id is not null`),
    index("notices_customer").on(t.customerId, t.id).where(sql`customer_id is not null`),
  ],
);

/** The outbox: one row for each notice that also goes out as e-mail. The address is read when it is sent. */
export const noticeMails = pgTable(
  "notice_mails",
  {
    noticeId: idColumn<"notice">("notice_id")
      .primaryKey()
      .references(() => notices.id, { onDelete: "cascade" }),
    status: text("status", { enum: ["waiting", "sent", "given_up"] })
      .notNull()
      .default("waiting"),
    attempts: integer("attempts").notNull().default(0),
    /** Not before this instant; while one worker sends it, the end of that worker's claim. */
    nextTryAt: createdAt("next_try_at"),
    sentAt: instantColumn("sent_at"),
    failure: text("failure"),
    /** Where it goes in place of the person's address of now. */
    sendTo: text("send_to"),
    /** When it was last sent again because its sending was interrupted: it may have gone out before. */
    repeatedAt: instantColumn("repeated_at"),
  },
  (t) => [
    check("notice_mails_status", sql`${t.status} in ('waiting', 'sent', 'given_up')`),
    check("notice_mails_sent", sql`(${t.status} = 'sent') = (${t.sentAt} is not null)`),
    check("notice_mails_attempts", sql`${t.attempts} >= 0`),
    index("notice_mails_standing").on(t.status, t.noticeId),
    index("notice_mails_repeated").on(t.noticeId).where(sql`repeated_at is not null`),
    index("notice_mails_waiting").on(t.nextTryAt).where(sql`status = 'waiting'`),
  ],
);

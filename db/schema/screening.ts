import { sql } from "drizzle-orm";
import { boolean, check, index, integer, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { bytesColumn, createdAt, idColumn, instantColumn } from "../columns";
import { customers } from "./customers";
import { users } from "./identity";
import { organisationPeople } from "./organisations";

export const listSources = ["ofac_sdn", "ofac_consolidated", "own"] as const;

/** A version of a list of people and organisations the bank may not serve. A newer one of its source replaces it; both are kept. */
export const screeningLists = pgTable(
  "screening_lists",
  {
    id: idColumn<"screeningList">("id").primaryKey(),
    source: text("source", { enum: listSources }).notNull(),
    version: text("version").notNull(),
    /** SHA-256 over the files as they were sent. */
    sha256: bytesColumn("sha256").notNull(),
    entries: integer("entries").notNull(),
    names: integer("names").notNull(),
    loadedBy: idColumn<"user">("loaded_by")
      .notNull()
      .references(() => users.id),
    loadedAt: createdAt("loaded_at"),
    /** Empty while a second officer must agree to what it leaves out; such a version is compared with nobody. */
    takenAt: instantColumn("taken_at").default(sql`bank_now()`),
    replacedAt: instantColumn("replaced_at"),
  },
  (t) => [
    check("screening_lists_source", sql`${t.source} in ('ofac_sdn', 'ofac_consolidated', 'own')`),
    check("screening_lists_entries", sql`${t.entries} > 0 and ${t.names} >= ${t.entries}`),
    uniqueIndex("screening_lists_current").on(t.source).where(sql`taken_at is not null and replaced_at is null`),
    check("screening_lists_taken", sql`${t.replacedAt} is null or ${t.takenAt} is not null`),
    index("screening_lists_loaded_by").on(t.loadedBy),
  ],
);

/** Who or what a version of a list names, as it was published. */
export const screeningEntries = pgTable(
  "screening_entries",
  {
    id: idColumn<"screeningEntry">("id").primaryKey(),
    listId: idColumn<"screeningList">("list_id")
      .notNull()
      .references(() => screeningLists.id),
    /** The publisher's own number. */
    ref: text("ref").notNull(),
    kind: text("kind", { enum: ["individual", "organisation", "vessel", "aircraft"] }).notNull(),
    name: text("name").notNull(),
    aliases: text("aliases").array().notNull(),
    /** Whole dates, `1961-05`, `1961`, or two of them with a stroke between. */
    birthDates: text("birth_dates").array().notNull(),
    countries: text("countries").array().notNull(),
    identifiers: text("identifiers").array().notNull(),
    program: text("program").notNull(),
    /** SHA-256 of all of the above: an entry that changes from one version to the next is another. */
    digest: bytesColumn("digest").notNull(),
  },
  (t) => [
    check("screening_entries_kind", sql`${t.kind} in ('individual', 'organisation', 'vessel', 'aircraft')`),
    uniqueIndex("screening_entries_ref").on(t.listId, t.ref),
  ],
);

/** A customer who may be whom a list names, and what compliance decided about it. Other data of either make another one. */
export const screeningHits = pgTable(
  "screening_hits",
  {
    id: idColumn<"screeningHit">("id").primaryKey(),
    customerId: idColumn<"customer">("customer_id")
      .notNull()
      .references(() => customers.id, { onDelete: "cascade" }),
    /** Somebody behind the customer who is none themselves; empty where the customer is meant. */
    personId: idColumn<"organisationPerson">("person_id").references(() => organisationPeople.id, {
      onDelete: "cascade",
    }),
    entryId: idColumn<"screeningEntry">("entry_id")
      .notNull()
      .references(() => screeningEntries.id),
    /** The publisher's number in which list, and the entry's data: the same in the next version, it is the same hit. */
    source: text("source", { enum: listSources }).notNull(),
    ref: text("ref").notNull(),
    entryDigest: bytesColumn("entry_digest").notNull(),
    /** The customer's name, birth date and countries when they were compared. */
    customerDigest: bytesColumn("customer_digest").notNull(),
    status: text("status", { enum: ["open", "cleared", "confirmed", "lapsed"] })
      .notNull()
      .default("open"),
    /** The listed name that is like the customer's. */
    name: text("name").notNull(),
    /** How like, in thousandths. */
    score: integer("score").notNull(),
    foundAt: createdAt("found_at"),
    decidedBy: idColumn<"user">("decided_by").references(() => users.id),
    confirmedBy: idColumn<"user">("confirmed_by").references(() => users.id),
    decidedAt: instantColumn("decided_at"),
    reason: text("reason"),
  },
  (t) => [
    check("screening_hits_score", sql`${t.score} between 0 and 1000`),
    check(
      "screening_hits_decided",
      sql`${t.status} not in ('cleared', 'confirmed') or (${t.decidedBy} is not null and ${t.decidedAt} is not null and length(${t.reason}) > 0)`,
    ),
    check(
      "screening_hits_confirmed",
      sql`${t.status} <> 'confirmed' or (${t.confirmedBy} is not null and ${t.confirmedBy} <> ${t.decidedBy})`,
    ),
    uniqueIndex("screening_hits_pair").on(t.customerId, t.source, t.ref, t.entryDigest, t.customerDigest),
    index("screening_hits_status").on(t.status, t.id),
    index("screening_hits_stopping").on(t.customerId).where(sql`status in ('open', 'confirmed')`),
    index("screening_hits_entry").on(t.entryId),
    index("screening_hits_person").on(t.personId),
    index("screening_hits_decided_by").on(t.decidedBy),
    index("screening_hits_confirmed_by").on(t.confirmedBy),
  ],
);

/** Every customer compared anew because a list changed, batch by batch; at most one is under way. */
export const screeningRuns = pgTable(
  "screening_runs",
  {
    id: idColumn<"screeningRun">("id").primaryKey(),
    listId: idColumn<"screeningList">("list_id")
      .notNull()
      .references(() => screeningLists.id),
    askedAt: createdAt("asked_at"),
    /** The last customer compared. */
    lastCustomerId: idColumn<"customer">("last_customer_id"),
    customers: integer("customers").notNull().default(0),
    hits: integer("hits").notNull().default(0),
    endedAt: instantColumn("ended_at"),
    /** A newer list came before the run was through; its own run does the rest. */
    overtaken: boolean("overtaken").notNull().default(false),
  },
  (t) => [
    uniqueIndex("screening_runs_one").on(sql`(ended_at is null)`).where(sql`ended_at is null`),
    index("screening_runs_list").on(t.listId),
  ],
);

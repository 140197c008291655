import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { bytesColumn, createdAt, idColumn, instantColumn } from "../columns";
import { users } from "./identity";

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
    replacedAt: instantColumn("replaced_at"),
  },
  (t) => [
    check("screening_lists_source", sql`${t.source} in ('ofac_sdn', 'ofac_consolidated', 'own')`),
    check("screening_lists_entries", sql`${t.entries} > 0 and ${t.names} >= ${t.entries}`),
    uniqueIndex("screening_lists_current").on(t.source).where(sql`replaced_at is null`),
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

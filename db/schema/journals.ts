import { sql } from "drizzle-orm";
import { check, index, pgTable, text } from "drizzle-orm/pg-core";
import { idColumn, sealingColumns } from "../columns";
import { users } from "./identity";
import { journalEntries } from "./ledger";

/** A journal entered by hand: which paper says so, why, and who agreed to it; the id is the ledger entry's. Never changed. */
export const manualJournals = pgTable(
  "manual_journals",
  {
    id: idColumn<"entry">("id")
      .primaryKey()
      .references(() => journalEntries.id),
    reference: text("reference").notNull().unique(),
    document: text("document").notNull(),
    reason: text("reason").notNull(),
    agreedBy: idColumn<"user">("agreed_by")
      .notNull()
      .references(() => users.id),
    ...sealingColumns,
  },
  (t) => [
    check("manual_journals_document", sql`length(${t.document}) between 1 and 60`),
    check("manual_journals_reason", sql`length(${t.reason}) between 1 and 300`),
    index("manual_journals_agreed_by").on(t.agreedBy),
    index("manual_journals_sealing").on(t.epoch, t.xact),
  ],
);

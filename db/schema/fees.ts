import { sql } from "drizzle-orm";
import { check, index, pgTable, smallint, text } from "drizzle-orm/pg-core";
import { currencyColumn, idColumn, minorColumn } from "../columns";
import { accounts } from "./accounts";
import { journalEntries } from "./ledger";

/** What an event cost the account it happened on: charged by a leg of its entry, or waived with a reason. Never changed. */
export const feeCharges = pgTable(
  "fee_charges",
  {
    entryId: idColumn<"entry">("entry_id")
      .primaryKey()
      .references(() => journalEntries.id),
    kind: text("kind", { enum: ["deposit", "withdrawal", "transfer", "closing", "cheque_returned"] }).notNull(),
    accountId: idColumn<"ledgerAccount">("account_id")
      .notNull()
      .references(() => accounts.id),
    amountMinor: minorColumn("amount_minor").notNull(),
    currency: currencyColumn().notNull(),
    /** The leg of the entry that took it; empty where it was waived. */
    leg: smallint("leg"),
    waivedBecause: text("waived_because"),
  },
  (t) => [
    check("fee_charges_kind", sql`${t.kind} in ('deposit', 'withdrawal', 'transfer', 'closing', 'cheque_returned')`),
    check("fee_charges_amount", sql`${t.amountMinor} between 1 and 100000000000000000`),
    check("fee_charges_waived", sql`(${t.leg} is null) = (${t.waivedBecause} is not null)`),
    index("fee_charges_account").on(t.accountId),
  ],
);

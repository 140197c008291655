import { sql } from "drizzle-orm";
import { type AnyPgColumn, check, index, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt, dayColumn, idColumn, minorColumn } from "../columns";
import { accounts } from "./accounts";
import { journalEntries } from "./ledger";

/** Money that a customer left with the bank until a day, on an account of its own, at the rate of the version it was opened on. */
export const termDeposits = pgTable(
  "term_deposits",
  {
    accountId: idColumn<"ledgerAccount">("account_id")
      .primaryKey()
      .references(() => accounts.id),
    principalMinor: minorColumn("principal_minor").notNull(),
    startsOn: dayColumn("starts_on").notNull(),
    maturesOn: dayColumn("matures_on").notNull(),
    /** What happens at maturity. */
    instruction: text("instruction", { enum: ["pay_out", "renew_principal", "renew_all"] }).notNull(),
    /** The account that funded it and is paid. */
    payoutAccountId: idColumn<"ledgerAccount">("payout_account_id")
      .notNull()
      .references(() => accounts.id),
    status: text("status", { enum: ["active", "matured", "closed", "renewed", "closed_early"] })
      .notNull()
      .default("active"),
    /** The deposit that it renews. */
    renewsId: idColumn<"ledgerAccount">("renews_id").references((): AnyPgColumn => termDeposits.accountId),
    createdAt: createdAt(),
  },
  (t) => [
    check("term_deposits_principal", sql`${t.principalMinor} > 0`),
    check("term_deposits_term", sql`${t.maturesOn} > ${t.startsOn}`),
    check("term_deposits_instruction", sql`${t.instruction} in ('pay_out', 'renew_principal', 'renew_all')`),
    check("term_deposits_status", sql`${t.status} in ('active', 'matured', 'closed', 'renewed', 'closed_early')`),
    uniqueIndex("term_deposits_renews").on(t.renewsId).where(sql`${t.renewsId} is not null`),
    index("term_deposits_due").on(t.maturesOn, t.accountId).where(sql`${t.status} in ('active', 'matured')`),
    index("term_deposits_payout").on(t.payoutAccountId),
  ],
);

/** The entries that funded a term deposit and paid it out; the id is the ledger entry's. */
export const termDepositMovements = pgTable(
  "term_deposit_movements",
  {
    id: idColumn<"entry">("id")
      .primaryKey()
      .references(() => journalEntries.id),
    depositId: idColumn<"ledgerAccount">("deposit_id")
      .notNull()
      .references(() => termDeposits.accountId),
    reference: text("reference").notNull().unique(),
  },
  (t) => [index("term_deposit_movements_deposit").on(t.depositId)],
);

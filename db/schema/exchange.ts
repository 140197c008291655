import { sql } from "drizzle-orm";
import { check, foreignKey, index, numeric, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt, currencyColumn, dayColumn, idColumn, minorColumn, sealingColumns } from "../columns";
import { approvals } from "./approvals";
import { journalEntries } from "./ledger";

/** What one unit of a currency costs in the bank's own. Never changed: the newest row of the latest day is in force. */
export const exchangeRates = pgTable(
  "exchange_rates",
  {
    id: idColumn<"exchangeRate">("id").primaryKey(),
    currency: currencyColumn().notNull(),
    /** At which the bank buys, values and sells. */
    bid: numeric("bid", { precision: 20, scale: 10 }).notNull(),
    mid: numeric("mid", { precision: 20, scale: 10 }).notNull(),
    offer: numeric("offer", { precision: 20, scale: 10 }).notNull(),
    /** The banking day from which it counts: of today at once, of a later day from its beginning. */
    validFrom: dayColumn("valid_from").notNull(),
    reason: text("reason").notNull(),
    /** What a second person agreed to. */
    approvalId: idColumn<"approval">("approval_id")
      .notNull()
      .references(() => approvals.id),
    createdAt: createdAt(),
    ...sealingColumns,
  },
  (t) => [
    check("exchange_rates_order", sql`${t.bid} > 0 and ${t.bid} <= ${t.mid} and ${t.mid} <= ${t.offer}`),
    check("exchange_rates_reason", sql`length(${t.reason}) between 1 and 300`),
    uniqueIndex("exchange_rates_facts").on(t.id, t.currency),
    index("exchange_rates_currency").on(t.currency, t.validFrom, t.id),
    index("exchange_rates_newest").on(t.validFrom, t.id),
    index("exchange_rates_approval").on(t.approvalId),
    index("exchange_rates_sealing").on(t.epoch, t.xact),
  ],
);

/** One currency for another: both amounts and the rates in between; the id is the ledger entry's. */
export const exchanges = pgTable(
  "exchanges",
  {
    id: idColumn<"entry">("id")
      .primaryKey()
      .references(() => journalEntries.id),
    /** What the customer gives, and of a foreign currency the rate at whose bid it is bought. */
    giveMinor: minorColumn("give_minor").notNull(),
    giveCurrency: currencyColumn("give_currency").notNull(),
    giveRateId: idColumn<"exchangeRate">("give_rate_id"),
    /** What they get, and of a foreign currency the rate at whose offer it is sold. */
    getMinor: minorColumn("get_minor").notNull(),
    getCurrency: currencyColumn("get_currency").notNull(),
    getRateId: idColumn<"exchangeRate">("get_rate_id"),
    /** The difference to mid, in the bank's own currency. */
    incomeMinor: minorColumn("income_minor").notNull(),
    createdAt: createdAt(),
    ...sealingColumns,
  },
  (t) => [
    check("exchanges_amounts", sql`${t.giveMinor} > 0 and ${t.getMinor} > 0 and ${t.incomeMinor} >= 0`),
    check("exchanges_two_currencies", sql`${t.giveCurrency} <> ${t.getCurrency}`),
    check("exchanges_rate", sql`num_nonnulls(${t.giveRateId}, ${t.getRateId}) > 0`),
    foreignKey({
      name: "exchanges_give_rate_facts",
      columns: [t.giveRateId, t.giveCurrency],
      foreignColumns: [exchangeRates.id, exchangeRates.currency],
    }),
    foreignKey({
      name: "exchanges_get_rate_facts",
      columns: [t.getRateId, t.getCurrency],
      foreignColumns: [exchangeRates.id, exchangeRates.currency],
    }),
    index("exchanges_give_rate").on(t.giveRateId),
    index("exchanges_get_rate").on(t.getRateId),
    index("exchanges_sealing").on(t.epoch, t.xact),
  ],
);

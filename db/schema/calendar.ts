import { sql } from "drizzle-orm";
import { boolean, char, check, integer, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt, currencyColumn, dayColumn, idColumn, instantColumn } from "../columns";

/** The one bank of this database. */
export const bankSettings = pgTable(
  "bank_settings",
  {
    id: boolean("id").primaryKey().default(true),
    name: text("name").notNull(),
    bic: text("bic").notNull(),
    ibanCountry: char("iban_country", { length: 2 }).notNull(),
    ibanBankCode: text("iban_bank_code").notNull(),
    baseCurrency: currencyColumn("base_currency").notNull(),
    timeZone: text("time_zone").notNull(),
    demo: boolean("demo").notNull().default(false),
    /** How many years the bank keeps what it knows of somebody who left. */
    retentionYears: integer("retention_years").notNull().default(7),
    createdAt: createdAt(),
  },
  (t) => [
    check("bank_settings_one_row", sql`${t.id}`),
    check("bank_settings_retention", sql`${t.retentionYears} between 1 and 30`),
  ],
);

export const branches = pgTable(
  "branches",
  {
    id: idColumn<"branch">("id").primaryKey(),
    code: text("code").notNull().unique(),
    name: text("name").notNull(),
    headOffice: boolean("head_office").notNull().default(false),
    createdAt: createdAt(),
  },
  (t) => [uniqueIndex("branches_one_head_office").on(t.headOffice).where(sql`${t.headOffice}`)],
);

/** The bank's calendar: at most one day open, at most one closing. */
export const bankingDays = pgTable(
  "banking_days",
  {
    day: dayColumn("day").primaryKey(),
    status: text("status", { enum: ["open", "closing", "closed"] })
      .notNull()
      .default("open"),
    openedAt: createdAt("opened_at"),
    cutAt: instantColumn("cut_at"),
    closedAt: instantColumn("closed_at"),
  },
  (t) => [
    check("banking_days_status", sql`${t.status} in ('open', 'closing', 'closed')`),
    check("banking_days_cut", sql`(${t.status} = 'open') = (${t.cutAt} is null)`),
    check("banking_days_closed", sql`(${t.status} = 'closed') = (${t.closedAt} is not null)`),
    uniqueIndex("banking_days_one_open").on(t.status).where(sql`${t.status} = 'open'`),
    uniqueIndex("banking_days_one_closing").on(t.status).where(sql`${t.status} = 'closing'`),
  ],
);

/** Each step of end of day with what it did; a step runs again from where it stopped. */
export const dayStepNames = [
  "cut",
  "expiries",
  "fees",
  "deposit_accruals",
  "loan_accruals",
  "capitalisation",
  "revaluation",
  "impairment",
  "daily_balances",
  "proofs",
  "close",
  "statements",
] as const;

export const daySteps = pgTable(
  "day_steps",
  {
    day: dayColumn("day")
      .notNull()
      .references(() => bankingDays.day),
    step: text("step", { enum: dayStepNames }).notNull(),
    status: text("status", { enum: ["running", "done", "failed"] })
      .notNull()
      .default("running"),
    items: integer("items").notNull().default(0),
    detail: text("detail"),
    startedAt: createdAt("started_at"),
    endedAt: instantColumn("ended_at"),
  },
  (t) => [
    primaryKey({ columns: [t.day, t.step] }),
    check("day_steps_status", sql`${t.status} in ('running', 'done', 'failed')`),
    check("day_steps_items", sql`${t.items} >= 0`),
  ],
);

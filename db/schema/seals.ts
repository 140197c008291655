import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  smallint,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { bytesColumn, createdAt, dayColumn, idColumn, instantColumn, transactionId } from "../columns";
import { bankingDays } from "./calendar";
import { ledgerAccounts } from "./ledger";

/**
 * The chain over everything that is sealed: a block holds up to 1,000 rows in the order in which their transactions
 * began, the hash of each, and a hash over all of it and the block before.
 */
export const seals = pgTable(
  "seals",
  {
    number: bigint("number", { mode: "bigint" }).primaryKey(),
    firstEpoch: smallint("first_epoch").notNull(),
    firstXact: transactionId("first_xact").notNull(),
    firstId: uuid("first_id").notNull(),
    lastEpoch: smallint("last_epoch").notNull(),
    lastXact: transactionId("last_xact").notNull(),
    lastId: uuid("last_id").notNull(),
    /** Of each row its table, its id and the hash of all that it says, in sealing order. */
    tables: text("tables").array().notNull(),
    ids: uuid("ids").array().notNull(),
    leaves: bytesColumn("leaves").array().notNull(),
    /** Rows sealed up to here, these included. */
    total: bigint("total", { mode: "bigint" }).notNull(),
    sealedAt: createdAt("sealed_at"),
    previousHash: bytesColumn("previous_hash").notNull(),
    hash: bytesColumn("hash").notNull(),
  },
  (t) => [
    check("seals_size", sql`cardinality(${t.ids}) between 1 and 1000`),
    check(
      "seals_same_size",
      sql`cardinality(${t.tables}) = cardinality(${t.ids}) and cardinality(${t.leaves}) = cardinality(${t.ids})`,
    ),
    index("seals_last").on(t.lastEpoch, t.lastXact, t.lastId),
  ],
);

/** What a block of seals moved on an account that nobody locks, by banking day: where a page of such an account begins. */
export const sealedMovements = pgTable(
  "sealed_movements",
  {
    accountId: idColumn<"ledgerAccount">("account_id")
      .notNull()
      .references(() => ledgerAccounts.id),
    bookingDate: dayColumn("booking_date")
      .notNull()
      .references(() => bankingDays.day),
    /** Of the block. */
    number: bigint("number", { mode: "bigint" }).notNull(),
    /** The block's entries with legs on the account, in sealing order. */
    entries: uuid("entries").array().notNull(),
    /** What the day has moved on the account up to and with this block. Debit positive. */
    moved: numeric("moved", { precision: 38, scale: 0, mode: "bigint" }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.accountId, t.bookingDate, t.number] })],
);

/** What each run of verify found: written when it ends, never changed. */
export const verifyRuns = pgTable(
  "verify_runs",
  {
    id: uuid("id").primaryKey(),
    startedAt: instantColumn("started_at").notNull(),
    endedAt: createdAt("ended_at"),
    millis: integer("millis").notNull(),
    actorKind: text("actor_kind").notNull(),
    actorId: text("actor_id").notNull(),
    /** The end of the chain that it checked; null while nothing is sealed. */
    headNumber: bigint("head_number", { mode: "bigint" }),
    headHash: bytesColumn("head_hash"),
    result: text("result", { enum: ["proved", "not_proved", "failed"] }).notNull(),
    /** Of a run that broke off, why; it says nothing of the books. */
    failure: text("failure"),
    /** Each check with its name, how many rows it compared, and the first bad one; of a run that broke off those it had done. */
    findings: jsonb("findings").$type<{ check: string; rows: string; bad: string | null }[]>().notNull(),
    postings: bigint("postings", { mode: "bigint" }).notNull(),
  },
  (t) => [
    check("verify_runs_result", sql`${t.result} in ('proved', 'not_proved', 'failed')`),
    check("verify_runs_failure", sql`(${t.result} = 'failed') = (${t.failure} is not null)`),
    check("verify_runs_head", sql`(${t.headNumber} is null) = (${t.headHash} is null)`),
    index("verify_runs_ended").on(t.endedAt),
  ],
);

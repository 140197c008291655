import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import type postgres from "postgres";
import { env } from "@/lib/core/env";
import { probeWith } from "./breaker";
import { type BankTypes, openPool, type Sql } from "./pool";

export { databaseIsAway } from "./breaker";
export { DatabaseDeadline, isDatabaseAway } from "./errors";

export type Database = PostgresJsDatabase & { $client: Sql };
export type Transaction = Parameters<Parameters<Database["transaction"]>[0]>[0];
export type Executor = Database | Transaction;

/** Deadlines of a call: what a person waits for, and what end of day, verify and the bulk jobs may take. */
const APP_DEADLINE_MS = 8_000;
const JOBS_DEADLINE_MS = 30 * 60_000;

/** Opens a database by its address, as a server process (`app`) or for long work (`jobs`). */
export function connect(url: string, role: "app" | "jobs" = "app", max = 10): Database {
  const client = openPool(url, { max, deadlineMs: role === "app" ? APP_DEADLINE_MS : JOBS_DEADLINE_MS, name: `countinghouse-${role}` });
  return drizzle({ client }) as Database;
}

/** The driver's client of a database, or of exactly this transaction: named statements, pipelined when sent together. */
export function sqlOf(executor: Executor): Sql | postgres.TransactionSql<BankTypes> {
  if ("$client" in executor) return executor.$client;
  return (executor as unknown as { session: { client: postgres.TransactionSql<BankTypes> } }).session.client;
}

const pools = globalThis as { countinghousePools?: Partial<Record<"app" | "jobs", Database>> };

/** The server's pool (`bank_app`). */
export function database(): Database {
  return pool("app", env().DATABASE_URL);
}

/** The pool of long work (`bank_jobs`): end of day, verify, seed. */
export function jobsDatabase(): Database {
  return pool("jobs", env().DATABASE_JOBS_URL);
}

function pool(role: "app" | "jobs", url: string): Database {
  pools.countinghousePools ??= {};
  const known = pools.countinghousePools[role];
  if (known) return known;
  const opened = connect(url, role, role === "app" ? 10 : 3);
  if (role === "app") probeWith(() => sqlOf(opened)`select 1`);
  pools.countinghousePools[role] = opened;
  return opened;
}

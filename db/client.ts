import { drizzle, type PostgresJsDatabase, PostgresJsSession } from "drizzle-orm/postgres-js";
import type postgres from "postgres";
import { env } from "@/lib/core/env";
import { perProcess } from "@/lib/core/per-process";
import { noteDatabase, probeWith } from "./breaker";
import { type BankTypes, openPool, type Sql as Pool, type PoolOptions, probe } from "./pool";

export { databaseIsAway } from "./breaker";
export { DatabaseBusy, DatabaseDeadline, isDatabaseAway } from "./errors";

export type Database = PostgresJsDatabase & { $client: Pool };
export type Transaction = Parameters<Parameters<Database["transaction"]>[0]>[0];
export type Executor = Database | Transaction;
/** What writes statements and parts of them for a database or a transaction. */
export type Sql = postgres.ISql<BankTypes>;

export type DatabaseRole = "app" | "jobs" | "admin";

/** What a person waits for, and what end of day, verify, the seed and the benchmarks may take. */
const LIMITS = {
  app: { max: 10, deadlineMs: 8_000, maxCalls: 1_000 },
  jobs: { max: 4, deadlineMs: 30 * 60_000, maxCalls: Number.POSITIVE_INFINITY },
  admin: { max: 2, deadlineMs: 30 * 60_000, maxCalls: Number.POSITIVE_INFINITY },
} satisfies Record<DatabaseRole, Partial<PoolOptions>>;

/** Opens a database by its address: for a server process (`app`), for long work (`jobs`), or as its administrator. */
export function connect(url: string, role: DatabaseRole = "app", options: Partial<PoolOptions> = {}): Database {
  const client = openPool(url, { name: `countinghouse-${role}`, ...LIMITS[role], ...options });
  // Errors carry no parameters: they name people.
  return drizzle({ client, paramsInErrors: false });
}

/** The driver's client of a database, or of exactly this transaction: named statements, pipelined when sent together. */
export function sqlOf(executor: Executor): Sql {
  const { session } = executor._;
  if (session instanceof PostgresJsSession) return session.client;
  throw new Error("This database was not opened by db/client.ts");
}

/**
 * Sends what this transaction says first in one turn with its BEGIN, before that is answered. Should BEGIN be refused, these
 * statements run by themselves: one that writes has to ask whether it is inside (`app.begun`, set by the day lock).
 */
export function sendWithBegin(tx: Transaction): void {
  Object.assign(sqlOf(tx), { early: true });
}

/**
 * Sends a statement whose answer nobody needs. Of a transaction it is not waited for: should it fail, the transaction fails, at the
 * latest with its commit, which so goes out in one turn with it.
 */
export async function sendOnly(executor: Executor, query: postgres.PendingQuery<postgres.Row[]>): Promise<void> {
  if ("rollback" in executor) query.execute().catch(() => undefined);
  else await query;
}

const opened = perProcess<Partial<Record<DatabaseRole, Database>>>("databases", () => ({}));

/** The server's pool (`bank_app`), the one whose outage `databaseIsAway` tells. */
export function database(): Database {
  return shared("app", () => {
    const url = env().DATABASE_URL;
    probeWith(() => probe(url));
    return connect(url, "app", { notice: noteDatabase });
  });
}

/** The pool of long work (`bank_jobs`): end of day, verify, seed. */
export function jobsDatabase(): Database {
  return shared("jobs", () => connect(env().DATABASE_JOBS_URL, "jobs"));
}

function shared(role: DatabaseRole, open: () => Database): Database {
  opened[role] ??= open();
  return opened[role];
}

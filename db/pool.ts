import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import postgres from "postgres";
import { noteDatabase } from "./breaker";
import { DatabaseDeadline, isDatabaseAway } from "./errors";

/** Values as the bank reads them: int8 as bigint. */
export type BankTypes = { bigint: bigint };
export type Sql = postgres.Sql<BankTypes>;

export type PoolOptions = { max: number; deadlineMs: number; name: string };

/**
 * A pool that never leaves a caller waiting: every call has a deadline, and a call that meets it puts a new pool in
 * the place of the wedged one. Holders keep one object; the pool is exchanged underneath.
 */
export function openPool(url: string, options: PoolOptions): Sql {
  assertPatched();
  let current = create(url, options);

  const replace = (wedged: Sql) => {
    if (current !== wedged) return;
    current = create(url, options);
    void wedged.end({ timeout: 0 }).catch(() => undefined);
  };

  const watched = <T>(used: Sql, result: Promise<T>): Promise<T> => {
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new DatabaseDeadline()), options.deadlineMs);
    });
    return Promise.race([result, deadline]).then(
      (value) => {
        clearTimeout(timer);
        noteDatabase(false);
        return value;
      },
      (error: unknown) => {
        clearTimeout(timer);
        if (error instanceof DatabaseDeadline) replace(used);
        if (isDatabaseAway(error)) noteDatabase(true);
        throw error;
      },
    );
  };

  // A query runs when it is awaited: the deadline starts there, and a fragment that is never awaited has none.
  const query = (used: Sql, made: unknown): unknown => {
    if (!(made instanceof Promise)) return made;
    const run = made.then.bind(made) as Promise<unknown>["then"];
    // biome-ignore lint/suspicious/noThenProperty: the query is a promise, and its own then is what starts it.
    Object.defineProperty(made, "then", {
      value: (done: never, failed: never) => watched(used, new Promise((resolve, reject) => void run(resolve, reject))).then(done, failed),
    });
    return made;
  };

  return new Proxy(current, {
    apply(_, __, args: Parameters<Sql>) {
      const used = current;
      return query(used, Reflect.apply(used, undefined, args));
    },
    get(_, name) {
      const used = current;
      if (name === "unsafe") return (...args: Parameters<Sql["unsafe"]>) => query(used, used.unsafe(...args));
      if (name === "begin") return (work: (tx: postgres.TransactionSql<BankTypes>) => Promise<unknown>) => watched(used, used.begin(work));
      const value: unknown = Reflect.get(used, name);
      return typeof value === "function" ? value.bind(used) : value;
    },
  });
}

function create(url: string, options: PoolOptions): Sql {
  return postgres(url, {
    max: options.max,
    types: { bigint: postgres.BigInt },
    connection: { application_name: options.name },
    connect_timeout: 5,
    idle_timeout: 60,
    max_lifetime: 30 * 60,
    backoff: (tries: number) => Math.min(2 ** tries * 0.02, 1),
    onnotice: () => undefined,
  });
}

let patched = false;

/** The driver as published can hang after a crash of the server: scripts/patch-driver.mjs mends the pinned version. */
function assertPatched(): void {
  if (patched) return;
  const main = createRequire(join(process.cwd(), "package.json")).resolve("postgres");
  patched = readFileSync(join(dirname(main), "connection.js"), "utf8").includes("countinghouse:");
  if (!patched) throw new Error("The database driver is not patched. Run: node scripts/patch-driver.mjs");
}

import postgres from "postgres";
import { DatabaseBusy, DatabaseDeadline, isDatabaseAway } from "./errors";

/** Values as the bank reads them: int8 as bigint. */
export type BankTypes = { bigint: bigint };
export type Sql = postgres.Sql<BankTypes>;

export type PoolOptions = {
  /** The name the server's activity list shows. */
  name: string;
  max: number;
  deadlineMs: number;
  /** Calls under way at once, those waiting for a connection included; the next is refused with DatabaseBusy. */
  maxCalls: number;
  /** Told after every call whether it found the database away. */
  notice?: (away: boolean) => void;
};

type Pool = { sql: Sql; answeredAt: number };

const RECENT_MS = 1_000;

/**
 * A pool that never leaves a caller waiting: every query and every transaction has a deadline, and one that a
 * connection does not meet puts a new pool in the place of the wedged one. Holders keep one object.
 */
export function openPool(url: string, options: PoolOptions): Sql {
  if (!("survivesLostConnections" in postgres) || postgres.survivesLostConnections !== 2)
    throw new Error("The database driver is not patched. Run: node scripts/patch-driver.mjs");
  let current: Pool = { sql: create(url, options), answeredAt: 0 };
  let replacedAt = Number.NEGATIVE_INFINITY;
  let calls = 0;

  /** Counts the call, and settles its promise once: by its answer, or by the deadline. */
  const call = (pool: Pool, reached: () => boolean, expire: (error: Error) => void) => {
    calls++;
    const timer = setTimeout(() => {
      expire(new DatabaseDeadline());
      // A caller that only waited for its turn, while others were answered, met a crowd: a new pool would not help it. One whose
      // BEGIN was sent has had its turn.
      if (reached() || performance.now() - pool.answeredAt > RECENT_MS) replace(pool);
    }, options.deadlineMs);
    return (error?: unknown) => {
      clearTimeout(timer);
      calls--;
      const away = error !== undefined && isDatabaseAway(error);
      if (!away) pool.answeredAt = performance.now();
      options.notice?.(away);
    };
  };

  const replace = (pool: Pool) => {
    const now = performance.now();
    if (current !== pool || now - replacedAt < options.deadlineMs) return;
    replacedAt = now;
    current = { sql: create(url, options), answeredAt: 0 };
    // Drizzle has set how this client reads and writes dates.
    Object.assign(current.sql.options.parsers, pool.sql.options.parsers);
    Object.assign(current.sql.options.serializers, pool.sql.options.serializers);
    pool.sql.end({ timeout: 5 }).catch(() => undefined);
  };

  /** A query runs when it is awaited, through its handler: there its time begins. A fragment never comes so far. */
  const query = <T>(pool: Pool, made: T): T => {
    if (!isQuery(made)) return made;
    const { handler } = made;
    made.handler = (running) => {
      if (running.cursorFn) return handler(running);
      if (calls >= options.maxCalls) return running.reject(new DatabaseBusy());
      const { resolve, reject } = running;
      let open = true;
      const settle = (error?: unknown) => {
        if (open) done(error);
        open = false;
      };
      const reached = () => running.state !== null;
      const done = call(pool, reached, (error) => {
        running.reject(error);
        if (!reached()) running.cancel();
      });
      running.resolve = (value) => {
        settle();
        resolve(value);
      };
      running.reject = (error) => {
        settle(error);
        reject(error);
      };
      handler(running);
    };
    return made;
  };

  const begin = async (...args: [Work] | [string, Work]): Promise<unknown> => {
    if (calls >= options.maxCalls) throw new DatabaseBusy();
    const pool = current;
    const [modes, work] = args.length === 1 ? ["", args[0]] : args;
    let begun = false;
    let expired: Error | undefined;
    let expire: (error: Error) => void = () => undefined;
    const late = new Promise<never>((_, reject) => {
      expire = reject;
    });
    const done = call(
      pool,
      () => begun,
      (error) => {
        expired = error;
        expire(error);
      },
    );
    // A transaction whose caller was told that it is not known how it ended does not go on, if it has not sent its COMMIT yet.
    const transaction = pool.sql.begin(modes, async (tx) => {
      begun = true;
      if (expired) throw expired;
      const result = await work(tx);
      if (expired) throw expired;
      return result;
    });
    try {
      const result = await Promise.race([transaction, late]);
      done();
      return result;
    } catch (error) {
      done(error);
      throw error;
    }
  };

  return new Proxy(current.sql, {
    apply: (_, __, args: Parameters<Sql>) => query(current, Reflect.apply(current.sql, undefined, args)),
    get(_, name) {
      if (name === "begin") return begin;
      const pool = current;
      if (name === "unsafe") return (...args: Parameters<Sql["unsafe"]>) => query(pool, pool.sql.unsafe(...args));
      return Reflect.get(pool.sql, name);
    },
  });
}

/** Asks the server on a connection of its own, which no pool has used. */
export async function probe(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, connect_timeout: 2, fetch_types: false, onnotice: () => undefined });
  const late = setTimeout(() => void sql.end({ timeout: 0 }), 3_000);
  try {
    await sql`select 1`;
  } finally {
    clearTimeout(late);
    void sql.end({ timeout: 1 });
  }
}

function create(url: string, options: PoolOptions): Sql {
  return postgres(url, {
    max: options.max,
    types: { bigint: postgres.BigInt },
    // Times that are compared as text are written one way, whatever the server's settings say.
    connection: { application_name: options.name, DateStyle: "ISO" },
    connect_timeout: 5,
    idle_timeout: 120,
    max_lifetime: 30 * 60,
    keep_alive: 30,
    backoff: (tries: number) => Math.min(2 ** tries * 0.02, 1),
    onnotice: () => undefined,
  });
}

type Work = (tx: postgres.TransactionSql<BankTypes>) => unknown;

/** The parts of the driver's query that its types do not show. */
type RunningQuery = {
  handler: (query: RunningQuery) => unknown;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
  cancel: () => void;
  state: object | null;
  cursorFn?: unknown;
};

function isQuery(value: unknown): value is RunningQuery {
  return value instanceof Promise && "handler" in value && "state" in value;
}

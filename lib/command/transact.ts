import { type Database, sendWithBegin, type Transaction } from "@/db/client";
import { type RefusedSubject, recordRefusal } from "../audit/record";
import { lockDay } from "../calendar/day-lock";
import type { Actor, Ctx, TxCtx } from "../core/context";
import type { BusinessDate } from "../core/dates";
import { BankError } from "../core/errors";
import { perProcess } from "../core/per-process";
import { sqlStateOf } from "./sql-state";

/**
 * Runs one act of the bank in one transaction: the day lock, the banking date, then `fn`. A refusal rolls everything
 * back and is recorded by itself, with what it was `about`. Joined to an outer transaction it is a savepoint, and the outer command decides.
 */
export async function transact<A extends Actor, T>(
  ctx: Ctx<A>,
  act: string,
  fn: (ctx: TxCtx<A>) => Promise<T>,
  about?: RefusedSubject,
): Promise<T> {
  if (isTransaction(ctx.db)) return joined(ctx as TxCtx<A>, fn);
  const db = ctx.db;
  try {
    return await retried(() => begin(db, ctx, fn));
  } catch (error) {
    if (error instanceof BankError) await begin(db, ctx, (inside) => recordRefusal(inside, act, error, about));
    throw error;
  }
}

/** One transaction with the day lock taken and the banking date read; nothing is recorded and nothing is retried. */
export function begin<A extends Actor, T>(
  db: Database,
  ctx: Ctx<A>,
  fn: (ctx: TxCtx<A>) => Promise<T>,
  day: "open" | "closing" = "open",
): Promise<T> {
  return db.transaction(async (tx) => {
    sendWithBegin(tx);
    const businessDate = await lockDay(tx, ctx, day);
    return fn({ ...ctx, db: tx, businessDate, closing: day === "closing" });
  });
}

/**
 * `begin` for a command whose first statements need no answer of the day lock: `load` goes out with it and with BEGIN, by the
 * banking date this process met last, and `work` gets what it loaded. Where the date has turned meanwhile nothing has happened and
 * it begins again with the new one. Plans are made once a session.
 */
export async function beginLoading<A extends Actor, L, T>(
  db: Database,
  ctx: Ctx<A>,
  load: (inside: TxCtx<A>) => Promise<L>,
  work: (inside: TxCtx<A>, loaded: L) => Promise<T>,
): Promise<T> {
  for (;;) {
    try {
      return await db.transaction(async (tx) => {
        const lock = () => lockDay(tx, ctx, "open", "once");
        const known = metLast.get(db);
        if (known) sendWithBegin(tx);
        const met = known ?? (await lock());
        const inside = { ...ctx, db: tx, businessDate: met, closing: false };
        const [day, loaded] = await Promise.allSettled([known ? lock() : met, load(inside)]);
        if (day.status === "rejected") throw day.reason;
        metLast.set(db, day.value);
        if (day.value !== met) throw new DayTurned();
        if (loaded.status === "rejected") throw loaded.reason;
        return work(inside, loaded.value);
      });
    } catch (error) {
      if (!(error instanceof DayTurned)) throw error;
    }
  }
}

/** The open day as the last transaction of each database found it. */
const metLast = perProcess("open day", () => new WeakMap<Database, BusinessDate>());

/** The open day as this process met it last, if it has. */
export const dayMet = (db: Database): BusinessDate | undefined => metLast.get(db);

class DayTurned extends Error {}

/** Whether a context is already inside a transaction. */
export function isTransaction(db: Database | Transaction): db is Transaction {
  return "rollback" in db;
}

const RETRIED = new Set(["40001", "40P01", "55P03"]);
const TRIES = 4;

/** Repeats a whole transaction after a serialisation failure, a deadlock or a lock time-out, a bounded number of times. */
export async function retried<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run();
    } catch (error) {
      if (attempt === TRIES || !RETRIED.has(sqlStateOf(error) ?? "")) throw error;
      await new Promise((done) => setTimeout(done, 2 ** attempt * 5 * (0.5 + Math.random())));
    }
  }
}

async function joined<A extends Actor, T>(ctx: TxCtx<A>, fn: (ctx: TxCtx<A>) => Promise<T>): Promise<T> {
  return ctx.db.transaction((nested) => fn({ ...ctx, db: nested }));
}

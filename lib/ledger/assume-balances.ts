import { randomInt } from "node:crypto";
import type { Fragment } from "postgres";
import { plainArray, sameOnce } from "@/db/arrays";
import { type Sql, sendOnly, sqlOf, type Transaction } from "@/db/client";
import { sqlStateOf } from "../command/sql-state";
import type { LedgerAccountId } from "../core/ids";
import { perProcess } from "../core/per-process";
import type { Book, GuardedAccount } from "./book";
import { readBooks } from "./chart";
import { giveBack, keepKnown, type LastKnown, type Locking, lastKnown } from "./last-known";
import { readBalances } from "./lock-balances";

/** The largest of the numbers by which the database knows turns. */
const MOST_INT = 2_147_483_647;

/** The state in which the database answers that balances are not as they were assumed. */
export const NOT_AS_ASSUMED = "CH001";

/** A batch has to lock before it decides: what it would assume is not known, or no lock would prove what it answers. */
export class NotAsAssumed extends Error {}

/** Whether the database found accounts not to be as a batch had assumed; nothing of the batch has happened. */
export const wasNotAsAssumed = (error: unknown): boolean => sqlStateOf(error) === NOT_AS_ASSUMED;

/** Reads accounts without a lock, so that they may be assumed; the book is empty yet. */
export async function meetBalances(
  tx: Transaction,
  ids: readonly LedgerAccountId[],
  codes: readonly string[] = [],
): Promise<{ book: Book; met: GuardedAccount[] }> {
  const [books, met] = await Promise.all([
    readBooks(tx),
    ids.length + codes.length > 0 ? readBalances(sqlOf(tx), ids, codes, "unlocked") : [],
  ]);
  keepKnown(met.filter(({ id }) => !lastKnown(id)));
  return { book: { books, guarded: new Map(), gl: new Map() }, met };
}

/** Puts accounts into a book as this process knows them, for decisions that a lock proves afterwards. */
export function assumeBalances(book: Book, ids: Iterable<LedgerAccountId>): void {
  for (const id of ids) {
    const known = lastKnown(id);
    if (!known) throw new NotAsAssumed("An account is not known any more");
    book.guarded.set(id, known.account);
  }
}

/**
 * Locks accounts in id order and has the database prove that each stands as it was assumed (`before`), or else fail the
 * transaction, whose end is `over`. Sends the statement in its turn and does not wait for the answer. Entries of the transaction are
 * booked after the latest of the accounts.
 */
export async function proveBalances(
  tx: Transaction,
  before: readonly GuardedAccount[],
  book: Book,
  over: Promise<unknown>,
): Promise<void> {
  if (before.length === 0) return;
  const sql = sqlOf(tx);
  const { met, from } = proof(sql, before);
  const proving = sql`select ${met}, set_config('app.booked_after', coalesce(max(last_booked_at)::text, ''), true) ${from}`;
  await inTurn({ before, book, turn: null, over }, () => {
    void sendOnly(tx, proving);
    return proving;
  });
}

/** A batch of this process that comes before another on an account, and how it leaves that. */
export type Before = { turn: number; account: LedgerAccountId; seq: bigint };

type Moving = {
  before: readonly GuardedAccount[];
  book: Book;
  /** Of a batch that is one statement. */
  turn: number | null;
  /** The end of a batch that is several; of one it is that of the statement. */
  over?: Promise<unknown>;
};

/**
 * Sends the statement by which a batch locks accounts, when its turn has come. Several statements wait until those before them on these accounts
 * have their locks. One waits until those that are one have been sent and the others have ended, and tells the database which it comes
 * after. From here on this process assumes the accounts as the book leaves them, and as they stood before where the statement fails.
 */
export async function inTurn(
  { before, book, turn, over }: Moving,
  send: (earlier: readonly Before[]) => PromiseLike<unknown>,
): Promise<void> {
  const earlier = new Map<Locking, GuardedAccount>();
  for (const { id } of before) {
    const last = lastKnown(id);
    if (last?.locking && !last.locking.ended) earlier.set(last.locking, last.account);
  }
  const locking = new Lock(turn);
  const moved = movedIn(book, before);
  const stood = new Map<LedgerAccountId, LastKnown>();
  for (const { id } of moved) {
    const last = lastKnown(id);
    if (last) stood.set(id, { ...last });
  }
  keepKnown(moved, locking);
  const undo = () => {
    locking.failed = true;
    giveBack(stood, locking);
    locking.isOver();
  };
  try {
    if (earlier.size > 0)
      await Promise.all(
        [...earlier.keys()].map((one) => (turn === null ? one.has : one.turn === null ? one.end : one.sent)),
      );
    if ([...earlier.keys()].some(({ failed }) => failed)) throw new NotAsAssumed("A batch before this one has failed");
    const running = [...earlier].flatMap(([one, { id, seq }]) =>
      one.turn !== null && !one.ended ? [{ turn: one.turn, account: id, seq }] : [],
    );
    send(running).then(over ? locking.hasLocks : locking.isOver, undo);
    locking.isSent();
    over?.then(locking.isOver, undo);
  } catch (error) {
    undo();
    throw error;
  }
}

const movedIn = (book: Book, before: readonly GuardedAccount[]): GuardedAccount[] =>
  before.flatMap(({ id, seq }) => {
    const after = book.guarded.get(id);
    return after && after.seq !== seq ? [after] : [];
  });

class Lock implements Locking {
  ended = false;
  failed = false;
  isSent!: () => void;
  hasLocks!: () => void;
  private isEnded!: () => void;
  sent = new Promise<void>((resolve) => {
    this.isSent = resolve;
  });
  has = new Promise<void>((resolve) => {
    this.hasLocks = resolve;
  });
  end = new Promise<void>((resolve) => {
    this.isEnded = resolve;
  });
  constructor(readonly turn: number | null) {}
  isOver = () => {
    this.ended = true;
    this.isSent();
    this.hasLocks();
    this.isEnded();
  };
}

const turns = perProcess("turns", () => ({ process: randomInt(MOST_INT), last: 0 }));

/** By what number the database tells this process from others, and the next of its batches from the others. */
export function newTurn(): { process: number; turn: number } {
  turns.last = (turns.last % MOST_INT) + 1;
  return { process: turns.process, turn: turns.last };
}
/** That accounts, locked in id order, stand as they were assumed; `last_booked_at` is when each was moved last. */
function proof(sql: Sql, before: readonly GuardedAccount[]): { met: Fragment; from: Fragment } {
  const accounts = [...before].sort((a, b) => (a.id < b.id ? -1 : 1));
  const ids = plainArray(accounts.map(({ id }) => id));
  const holding = accounts.filter(({ held }) => held > 0n).map(({ id }) => id);
  const met = sql`
    demand(
        array_agg(id) = ${ids}::uuid[]
          and array_agg(balance) = ${plainArray(accounts.map(({ balance }) => balance))}::bigint[]
          and array_agg(seq) = ${plainArray(accounts.map(({ seq }) => seq))}::bigint[]
          and ${all(
            sql,
            sql`held`,
            accounts.map(({ held }) => held),
          )} and ${all(
            sql,
            sql`floor`,
            accounts.map(({ floor }) => floor),
          )}
          and ${all(
            sql,
            sql`unarranged`,
            accounts.map(({ unarranged }) => unarranged),
          )}
          and ${all(
            sql,
            sql`mark`,
            accounts.map(({ mark }) => mark),
          )} ${holding.length > 0 ? noneDue(sql, holding) : sql``},
        ${NOT_AS_ASSUMED}, 'accounts are not as they were assumed')`;
  const from = sql`
    from (
      select account_id as id, balance, held, floor, unarranged, seq, facts_mark as mark, last_booked_at
      from account_balances where account_id = any(${ids}::uuid[]) order by account_id for no key update) b`;
  return { met, from };
}

/** That a column has these values; mostly they are all the same. */
function all(sql: Sql, column: Fragment, values: readonly bigint[]): Fragment {
  const [first, another] = sameOnce(values);
  if (another !== undefined) return sql`array_agg(${column}) = ${plainArray(values)}::bigint[]`;
  const value = (first as bigint).toString();
  return sql`min(${column}) = ${value}::bigint and max(${column}) = ${value}::bigint`;
}

const noneDue = (sql: Sql, holding: readonly LedgerAccountId[]): Fragment => sql`
  and not exists (select from open_holds where account_id = any(${plainArray(holding)}::uuid[]) and expires_at <= (select bank_now()))`;

import { plainArray } from "@/db/arrays";
import { type Sql, sqlOf, type Transaction } from "@/db/client";
import type { HoldId, LedgerAccountId } from "../core/ids";
import type { Book, GuardedAccount } from "./book";
import { readBooks } from "./chart";
import { keepFloor } from "./floor";
import { keepKnown, lastKnown } from "./last-known";

/**
 * Locks guarded accounts in id order with one statement and opens the transaction's book on them. What a decision
 * reads beside the balances must be read in a statement after this one (ledger: Posting), or be known under the account's
 * mark. Holds past their time no longer count from here on.
 */
export async function lockBalances(
  tx: Transaction,
  ids: readonly LedgerAccountId[],
  codes: readonly string[] = [],
): Promise<Book> {
  const sql = sqlOf(tx);
  const distinct = [...new Set(ids)];
  const known = codes.length === 0 ? factsOfAll(distinct) : null;
  const [locked, books] = await Promise.all([
    known ? lockKnown(sql, known) : readBalances(sql, distinct, [...new Set(codes)], "locked"),
    readBooks(tx),
  ]);
  keepKnown(locked);
  const guarded = new Map(locked.map((account) => [account.id, account]));
  const holding = locked.filter(({ held }) => held > 0n);
  const due = holding.length > 0 ? await readDueHolds(tx, holding) : [];
  if (due.length > 0) for (const account of holding) guarded.set(account.id, withoutDue(account, due));
  return { books, guarded, gl: new Map() };
}

type Facts = Pick<GuardedAccount, "id" | "code" | "kind" | "currency" | "branchId" | "normalSide">;
type Balance = Pick<GuardedAccount, "id" | "balance" | "held" | "floor" | "unarranged" | "seq" | "bookedAt" | "mark">;

/** What these accounts are, if this process knows it of all of them: that never changes. */
function factsOfAll(ids: readonly LedgerAccountId[]): Map<LedgerAccountId, Facts> | null {
  const facts = new Map<LedgerAccountId, Facts>();
  for (const id of ids) {
    const known = lastKnown(id);
    if (!known) return null;
    facts.set(id, known.account);
  }
  return facts;
}

async function lockKnown(sql: Sql, known: ReadonlyMap<LedgerAccountId, Facts>): Promise<GuardedAccount[]> {
  const rows = await sql<Balance[]>`
    select b.account_id as id, b.balance, b.held, b.floor, b.unarranged, b.seq,
      (b.last_booked_at at time zone 'UTC')::text as "bookedAt", b.facts_mark as mark
    from account_balances b where b.account_id = any(${plainArray([...known.keys()])}::uuid[]) order by b.account_id for no key update`;
  return rows.map((row) => opened(known.get(row.id) as Facts, row));
}

/** Accounts by id or code with what they are, which may be read beside the lock. */
export async function readBalances(
  sql: Sql,
  ids: readonly LedgerAccountId[],
  codes: readonly string[],
  how: "locked" | "unlocked",
): Promise<GuardedAccount[]> {
  const rows = await sql<(Facts & Balance)[]>`
    select l.id, l.code, l.kind, l.currency, l.branch_id as "branchId", l.normal_side as "normalSide",
      b.balance, b.held, b.floor, b.unarranged, b.seq,
      (b.last_booked_at at time zone 'UTC')::text as "bookedAt", b.facts_mark as mark
    from ledger_accounts l join account_balances b on b.account_id = l.id
    where ${named(sql, ids, codes)} ${how === "locked" ? sql`order by l.id for no key update of b` : sql``}`;
  return rows.map((row) => opened(row, row));
}

const opened = (account: Facts, row: Balance): GuardedAccount => ({
  id: account.id,
  code: account.code,
  kind: account.kind,
  currency: account.currency,
  branchId: account.branchId,
  normalSide: account.normalSide,
  balance: row.balance,
  held: row.held,
  floor: row.floor,
  unarranged: row.unarranged,
  seq: row.seq,
  bookedAt: row.bookedAt,
  mark: row.mark,
  expired: NONE,
});

const NONE: readonly HoldId[] = Object.freeze([]);

function named(sql: Sql, ids: readonly string[], codes: readonly string[]) {
  if (codes.length === 0) return sql`l.id = any(${plainArray(ids)}::uuid[])`;
  return sql`l.id = any(array(
    select unnest(${ids}::uuid[]) union all select id from ledger_accounts where code = any(${codes}::text[])))`;
}

type DueHold = { id: HoldId; account: LedgerAccountId; minor: bigint };

/** Holds past their time, asked only of accounts that hold something. */
async function readDueHolds(tx: Transaction, holding: readonly GuardedAccount[]): Promise<readonly DueHold[]> {
  return sqlOf(tx)<DueHold[]>`
    select hold_id as id, account_id as account, amount_minor as minor from open_holds
    where account_id = any(${holding.map(({ id }) => id)}::uuid[]) and expires_at <= (select bank_now())`;
}

function withoutDue(account: GuardedAccount, due: readonly DueHold[]): GuardedAccount {
  const own = due.filter((hold) => hold.account === account.id);
  if (own.length === 0) return account;
  const held = own.reduce((sum, { minor }) => sum - minor, account.held);
  return keepFloor(account, { ...account, held, expired: own.map(({ id }) => id) }, "ordinary");
}

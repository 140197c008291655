import { plainArray } from "@/db/arrays";
import { sqlOf, type Transaction } from "@/db/client";
import type { HoldId, LedgerAccountId } from "../core/ids";
import type { Book, GuardedAccount } from "./book";
import { readBooks } from "./chart";
import { keepFloor } from "./floor";

/**
 * Locks guarded accounts in id order with one statement and opens the transaction's book on them. What a decision
 * reads beside the balances must be read in a statement after this one (ledger: Posting). Holds past their time no
 * longer count from here on.
 */
export async function lockBalances(
  tx: Transaction,
  ids: readonly LedgerAccountId[],
  codes: readonly string[] = [],
): Promise<Book> {
  const sql = sqlOf(tx);
  const [locked, books] = await Promise.all([
    sql<Locked[]>`
      select l.id, l.code, l.kind, l.currency, l.branch_id as "branchId", l.normal_side as "normalSide",
        b.balance, b.held, b.floor, b.unarranged, b.seq
      from ledger_accounts l join account_balances b on b.account_id = l.id
      where ${named(sql, [...new Set(ids)], [...new Set(codes)])} order by l.id for no key update of b`,
    readBooks(tx),
  ]);
  const due = await readDueHolds(
    tx,
    locked.filter(({ held }) => held > 0n),
  );
  const guarded = new Map(locked.map((row) => [row.id, withoutDue({ ...row, expired: [] }, due)]));
  return { books, guarded, gl: new Map() };
}

/** What an account of the ledger is never changes, so it may be read beside the lock, and found by its code. */
function named(sql: ReturnType<typeof sqlOf>, ids: readonly string[], codes: readonly string[]) {
  if (codes.length === 0) return sql`l.id = any(${plainArray(ids)}::uuid[])`;
  return sql`l.id = any(array(
    select unnest(${ids}::uuid[]) union all select id from ledger_accounts where code = any(${codes}::text[])))`;
}

type DueHold = { id: HoldId; account: LedgerAccountId; minor: bigint };

/** Holds past their time, asked only of accounts that hold something. */
async function readDueHolds(tx: Transaction, holding: readonly Locked[]): Promise<readonly DueHold[]> {
  if (holding.length === 0) return [];
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

type Locked = Omit<GuardedAccount, "expired">;

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
export async function lockBalances(tx: Transaction, ids: readonly LedgerAccountId[]): Promise<Book> {
  const sql = sqlOf(tx);
  const sorted = [...new Set(ids)].sort();
  const [locked, facts, books] = await Promise.all([
    sql<Balance[]>`
      select account_id as id, balance, held, floor, unarranged, seq from account_balances
      where account_id = any(${sorted}::uuid[]) order by account_id for no key update`,
    sql<Facts[]>`
      select id, code, kind, currency, branch_id as "branchId", normal_side as "normalSide" from ledger_accounts
      where id = any(${sorted}::uuid[]) and guarded`,
    readBooks(tx),
  ]);
  const due = await readDueHolds(
    tx,
    locked.filter(({ held }) => held > 0n),
  );
  const factsById = new Map(facts.map((row) => [row.id, row]));
  const guarded = new Map<LedgerAccountId, GuardedAccount>();
  for (const row of locked) {
    const fact = factsById.get(row.id);
    if (fact) guarded.set(row.id, withoutDue({ ...fact, ...row, expired: [] }, due));
  }
  return { books, guarded, gl: new Map() };
}

type DueHold = { id: HoldId; account: LedgerAccountId; minor: bigint };

/** Holds past their time, asked only of accounts that hold something. */
async function readDueHolds(tx: Transaction, holding: readonly Balance[]): Promise<readonly DueHold[]> {
  if (holding.length === 0) return [];
  return sqlOf(tx)<DueHold[]>`
    select h.id, h.account_id as account, h.amount_minor as minor from holds h
    where h.account_id = any(${holding.map(({ id }) => id)}::uuid[]) and h.expires_at <= bank_now()
      and not exists (select from hold_resolutions r where r.hold_id = h.id)`;
}

function withoutDue(account: GuardedAccount, due: readonly DueHold[]): GuardedAccount {
  const own = due.filter((hold) => hold.account === account.id);
  if (own.length === 0) return account;
  const held = own.reduce((sum, { minor }) => sum - minor, account.held);
  return keepFloor(account, { ...account, held, expired: own.map(({ id }) => id) }, "ordinary");
}

type Balance = Pick<GuardedAccount, "id" | "balance" | "held" | "floor" | "unarranged" | "seq">;
type Facts = Pick<GuardedAccount, "id" | "code" | "kind" | "currency" | "branchId" | "normalSide">;

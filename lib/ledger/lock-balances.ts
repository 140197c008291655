import { sqlOf, type Transaction } from "@/db/client";
import type { LedgerAccountId } from "../core/ids";
import type { Book, GuardedAccount } from "./book";
import { readBooks } from "./chart";

/**
 * Locks guarded accounts in id order with one statement and opens the transaction's book on them. What a decision
 * reads beside the balances must be read in a statement after this one (ledger: Posting).
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
  const factsById = new Map(facts.map((row) => [row.id, row]));
  const guarded = new Map<LedgerAccountId, GuardedAccount>();
  for (const row of locked) {
    const fact = factsById.get(row.id);
    if (fact) guarded.set(row.id, { ...fact, ...row });
  }
  return { books, guarded, gl: new Map() };
}

type Balance = Pick<GuardedAccount, "id" | "balance" | "held" | "floor" | "unarranged" | "seq">;
type Facts = Pick<GuardedAccount, "id" | "code" | "kind" | "currency" | "branchId" | "normalSide">;

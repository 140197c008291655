import { sqlOf, type Transaction } from "@/db/client";
import type { Currency } from "../core/currencies";
import { refusal } from "../core/errors";
import type { AccountId, BranchId, CustomerId } from "../core/ids";
import type { Book, GuardedAccount } from "../ledger/book";
import { availableOf } from "../ledger/floor";
import { lockBalances } from "../ledger/lock-balances";

/** What a decision knows of a customer's account beside its locked balance. */
export type AccountFacts = {
  id: AccountId;
  iban: string;
  kind: "current" | "savings" | "term_deposit";
  status: "pending" | "active" | "rejected" | "withdrawn" | "closed";
  currency: Currency;
  branchId: BranchId;
  owners: CustomerId[];
  /** Open blocks: what they stop. */
  blocks: ("debit" | "credit" | "all")[];
};

/** The accounts a transaction has locked, with the facts read after the lock. */
export type LockedAccounts = { book: Book; byId: Map<AccountId, AccountFacts>; byIban: Map<string, AccountFacts> };

/**
 * Locks the named accounts (by id or IBAN) and other guarded accounts of the ledger in id order with one statement,
 * then reads their facts in the next: facts joined into the locking statement would come from before the wait.
 */
export async function lockAccounts(
  tx: Transaction,
  named: { ids?: readonly AccountId[]; ibans?: readonly string[]; alsoLock?: readonly AccountId[] },
): Promise<LockedAccounts> {
  const sql = sqlOf(tx);
  const byIban = named.ibans?.length
    ? await sql<{ id: AccountId }[]>`select id from accounts where iban = any(${[...named.ibans]}::text[])`
    : [];
  const ids = [...new Set([...(named.ids ?? []), ...byIban.map((row) => row.id)])];
  const [book, facts] = await Promise.all([lockBalances(tx, [...ids, ...(named.alsoLock ?? [])]), readFacts(tx, ids)]);
  return {
    book,
    byId: new Map(facts.map((row) => [row.id, row])),
    byIban: new Map(facts.map((row) => [row.iban, row])),
  };
}

/** A named account with its locked balance; refuses an unknown one as `account_not_found`. */
export function accountIn(
  accounts: LockedAccounts,
  name: { id: AccountId } | { iban: string },
): AccountFacts & { row: GuardedAccount } {
  const facts = "id" in name ? accounts.byId.get(name.id) : accounts.byIban.get(name.iban);
  const row = facts && accounts.book.guarded.get(facts.id);
  if (!facts || !row) throw refusal("account_not_found");
  return { ...facts, row };
}

/** What the owner can still spend, in minor units. */
export function availableIn(account: { row: GuardedAccount }): bigint {
  return availableOf(account.row);
}

function readFacts(tx: Transaction, ids: readonly AccountId[]) {
  return sqlOf(tx)<AccountFacts[]>`
    select a.id, a.iban, a.kind, a.status, a.currency, a.branch_id as "branchId",
      array(select p.customer_id::text from account_parties p where p.account_id = a.id and p.role in ('owner', 'joint_owner')) as owners,
      array(select b.kind from account_blocks b where b.account_id = a.id and b.lifted_at is null) as blocks
    from accounts a where a.id = any(${[...ids]}::uuid[])`;
}

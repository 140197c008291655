import { sendOnly, sqlOf, type Transaction } from "@/db/client";
import type { HoldId } from "../core/ids";
import type { GuardedAccount } from "./book";
import { keepKnown } from "./last-known";

/**
 * Writes what is held on locked accounts, and their floors, as the book has decided them, and resolves the holds on
 * them that ran out. The only writer of these besides `postEntries`.
 */
export async function writeHeld(tx: Transaction, accounts: readonly GuardedAccount[]): Promise<void> {
  if (accounts.length === 0) return;
  const [written] = await Promise.all([
    sqlOf(tx)`
      update account_balances b set held = r.held, floor = r.floor, unarranged = r.unarranged from unnest(
        ${accounts.map(({ id }) => id)}::uuid[], ${accounts.map(({ held }) => held.toString())}::bigint[],
        ${accounts.map(({ floor }) => floor.toString())}::bigint[],
        ${accounts.map(({ unarranged }) => unarranged.toString())}::bigint[]
      ) as r (account_id, held, floor, unarranged)
      where b.account_id = r.account_id returning 1`,
    resolveExpired(tx, accounts),
  ]);
  keepKnown(accounts.map((account) => ({ ...account, expired: [] })));
  if (written.length !== accounts.length) throw new Error("A balance to be written was not found");
}

/** Resolves the holds that had run out when their accounts were locked; `held` no longer counts them. */
export async function resolveExpired(
  tx: Transaction,
  accounts: readonly { expired: readonly HoldId[] }[],
): Promise<void> {
  const holds = accounts.flatMap(({ expired }) => expired);
  if (holds.length === 0) return;
  // A book that is written twice in one transaction names them twice; under the lock nobody else resolves them.
  await sendOnly(
    tx,
    sqlOf(tx)`
    insert into hold_resolutions (hold_id, rest) select hold_id, 'expired' from unnest(${holds}::uuid[]) as r (hold_id)
    on conflict do nothing`,
  );
}

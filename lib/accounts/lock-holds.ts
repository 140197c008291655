import { sqlOf, type Transaction } from "@/db/client";
import { refusal } from "../core/errors";
import type { AccountId, HoldId } from "../core/ids";
import type { GuardedAccount } from "../ledger/book";
import { type AccountFacts, accountIn, type LockedAccounts, lockAccounts } from "./load-accounts";

export type Hold = {
  id: HoldId;
  accountId: AccountId;
  reference: string;
  minor: bigint;
  resolved: boolean;
  ofCheque: boolean;
};

/** Holds whose accounts a transaction has locked, as they stand after every one it has resolved so far. */
export type LockedHolds = LockedAccounts & { holds: Map<HoldId, Hold> };

/** Locks the accounts of holds and those named beside them in id order, then reads how the holds stand. */
export async function lockHolds(
  tx: Transaction,
  ids: readonly HoldId[],
  ibans: readonly string[] = [],
): Promise<LockedHolds> {
  const sql = sqlOf(tx);
  const places = await sql<{ id: AccountId }[]>`
    select account_id as id from holds where id = any(${[...new Set(ids)]}::uuid[])`;
  const accounts = await lockAccounts(tx, { ids: places.map(({ id }) => id), ibans });
  const rows = await sql<Hold[]>`
    select h.id, h.account_id as "accountId", h.reference, h.amount_minor as minor, r.hold_id is not null as resolved,
      exists (select from cheques q where q.hold_id = h.id) as "ofCheque"
    from holds h left join hold_resolutions r on r.hold_id = h.id where h.id = any(${[...new Set(ids)]}::uuid[])`;
  return { ...accounts, holds: new Map(rows.map((row) => [row.id, row])) };
}

/** A hold with its locked account; refuses an unknown one as `hold_not_found`. */
export function holdIn(
  state: LockedHolds,
  id: HoldId,
): { hold: Hold; account: AccountFacts & { row: GuardedAccount } } {
  const hold = state.holds.get(id);
  if (!hold) throw refusal("hold_not_found");
  return { hold, account: accountIn(state, { id: hold.accountId }) };
}

/** Refuses a hold that was captured, released or past its time when its account was locked, and one that a cheque ends. */
export function assertOpen({ hold, account }: ReturnType<typeof holdIn>): void {
  if (hold.ofCheque && !hold.resolved) throw refusal("hold_of_cheque");
  if (hold.resolved || account.row.expired.includes(hold.id)) throw refusal("hold_resolved");
}

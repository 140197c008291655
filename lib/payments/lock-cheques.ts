import { sqlOf, type Transaction } from "@/db/client";
import { type AccountFacts, accountIn, type LockedAccounts, lockAccounts } from "../accounts/load-accounts";
import type { Currency } from "../core/currencies";
import type { BusinessDate } from "../core/dates";
import { refusal } from "../core/errors";
import type { AccountId, EntryId, HoldId } from "../core/ids";
import type { GuardedAccount } from "../ledger/book";

export type Cheque = {
  id: EntryId;
  reference: string;
  status: "in_clearing" | "cleared" | "returned";
  accountId: AccountId;
  minor: bigint;
  currency: Currency;
  clearsOn: BusinessDate;
  holdId: HoldId;
};

/** Cheques under lock with their accounts, as they stand after every one that was decided so far. */
export type LockedCheques = LockedAccounts & { cheques: Map<EntryId, Cheque> };

/** Locks cheques in id order, then the accounts they were paid into. */
export async function lockCheques(tx: Transaction, ids: readonly EntryId[]): Promise<LockedCheques> {
  const rows = await sqlOf(tx)<Cheque[]>`
    select id, reference, status, account_id as "accountId", amount_minor as minor, currency, clears_on::text as "clearsOn",
      hold_id as "holdId"
    from cheques where id = any(${[...new Set(ids)].sort()}::uuid[]) order by id for update`;
  const accounts = await lockAccounts(tx, { ids: rows.map(({ accountId }) => accountId) });
  return { ...accounts, cheques: new Map(rows.map((row) => [row.id, row])) };
}

/** A cheque that is still in clearing, with its account; refuses `cheque_not_found`, `cheque_ended`. */
export function chequeIn(
  state: LockedCheques,
  id: EntryId,
): { cheque: Cheque; account: AccountFacts & { row: GuardedAccount } } {
  const cheque = state.cheques.get(id);
  if (!cheque) throw refusal("cheque_not_found");
  if (cheque.status !== "in_clearing") throw refusal("cheque_ended");
  return { cheque, account: accountIn(state, { id: cheque.accountId }) };
}

import { sqlOf, type Transaction } from "@/db/client";
import type { LedgerAccountId, UserId } from "../core/ids";

/** A teller's open till, locked: its number for the next movement and its cash account in each currency. */
export type OpenTill = { sessionId: string; tillId: string; lastNo: number; cash: Map<string, LedgerAccountId> };

type Row = {
  sessionId: string;
  tillId: string;
  userId: UserId;
  lastNo: number;
  currency: string;
  account: LedgerAccountId;
};

/** Locks the open sessions of tellers, before the balances, so that movements of a session are numbered without a hole. */
export async function lockTills(tx: Transaction, tellers: readonly UserId[]): Promise<Map<UserId, OpenTill>> {
  const rows = await sqlOf(tx)<Row[]>`
    select s.id as "sessionId", s.till_id as "tillId", s.user_id as "userId", s.last_no as "lastNo",
      c.currency, c.ledger_account_id as account
    from till_sessions s join cash_accounts c on c.cash_point_id = s.till_id
    where s.user_id = any(${[...new Set(tellers)].sort()}::uuid[]) and s.status = 'open'
    order by s.id for update of s`;
  const tills = new Map<UserId, OpenTill>();
  for (const row of rows) {
    const till = tills.get(row.userId) ?? {
      sessionId: row.sessionId,
      tillId: row.tillId,
      lastNo: row.lastNo,
      cash: new Map(),
    };
    till.cash.set(row.currency, row.account);
    tills.set(row.userId, till);
  }
  return tills;
}

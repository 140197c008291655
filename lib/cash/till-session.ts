import { sqlOf, type Transaction } from "@/db/client";
import { refusal } from "../core/errors";
import type { LedgerAccountId, UserId } from "../core/ids";
import { assertDrawnFor, type OpenSession } from "./own-session";

/** A teller's till that is not closed, locked: its number for the next movement and its cash account in each currency. */
export type OpenTill = {
  sessionId: string;
  tillId: string;
  name: string;
  status: OpenSession["status"];
  lastNo: number;
  cash: Map<string, LedgerAccountId>;
};

type Row = {
  sessionId: string;
  tillId: string;
  userId: UserId;
  name: string;
  status: OpenTill["status"];
  lastNo: number;
  currency: string;
  account: LedgerAccountId;
};

/** Locks the open sessions of tellers, before the balances, so that movements of a session are numbered without a hole. */
export async function lockTills(tx: Transaction, tellers: readonly UserId[]): Promise<Map<UserId, OpenTill>> {
  const rows = await sqlOf(tx)<Row[]>`
    select s.id as "sessionId", s.till_id as "tillId", s.user_id as "userId", p.name, s.status, s.last_no as "lastNo",
      c.currency, c.ledger_account_id as account
    from till_sessions s join cash_points p on p.id = s.till_id join cash_accounts c on c.cash_point_id = s.till_id
    where s.user_id = any(${[...new Set(tellers)].sort()}::uuid[]) and s.status <> 'closed'
    order by s.id for update of s`;
  const tills = new Map<UserId, OpenTill>();
  for (const row of rows) {
    const till = tills.get(row.userId) ?? {
      sessionId: row.sessionId,
      tillId: row.tillId,
      name: row.name,
      status: row.status,
      lastNo: row.lastNo,
      cash: new Map(),
    };
    till.cash.set(row.currency, row.account);
    tills.set(row.userId, till);
  }
  return tills;
}

/**
 * The till that a teller serves at right now; refuses `till_not_open`, `till_suspended`, `till_counting`, and
 * `till_session_changed` a form that was drawn for a session before this one.
 */
export function servingTill(
  tills: ReadonlyMap<UserId, OpenTill>,
  teller: UserId,
  drawnFor?: string | undefined,
): OpenTill {
  const till = tills.get(teller);
  if (!till) throw refusal("till_not_open");
  assertDrawnFor(till.sessionId, drawnFor);
  assertServing(till.status);
  return till;
}

/** Nothing is booked in a session that is paused or being counted. Refuses `till_suspended`, `till_counting`. */
export function assertServing(status: OpenSession["status"]): void {
  if (status === "suspended") throw refusal("till_suspended");
  if (status === "counting") throw refusal("till_counting");
}

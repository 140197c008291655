import { sqlOf, type Transaction } from "@/db/client";
import type { BusinessDate } from "../core/dates";
import { refusal } from "../core/errors";
import { formatMaskedIban } from "../core/iban";
import type { AccountId } from "../core/ids";
import type { GuardedAccount } from "../ledger/book";
import type { AccountFacts } from "./load-accounts";

/** Refuses an account that is closed already, or never opened, as `account_closed`. */
export function assertNotClosed(account: AccountFacts): void {
  if (account.status !== "active") throw refusal("account_closed", { account: formatMaskedIban(account.iban) });
}

/** Refuses an account on which something still hangs; `tied` says what is still paid from or to it. */
export function assertNothingPending(account: AccountFacts & { row: GuardedAccount }, tied: string | undefined): void {
  if (account.kind === "term_deposit") throw refusal("deposit_fixed");
  const what = whatIsPending(account.row, account.blocks.length, tied);
  if (what) throw refusal("account_has_pending", { what });
}

function whatIsPending({ held, floor }: GuardedAccount, blocks: number, tied: string | undefined): string | null {
  if (held > 0n) return "money is held on it";
  if (floor !== 0n) return "it has an overdraft limit";
  if (blocks > 0) return "a block is on it";
  return tied ?? null;
}

/** What is still paid from or to each of these accounts, in words: a loan, or a term deposit that runs, waits or is applied for. */
export async function tiesOf(tx: Transaction, ids: readonly AccountId[]): Promise<Map<AccountId, string>> {
  const rows = await sqlOf(tx)<{ id: AccountId; what: string }[]>`
    select settlement_account_id as id, 'loan ' || max(loan_no) || ' is paid from it' as what from loans
    where settlement_account_id = any(${[...ids]}::uuid[]) and status not in ('closed', 'rejected', 'withdrawn', 'cancelled')
    group by settlement_account_id
    union all
    select payout_account_id, 'a term deposit is paid to it' from term_deposits
    where payout_account_id = any(${[...ids]}::uuid[]) and status in ('active', 'matured') group by payout_account_id
    union all
    select from_account_id, 'a term deposit is applied for from it' from account_applications
    where from_account_id = any(${[...ids]}::uuid[]) and status = 'pending' group by from_account_id`;
  return new Map(rows.map(({ id, what }) => [id, what]));
}

/** Writes accounts closed on a day, each with its reason. */
export async function writeClosings(
  tx: Transaction,
  closings: readonly { id: AccountId; on: BusinessDate; reason: string }[],
): Promise<void> {
  await sqlOf(tx)`
    update accounts a set status = 'closed', closed_on = r.day, close_reason = r.reason from unnest(
      ${closings.map(({ id }) => id)}::uuid[], ${closings.map(({ on }) => on)}::date[], ${closings.map(({ reason }) => reason)}::text[]
    ) as r (id, day, reason) where a.id = r.id`;
}

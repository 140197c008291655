import { sqlOf, type Transaction } from "@/db/client";
import type { AccountFacts, LockedAccounts } from "../accounts/load-accounts";
import type { TxCtx } from "../core/context";
import type { Currency } from "../core/currencies";
import { refusal } from "../core/errors";
import type { AccountId, Id } from "../core/ids";
import { formatMoney } from "../core/money";
import type { GuardedAccount } from "../ledger/book";
import { earns, readInterestTerms } from "./read-terms";
import { reviseNights } from "./revise-nights";
import { netOf, type Settlement, settleInterest } from "./settle-interest";
import { type Unsettled, unsettledOf } from "./unsettled";

/** What accounts that are to be closed earned or owe to the day, once their nights are all known. */
export type ClosingInterest = {
  unsettled: readonly Unsettled[];
  /** Accounts whose last night is not worked out yet, because yesterday is still being closed. */
  waiting: Set<AccountId>;
};

/** Reads, under the accounts' lock, the interest up to the open day, with what today's backdated movements change of it. */
export async function loadClosingInterest(ctx: TxCtx, ids: readonly AccountId[]): Promise<ClosingInterest> {
  const waiting = await waitingIn(ctx.db, ids);
  if (waiting.size === 0) await reviseNights(ctx, ids);
  return { waiting, unsettled: await unsettledOf(ctx.db, ids) };
}

/** Those of the accounts that bear interest, while a day is closing. */
async function waitingIn(tx: Transaction, ids: readonly AccountId[]): Promise<Set<AccountId>> {
  const rows = await sqlOf(tx)<{ id: AccountId; versionId: Id<"productVersion"> }[]>`
    select a.id, a.product_version_id as "versionId" from accounts a
    where a.id = any(${[...ids]}::uuid[]) and exists (select from banking_days where status = 'closing')`;
  if (rows.length === 0) return new Set();
  const termsOf = await readInterestTerms(tx);
  return new Set(rows.filter(({ versionId }) => earns(termsOf(versionId))).map(({ id }) => id));
}

/** What the act of closing says of the interest that was settled with it. */
export function interestWords(settled: readonly Settlement[], currency: Currency): { interest?: string } {
  const minor = netOf(settled);
  return minor === 0n ? {} : { interest: formatMoney({ minor, currency }) };
}

/**
 * Settles an account's interest because it is closed: accrued to the day and brought to the account, rounded once. Refuses
 * `interest_not_known` while yesterday is being closed.
 */
export function settleAtClosing(
  { businessDate }: Pick<TxCtx, "businessDate">,
  account: AccountFacts & { row: GuardedAccount },
  { unsettled, waiting }: ClosingInterest,
  { book }: Pick<LockedAccounts, "book">,
): Settlement[] {
  if (waiting.has(account.id)) throw refusal("interest_not_known");
  return unsettled
    .filter(({ accountId }) => accountId === account.id)
    .map((one) => settleInterest(book, account, one, { day: businessDate, reason: "closing" }));
}

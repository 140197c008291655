import { sqlOf } from "@/db/client";
import type { AccountFacts, LockedAccounts } from "../accounts/load-accounts";
import type { TxCtx } from "../core/context";
import type { Currency } from "../core/currencies";
import type { BusinessDate } from "../core/dates";
import { refusal } from "../core/errors";
import type { AccountId, Id } from "../core/ids";
import { formatMoney } from "../core/money";
import type { GuardedAccount } from "../ledger/book";
import { type InterestKind, KINDS } from "./night-interest";
import { earns, readInterestTerms } from "./read-terms";
import { revisedNights } from "./revise-nights";
import { netOf, type Settlement, settleInterest } from "./settle-interest";
import { type Unsettled, unsettledOf } from "./unsettled";
import { versionOn } from "./version-on";
import type { NightRow } from "./write-nights";

/** What accounts that are to be closed earned or owe to the day, once their nights are all known. */
export type ClosingInterest = {
  unsettled: readonly Unsettled[];
  /** What today changes of their nights; it is written with the settlement, and not at all where the account stays open. */
  revisions: readonly NightRow[];
  /** Accounts whose last night is not worked out yet, because yesterday is still being closed. */
  waiting: Set<AccountId>;
};

/** Reads, under the accounts' lock, the interest up to the open day, with what today's backdated movements change of it. */
export async function loadClosingInterest(ctx: TxCtx, ids: readonly AccountId[]): Promise<ClosingInterest> {
  const [waiting, settled] = [await waitingIn(ctx, ids), await settledToday(ctx, ids)];
  const known = ids.filter((id) => !waiting.has(id) && !settled.has(id));
  const revisions = known.length > 0 ? await revisedNights(ctx, known) : [];
  return { waiting, revisions, unsettled: await unsettledOf(ctx.db, ids, ctx.businessDate) };
}

/** Those whose interest was brought to them today, before they are closed: nothing more comes to them. */
async function settledToday({ db, businessDate }: TxCtx, ids: readonly AccountId[]): Promise<Set<AccountId>> {
  const rows = await sqlOf(db)<{ id: AccountId }[]>`
    select distinct account_id as id from interest_settlements
    where account_id = any(${[...ids]}::uuid[]) and day = ${businessDate} and reason = 'closing'`;
  return new Set(rows.map(({ id }) => id));
}

/** Those of the accounts that bear interest on the terms of the day that is closing, while one is. */
async function waitingIn({ db: tx }: TxCtx, ids: readonly AccountId[]): Promise<Set<AccountId>> {
  const sql = sqlOf(tx);
  const [closing] = await sql<{ day: BusinessDate }[]>`
    select day::text as day from banking_days where status = 'closing'`;
  if (!closing) return new Set();
  const rows = await sql<{ id: AccountId; versionId: Id<"productVersion"> }[]>`
    select a.id, ${versionOn(sql, sql`${closing.day}`)} as "versionId" from accounts a where a.id = any(${[...ids]}::uuid[])`;
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
  { unsettled, revisions, waiting }: ClosingInterest,
  { book }: Pick<LockedAccounts, "book">,
): Settlement[] {
  if (waiting.has(account.id)) throw refusal("interest_not_known");
  return KINDS.flatMap((kind) => {
    const own = (one: { accountId: AccountId; kind: InterestKind }) =>
      one.accountId === account.id && one.kind === kind;
    const changes = revisions.filter(own);
    const all = [
      ...unsettled.filter(own),
      ...changes.map(({ change, night }) => ({ exact: change, fromNight: night, toNight: night })),
    ];
    const nights = all.flatMap(({ fromNight, toNight }) => [fromNight, toNight]).sort();
    const [fromNight, toNight] = [nights[0], nights.at(-1)];
    if (!fromNight || !toNight) return [];
    const exact = all.reduce((sum, one) => sum + one.exact, 0n);
    const whole: Unsettled = { accountId: account.id, kind, exact, fromNight, toNight };
    return [{ ...settleInterest(book, account, whole, { day: businessDate, reason: "closing" }), revisions: changes }];
  });
}

import { sqlOf, type Transaction } from "@/db/client";
import type { BusinessDate } from "../core/dates";
import type { AccountId, Id } from "../core/ids";
import { type Exact, exactText } from "./exact";
import type { InterestKind } from "./night-interest";

/** A night as it is known from a banking day on. */
export type NightRow = {
  accountId: AccountId;
  night: BusinessDate;
  kind: InterestKind;
  versionId: Id<"productVersion">;
  balanceMinor: bigint;
  amount: Exact;
  /** More or less than was known before. */
  change: Exact;
};

/**
 * Writes nights as known on a banking day. A night of that day itself stays as it is where it is there already, because a
 * repeated close works it out again; a change of an earlier night is a difference to what is known, and losing it fails.
 */
export async function writeNights(tx: Transaction, knownOn: BusinessDate, rows: readonly NightRow[]): Promise<void> {
  if (rows.length === 0) return;
  const written = await sqlOf(tx)<{ night: BusinessDate }[]>`
    insert into interest_accruals (account_id, night, known_on, kind, version_id, balance_minor, amount, change)
    select r.account_id, r.night, ${knownOn}, r.kind, r.version_id, r.balance_minor, r.amount, r.change from unnest(
      ${rows.map((row) => row.accountId)}::uuid[], ${rows.map((row) => row.night)}::date[], ${rows.map((row) => row.kind)}::text[],
      ${rows.map((row) => row.versionId)}::uuid[], ${rows.map((row) => row.balanceMinor.toString())}::bigint[],
      ${rows.map((row) => exactText(row.amount))}::numeric[], ${rows.map((row) => exactText(row.change))}::numeric[]
    ) as r (account_id, night, kind, version_id, balance_minor, amount, change)
    on conflict do nothing returning night::text as night`;
  const changes = (all: readonly { night: BusinessDate }[]) => all.filter(({ night }) => night < knownOn).length;
  if (changes(written) !== changes(rows)) throw new Error(`A change of a night known on ${knownOn} is there already`);
}

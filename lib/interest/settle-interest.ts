import { sqlOf, type Transaction } from "@/db/client";
import { aboutAccount } from "../accounts/about-account";
import type { AccountFacts } from "../accounts/load-accounts";
import type { AuditDraft } from "../audit/record";
import { addDays, type BusinessDate, formatDate } from "../core/dates";
import { type EntryId, newId } from "../core/ids";
import { money } from "../core/money";
import { newReference } from "../core/references";
import { applyEntry, type Book, type GuardedAccount, glAccount } from "../ledger/book";
import type { DecidedEntry, EntryDraft } from "../ledger/entry";
import {
  bookInterestCharged,
  bookInterestGivenBack,
  bookInterestPaid,
  bookInterestTakenBack,
} from "../ledger/templates/deposit-interest";
import { interestAccounts } from "./book-interest";
import { exactText, roundExact } from "./exact";
import type { Unsettled } from "./unsettled";
import { type NightRow, writeNights } from "./write-nights";

/** Interest brought to an account: its entry, if it comes to a minor unit at all, and the row that says which nights it settled. */
export type Settlement = Unsettled & {
  day: BusinessDate;
  reason: "period" | "closing";
  minor: bigint;
  entry: DecidedEntry | null;
  audit: AuditDraft;
  /** Changes of earlier nights that it settles and that are not written yet. */
  revisions: readonly NightRow[];
};

type On = { day: BusinessDate; reason: "period" | "closing" };

/**
 * Brings interest to an account under lock, rounded once: credited, or for what the customer owes debited. At the end of a
 * period it counts from the next day. Refuses `insufficient_funds` for interest at a negative rate.
 */
export function settleInterest(
  book: Book,
  account: AccountFacts & { row: GuardedAccount },
  nights: Unsettled,
  { day, reason }: On,
): Settlement {
  // Nights that earned nothing, like the 31st under 30/360, are paid for as well.
  const unsettled = { ...nights, toNight: reason === "period" ? day : addDays(day, -1) };
  const minor = roundExact(unsettled.exact);
  const entry = minor === 0n ? null : applyEntry(book, draftOf(book, account, unsettled, { day, reason }, minor));
  return {
    ...unsettled,
    day,
    reason,
    minor,
    entry,
    revisions: [],
    audit: {
      act: "interest.settled",
      ...aboutAccount(account),
      amount: money(minor < 0n ? -minor : minor, account.currency),
      ...(entry ? { entryId: entry.id, reference: entry.reference } : {}),
    },
  };
}

/** What settlements did to an account, in the customer's favour positive. */
export function netOf(settlements: readonly Settlement[]): bigint {
  return settlements.reduce((sum, { kind, minor }) => sum + (kind === "deposit" ? minor : -minor), 0n);
}

function draftOf(
  book: Book,
  { id, row }: AccountFacts & { row: GuardedAccount },
  { kind, fromNight, toNight }: Unsettled,
  { day, reason }: On,
  minor: bigint,
): EntryDraft {
  const settled = {
    id: newId<"entry">(),
    reference: newReference("INT"),
    branchId: row.branchId,
    narrative: `Interest from ${formatDate(fromNight)} to ${formatDate(toNight)}`,
    valueDate: reason === "period" ? addDays(day, 1) : day,
    owed: glAccount(book, interestAccounts[kind].owed, row.branchId, row.currency),
    account: id,
    minor: minor < 0n ? -minor : minor,
  };
  if (kind === "deposit") return minor > 0n ? bookInterestPaid(settled) : bookInterestTakenBack(settled);
  if (minor < 0n) return bookInterestGivenBack(settled);
  return bookInterestCharged({
    ...settled,
    kind: kind === "negative" ? "negative_interest_charged" : "overdraft_interest_charged",
  });
}

/** Writes which nights were settled, and with which entry, and the changes of nights that came with it. */
export async function writeSettlements(tx: Transaction, rows: readonly Settlement[]): Promise<void> {
  const [first] = rows;
  if (!first) return;
  await writeNights(
    tx,
    first.day,
    rows.flatMap(({ revisions }) => revisions),
  );
  await sqlOf(tx)`
    insert into interest_settlements (account_id, kind, day, reason, from_night, to_night, exact, minor, entry_id, reference)
    select * from unnest(
      ${rows.map((row) => row.accountId)}::uuid[], ${rows.map((row) => row.kind)}::text[], ${rows.map((row) => row.day)}::date[],
      ${rows.map((row) => row.reason)}::text[], ${rows.map((row) => row.fromNight)}::date[], ${rows.map((row) => row.toNight)}::date[],
      ${rows.map((row) => exactText(row.exact))}::numeric[], ${rows.map((row) => row.minor.toString())}::bigint[],
      ${rows.map((row) => row.entry?.id ?? null) as (EntryId | null)[]}::uuid[], ${rows.map((row) => row.entry?.reference ?? null)}::text[])`;
}

import { sqlOf, type Transaction } from "@/db/client";
import type { StaffActor, TxCtx } from "../core/context";
import type { Currency } from "../core/currencies";
import { refusal } from "../core/errors";
import { type Id, type LedgerAccountId, newId } from "../core/ids";
import { formatMoney, money } from "../core/money";
import { type Notes, worthOf } from "../core/notes";
import { newReference } from "../core/references";
import { guardedAccount } from "../ledger/book";
import { lockBalances } from "../ledger/lock-balances";

/** What was found in a till in one currency beside what the books hold there. */
export type CountedCash = { currency: Currency; notes: Notes; countedMinor: bigint; bookedMinor: bigint };

/** Where cash is counted. */
export type CountedPlace = Id<"till"> | Id<"vault">;

/**
 * Sets a count beside the books, whose figures it locks: one line for each currency of the till.
 * Refuses `denomination_unknown`, `currency_unknown`.
 */
export async function compareCount(
  tx: Transaction,
  tillId: CountedPlace,
  counts: Readonly<Record<string, Notes>>,
): Promise<CountedCash[]> {
  const sql = sqlOf(tx);
  const accounts = await sql<{ currency: Currency; account: LedgerAccountId; known: string[] }[]>`
    select c.currency, c.ledger_account_id as account,
      array(select d.value_minor::text from denominations d where d.currency = c.currency) as known
    from cash_accounts c cross join bank_settings s where c.cash_point_id = ${tillId}
    order by c.currency = s.base_currency desc, c.currency`;
  const book = await lockBalances(
    tx,
    accounts.map(({ account }) => account),
  );
  if (Object.keys(counts).some((one) => !accounts.some(({ currency }) => currency === one)))
    throw refusal("currency_unknown", undefined, "counts");
  return accounts.map(({ currency, account, known }) => {
    const notes = counts[currency] ?? {};
    if (Object.keys(notes).some((value) => !known.includes(value))) throw refusal("denomination_unknown");
    return { currency, notes, countedMinor: worthOf(notes), bookedMinor: guardedAccount(book, account).balance };
  });
}

export function isDifferent({ countedMinor, bookedMinor }: Pick<CountedCash, "countedMinor" | "bookedMinor">): boolean {
  return countedMinor !== bookedMinor;
}

/** Of a till in one of its sessions, or of a vault, which has none. */
export type NewCount = { cash: readonly CountedCash[] } & (
  | { kind: "opening" | "closing" | "handover"; tillId: Id<"till">; sessionId: Id<"tillSession"> }
  | { kind: "spot"; tillId: Id<"vault">; sessionId: null }
);

/** Keeps a count for good; its slip goes by the reference. */
export async function insertCount(
  ctx: TxCtx<StaffActor>,
  { kind, tillId, sessionId, cash }: NewCount,
): Promise<{ countId: Id<"cashCount">; reference: string }> {
  const sql = sqlOf(ctx.db);
  const [countId, reference] = [newId<"cashCount">(), newReference("CNT")];
  const lines = linesOf(cash);
  await sql`
    insert into cash_counts (id, reference, kind, cash_point_id, till_session_id, counted_by, counted_on)
    values (${countId}, ${reference}, ${kind}, ${tillId}, ${sessionId}, ${ctx.actor.userId}, ${ctx.businessDate})`;
  await sql`
    insert into cash_count_totals (count_id, currency, counted_minor, booked_minor)
    select ${countId}, * from unnest(${cash.map((one) => one.currency)}::bpchar[],
      ${cash.map((one) => one.countedMinor.toString())}::bigint[], ${cash.map((one) => one.bookedMinor.toString())}::bigint[])`;
  await sql`
    insert into cash_count_lines (count_id, currency, value_minor, quantity)
    select ${countId}, * from unnest(${lines.map((line) => line.currency)}::bpchar[],
      ${lines.map((line) => line.value)}::bigint[], ${lines.map((line) => line.quantity)}::int[])`;
  if (sessionId && kind !== "opening") await sql`update till_sessions set counted = true where id = ${sessionId}`;
  return { countId, reference };
}

/** Takes a count that was agreed as what lies in the till, note by note. */
export async function setStock(
  tx: Transaction,
  tillId: CountedPlace,
  cash: readonly Pick<CountedCash, "currency" | "notes">[],
): Promise<void> {
  const sql = sqlOf(tx);
  const lines = linesOf(cash);
  await sql`update cash_stock set quantity = 0 where cash_point_id = ${tillId} and quantity <> 0`;
  await sql`
    insert into cash_stock (cash_point_id, currency, value_minor, quantity)
    select ${tillId}, * from unnest(${lines.map((line) => line.currency)}::bpchar[],
      ${lines.map((line) => line.value)}::bigint[], ${lines.map((line) => line.quantity)}::int[])
    on conflict (cash_point_id, currency, value_minor) do update set quantity = excluded.quantity`;
}

/** A count beside the books in words, by currency, as the second person reads it. */
export function countInWords(cash: readonly Pick<CountedCash, "currency" | "countedMinor" | "bookedMinor">[]) {
  return {
    before: Object.fromEntries(cash.map((one) => [one.currency, formatMoney(money(one.bookedMinor, one.currency))])),
    after: Object.fromEntries(cash.map((one) => [one.currency, countedInWords(one)])),
  };
}

function countedInWords({
  currency,
  countedMinor,
  bookedMinor,
}: Pick<CountedCash, "currency" | "countedMinor" | "bookedMinor">) {
  const found = formatMoney(money(countedMinor, currency));
  if (countedMinor === bookedMinor) return found;
  return `${found}, ${differenceInWords({ currency, countedMinor, bookedMinor })}`;
}

/** By how much a count is over or short: `€10.00 short`. */
export function differenceInWords({
  currency,
  countedMinor,
  bookedMinor,
}: Pick<CountedCash, "currency" | "countedMinor" | "bookedMinor">): string {
  const difference = countedMinor - bookedMinor;
  const by = formatMoney(money(difference > 0n ? difference : -difference, currency));
  return `${by} ${difference > 0n ? "over" : "short"}`;
}

function linesOf(cash: readonly Pick<CountedCash, "currency" | "notes">[]) {
  return cash.flatMap(({ currency, notes }) =>
    Object.entries(notes).map(([value, quantity]) => ({ currency, value, quantity })),
  );
}

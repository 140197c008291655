import { sqlOf, type Transaction } from "@/db/client";
import type { Currency } from "../core/currencies";
import { refusal } from "../core/errors";
import type { EntryId } from "../core/ids";
import { formatMoney, money } from "../core/money";
import { denominationName, type Notes, worthOf } from "../core/notes";
import { applyEntry, type Book } from "../ledger/book";
import type { DecidedEntry, EntryDraft } from "../ledger/entry";

/** What lies in tills and vaults by note, as a transaction that holds their balances sees it after all it has accepted. */
export type CashStock = Map<string, Map<string, number>>;

const place = (point: string, currency: string) => `${point} ${currency}`;

/** Reads the notes in tills and vaults. Their balances are locked before: nobody moves cash past them. */
export async function readStock(tx: Transaction, points: readonly string[]): Promise<CashStock> {
  const rows = await sqlOf(tx)<{ point: string; currency: string; value: string; quantity: number }[]>`
    select s.cash_point_id as point, s.currency, s.value_minor::text as value, s.quantity
    from cash_stock s where s.cash_point_id = any(${[...new Set(points)]}::uuid[]) and s.quantity > 0`;
  const stock: CashStock = new Map();
  for (const { point, currency, value, quantity } of rows) {
    const held = stock.get(place(point, currency)) ?? new Map<string, number>();
    stock.set(place(point, currency), held.set(value, quantity));
  }
  return stock;
}

/** The notes and coins of the bank's currencies, by currency. */
export async function readDenominations(tx: Transaction): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const rows = await sqlOf(tx)<{ currency: string; values: string[] }[]>`
    select currency, array_agg(value_minor::text) as values from denominations group by currency`;
  return new Map(rows.map(({ currency, values }) => [currency, new Set(values)]));
}

/** Accepts an entry and its notes into the books and the stock, both or neither: what refuses the notes undoes the entry. */
export function applyWithNotes(book: Book, draft: EntryDraft, acceptNotes: () => void): DecidedEntry {
  const before = new Map(book.guarded);
  const entry = applyEntry(book, draft);
  try {
    acceptNotes();
    return entry;
  } catch (error) {
    book.guarded = before;
    throw error;
  }
}

/** Refuses notes that do not come to the amount (`notes_differ`), or that no such currency has (`denomination_unknown`). */
export function assertCounted(
  notes: Notes,
  minor: bigint,
  currency: Currency,
  known: ReadonlyMap<string, ReadonlySet<string>>,
  field = "notes",
): void {
  if (Object.keys(notes).some((value) => !known.get(currency)?.has(value)))
    throw refusal("denomination_unknown", undefined, field);
  if (worthOf(notes) === minor) return;
  const [counted, amount] = [worthOf(notes), minor].map((one) => formatMoney(money(one, currency))) as [string, string];
  throw refusal("notes_differ", { counted, amount }, field);
}

/** Notes that go into (`in`) or out of (`out`) a till or vault with an entry. */
export type NoteMove = {
  entryId: EntryId;
  point: string;
  name: string;
  currency: Currency;
  notes: Notes;
  way: "in" | "out";
  /** The field of the form that counts them, where it is not the first. */
  field?: string;
};

/** Refuses notes that are to leave a till or vault in which they do not lie: `notes_short`. */
export function assertInStock(stock: CashStock, moves: readonly NoteMove[]): void {
  for (const { point, name, currency, notes, way, field } of moves) {
    if (way === "in") continue;
    const held = stock.get(place(point, currency));
    for (const [value, quantity] of Object.entries(notes)) {
      const there = held?.get(value) ?? 0;
      if (there < quantity)
        throw refusal("notes_short", { place: name, there, note: denominationName(BigInt(value), currency) }, field);
    }
  }
}

/** Accepts moves of notes into the stock, all or none, so that the next call sees them. Refuses `notes_short`. */
export function moveNotes(stock: CashStock, moves: readonly NoteMove[]): void {
  assertInStock(stock, moves);
  for (const { point, currency, notes, way } of moves) {
    const held = stock.get(place(point, currency)) ?? new Map<string, number>();
    stock.set(place(point, currency), held);
    for (const [value, quantity] of Object.entries(notes))
      held.set(value, (held.get(value) ?? 0) + (way === "in" ? quantity : -quantity));
  }
}

/** Writes the notes of accepted entries; the database carries the stock along. */
export function insertNotes(tx: Transaction, moves: readonly NoteMove[]) {
  const lines = moves.flatMap(({ entryId, point, currency, notes, way }) =>
    Object.entries(notes).map(([value, pieces]) => ({
      entryId,
      point,
      currency,
      value,
      quantity: way === "in" ? pieces : -pieces,
    })),
  );
  return sqlOf(tx)`
    insert into cash_notes (entry_id, cash_point_id, currency, value_minor, quantity)
    select * from unnest(${lines.map((line) => line.entryId)}::uuid[], ${lines.map((line) => line.point)}::uuid[],
      ${lines.map((line) => line.currency)}::bpchar[], ${lines.map((line) => line.value)}::bigint[],
      ${lines.map((line) => line.quantity)}::int[])`;
}

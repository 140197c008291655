import { sqlOf, type Transaction } from "@/db/client";
import { refusal } from "../core/errors";
import type { EntryId } from "../core/ids";
import { type Notes, worthOf } from "../core/notes";
import { suggestNotes } from "../core/suggest-notes";

/** What an entry moved by note: into a till or vault, or out of it. */
type MovedNotes = { entryId: EntryId; point: string; place: string; currency: string; way: "in" | "out"; notes: Notes };

/** The notes that entries moved, and what lies in those tills and vaults, as it stands after every reversal accepted so far. */
export type BookedCash = { moved: MovedNotes[]; stock: Map<string, Record<string, number>> };

/** Reads the notes of entries whose accounts are locked: nobody moves cash past them. */
export async function readBookedCash(tx: Transaction, entries: readonly EntryId[]): Promise<BookedCash> {
  const sql = sqlOf(tx);
  const wanted = sql`${[...entries]}::uuid[]`;
  const [moved, held] = await Promise.all([
    sql<MovedNotes[]>`
      select n.entry_id as "entryId", n.cash_point_id as point, p.name as place, n.currency,
        case when n.quantity > 0 then 'in' else 'out' end as way, json_object_agg(n.value_minor, abs(n.quantity)) as notes
      from cash_notes n join cash_points p on p.id = n.cash_point_id where n.entry_id = any(${wanted})
      group by n.entry_id, n.cash_point_id, p.name, n.currency, n.quantity > 0`,
    sql<{ point: string; currency: string; notes: Record<string, number> }[]>`
      select s.cash_point_id as point, s.currency, json_object_agg(s.value_minor, s.quantity) as notes from cash_stock s
      where s.quantity > 0 and s.cash_point_id in (select n.cash_point_id from cash_notes n where n.entry_id = any(${wanted}))
      group by s.cash_point_id, s.currency`,
  ]);
  return { moved: [...moved], stock: new Map(held.map((row) => [`${row.point} ${row.currency}`, row.notes])) };
}

export type ReversedNotes = Omit<MovedNotes, "place">;

/**
 * The notes of a reversal: what came in goes out again, in the same notes while they are still there and otherwise in
 * others of the same worth. Refuses `notes_not_there` and leaves the stock as it was; the next reversal sees it changed.
 */
export function reverseNotes(cash: BookedCash, original: EntryId, reversal: EntryId): ReversedNotes[] {
  const back = cash.moved
    .filter(({ entryId }) => entryId === original)
    .map(({ point, place, currency, way, notes }) => {
      const held = cash.stock.get(`${point} ${currency}`) ?? {};
      const given = way === "out" || contains(held, notes) ? notes : suggestNotes(worthOf(notes), held);
      if (!given) throw refusal("notes_not_there", { place });
      return {
        entryId: reversal,
        point,
        currency,
        way: way === "in" ? ("out" as const) : ("in" as const),
        notes: given,
      };
    });
  for (const { point, currency, way, notes } of back) {
    const held = { ...cash.stock.get(`${point} ${currency}`) };
    for (const [value, quantity] of Object.entries(notes))
      held[value] = (held[value] ?? 0) + (way === "in" ? quantity : -quantity);
    cash.stock.set(`${point} ${currency}`, held);
  }
  return back;
}

/** Writes the notes of accepted reversals; the database carries the stock along. */
export async function insertReversedNotes(tx: Transaction, back: readonly ReversedNotes[]): Promise<void> {
  const lines = back.flatMap(({ entryId, point, currency, way, notes }) =>
    Object.entries(notes).map(([value, pieces]) => ({
      entryId,
      point,
      currency,
      value,
      quantity: way === "in" ? pieces : -pieces,
    })),
  );
  if (lines.length === 0) return;
  await sqlOf(tx)`
    insert into cash_notes (entry_id, cash_point_id, currency, value_minor, quantity)
    select * from unnest(${lines.map((line) => line.entryId)}::uuid[], ${lines.map((line) => line.point)}::uuid[],
      ${lines.map((line) => line.currency)}::bpchar[], ${lines.map((line) => line.value)}::bigint[],
      ${lines.map((line) => line.quantity)}::int[])`;
}

function contains(held: Notes, notes: Notes): boolean {
  return Object.entries(notes).every(([value, quantity]) => (held[value] ?? 0) >= quantity);
}

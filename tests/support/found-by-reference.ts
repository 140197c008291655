import { type Database, sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "@/lib/core/context";
import { listEntries } from "@/lib/ledger/queries";
import { rowsRead } from "./rows-read";

/** What the journal finds by the reference of each entry there is: entries that are not found, and kinds that were. */
export async function findEachByReference(reader: Ctx<StaffActor, Database>) {
  const entries = await sqlOf(reader.db)<{ id: string; reference: string }[]>`
    select id, reference from journal_entries order by id`;
  const [lost, kinds] = [[] as string[], new Set<string>()];
  for (const { id, reference } of entries) {
    const { rows } = await listEntries(reader, { reference });
    if (!rows.some((row) => row.id === id) || rows.some((row) => row.reference !== reference)) lost.push(reference);
    kinds.add(reference.slice(0, 3));
  }
  return { lost, kinds: [...kinds].sort() };
}

/** How much of the journal is read for a reference. */
export const readFor = (reader: Ctx<StaffActor, Database>, reference: string) =>
  rowsRead(reader.db, ["journal_entries"], (tx) => listEntries({ ...reader, db: tx }, { reference }));

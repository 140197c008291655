import { type Executor, sqlOf } from "@/db/client";
import type { Id } from "../core/ids";
import { perProcess } from "../core/per-process";
import type { EntryKind } from "./list-entry";
import { type NameIndex, nameIndex } from "./name-index";
import type { ListSource } from "./schema";

export type EntryId = Id<"screeningEntry">;

/** An entry of a list in use, as far as a comparison needs it. */
export type ListedEntry = {
  id: EntryId;
  source: ListSource;
  ref: string;
  kind: EntryKind;
  birthDates: string[];
  countries: string[];
  digest: string;
};
export type CurrentNames = { entries: ReadonlyMap<EntryId, ListedEntry>; index: NameIndex<EntryId> };

const holder = perProcess<{ read?: { lists: string; names: Promise<CurrentNames> } }>("screening names", () => ({}));

/** Every name of the lists in use, ready to be searched: read once, and again when a list was replaced. */
export async function currentNames(db: Executor): Promise<CurrentNames> {
  const rows = await sqlOf(db)<
    { id: string }[]
  >`select id from screening_lists where taken_at is not null and replaced_at is null order by id`;
  const lists = rows.map(({ id }) => id).join(" ");
  if (holder.read?.lists !== lists) {
    const names = readNames(
      db,
      rows.map(({ id }) => id),
    );
    const kept = { lists, names };
    holder.read = kept;
    names.catch(() => {
      if (holder.read === kept) delete holder.read;
    });
  }
  return holder.read.names;
}

type Row = ListedEntry & { name: string; aliases: string[] };

async function readNames(db: Executor, lists: readonly string[]): Promise<CurrentNames> {
  if (lists.length === 0) return { entries: new Map(), index: nameIndex([]) };
  const rows = await sqlOf(db)<Row[]>`
    select e.id, l.source, e.ref, e.kind, e.birth_dates as "birthDates", e.countries, encode(e.digest, 'hex') as digest,
      e.name, e.aliases
    from screening_entries e join screening_lists l on l.id = e.list_id
    where e.list_id = any(${[...lists]}::uuid[]) and e.kind in ('individual', 'organisation')`;
  return {
    entries: new Map(rows.map(({ name: _, aliases: __, ...entry }) => [entry.id, entry])),
    index: nameIndex(rows.flatMap(({ id, name, aliases }) => [name, ...aliases].map((one) => ({ id, name: one })))),
  };
}

import { createHash } from "node:crypto";
import { sqlOf } from "@/db/client";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor, TxCtx } from "../core/context";
import { type BankError, isBankError, refusal } from "../core/errors";
import { type Id, newId } from "../core/ids";
import { authorize } from "../identity/authorize";
import { holdComparisons } from "./hold-lists";
import { entryDigest, type ListEntry } from "./list-entry";
import { type ListFiles, readList } from "./read-list";
import type { ListSource } from "./schema";

export type ListId = Id<"screeningList">;
type Input = { key: string; source: ListSource; version: string; files: ListFiles };

/**
 * Loads a version of a list in OFAC's published form; it replaces the one of its source, and both are kept.
 * Every customer is compared with it soon after. Refuses
 * `list_line` with the line that cannot be read, `list_empty`, and `list_known` for the files that are in use already.
 */
export async function loadList(
  ctx: Ctx<StaffActor>,
  { key, source, version, files }: Input,
): Promise<{ listId: ListId }> {
  const sha256 = hashOf(files);
  // Before the transaction: a long file would hold the day lock while it is read.
  const read = readOrRefusal(files);
  const input = { source, version, sha256: sha256.toString("hex") };
  return transactOnce(ctx, { command: "screening.load", key, input }, async (inside) => {
    authorize(inside.actor, "screening.load");
    if (isBankError(read)) throw read;
    const entries = read;
    const sql = sqlOf(inside.db);
    await holdComparisons(inside.db);
    const [current] = await sql<{ id: ListId; version: string; same: boolean }[]>`
      select id, version, sha256 = ${sha256} as same from screening_lists where source = ${source} and replaced_at is null`;
    if (current?.same) throw refusal("list_known", { version: current.version });
    const names = entries.reduce((count, { aliases }) => count + 1 + aliases.length, 0);
    const listId = newId<"screeningList">();
    if (current) await sql`update screening_lists set replaced_at = bank_now() where id = ${current.id}`;
    await sql`
      insert into screening_lists (id, source, version, sha256, entries, names, loaded_by)
      values (${listId}, ${source}, ${version}, ${sha256}, ${entries.length}, ${names}, ${inside.actor.userId})`;
    for (let at = 0; at < entries.length; at += BATCH)
      await insertEntries(inside, listId, entries.slice(at, at + BATCH));
    await sql`update screening_runs set ended_at = bank_now(), overtaken = true where ended_at is null`;
    await sql`insert into screening_runs (id, list_id) values (${newId()}, ${listId})`;
    await record(inside, {
      act: "screening.loaded",
      subjectKind: "screening_list",
      subjectId: listId,
      before: { version: current?.version ?? null },
      after: { source, version, sha256: input.sha256, entries: entries.length, names },
    });
    return { listId };
  });
}

function readOrRefusal(files: ListFiles): ListEntry[] | BankError {
  try {
    return readList(files);
  } catch (error) {
    if (isBankError(error)) return error;
    throw error;
  }
}

/** Entries in one statement. */
const BATCH = 2_000;

async function insertEntries(ctx: TxCtx, listId: ListId, entries: readonly ListEntry[]): Promise<void> {
  const rows = entries.map((entry) => ({ ...entry, id: newId(), digest: entryDigest(entry).toString("hex") }));
  const sql = sqlOf(ctx.db);
  await sql`
    insert into screening_entries (id, list_id, ref, kind, name, aliases, birth_dates, countries, identifiers, program, digest)
    select id, ${listId}, ref, kind, name, aliases, "birthDates", countries, identifiers, program, decode(digest, 'hex')
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as r (id uuid, ref text, kind text, name text,
      aliases text[], "birthDates" text[], countries text[], identifiers text[], program text, digest text)`;
}

/** Of all files, each with its length before it, so that no two sets of files have one hash. */
function hashOf({ names, aliases, addresses }: ListFiles): Buffer {
  const hash = createHash("sha256");
  for (const file of [names, aliases, addresses]) hash.update(`${file?.length ?? "none"}\n`).update(file ?? "");
  return hash.digest();
}

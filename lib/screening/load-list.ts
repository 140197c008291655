import { createHash } from "node:crypto";
import { sqlOf } from "@/db/client";
import type { Pending } from "../approvals/demand-approval";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor, TxCtx } from "../core/context";
import { type BankError, isBankError, refusal } from "../core/errors";
import { type Id, newId } from "../core/ids";
import { assertNoVirus } from "../core/virus-scanner";
import { authorize, may } from "../identity/authorize";
import { adoptList, leftOutOf } from "./adopt-list";
import { holdComparisons } from "./hold-lists";
import { entryDigest, type ListEntry } from "./list-entry";
import { type ListFiles, readList } from "./read-list";
import type { ListSource } from "./schema";
import { currentList, type LoadedList, takeList } from "./take-list";

export type ListId = Id<"screeningList">;
type Input = { key: string; source: ListSource; version: string; files: ListFiles };

/** The share of the entries in use, in per cent, that a new version may leave out before a second officer must agree. */
export const MAY_LEAVE_OUT = 10;

/**
 * Loads a version of a list in OFAC's published form; it replaces the one of its source, and both are kept.
 * Every customer is compared with it soon after. A version that leaves out more than a tenth of the entries in use is
 * kept aside until a second officer agrees: a file cut short must not let likenesses lapse. Refuses
 * `list_line` with the line that cannot be read, `list_empty`, `list_known` for the files that are in use already, and
 * `list_waits` for those that are kept aside.
 */
export async function loadList(
  ctx: Ctx<StaffActor>,
  { key, source, version, files }: Input,
): Promise<{ listId: ListId } | Pending> {
  const sha256 = hashOf(files).toString("hex");
  // Before the transaction: a long file would hold the day lock while it is read.
  const read = may(ctx.actor, "screening.load") ? await readOrRefusal(files) : refusal("not_permitted");
  const input = { source, version, sha256 };
  return transactOnce(ctx, { command: "screening.load", key, input }, async (inside) => {
    authorize(inside.actor, "screening.load");
    if (isBankError(read)) throw read;
    await holdComparisons(inside.db);
    await assertNew(inside, source, sha256);
    const current = await currentList(inside, source);
    const names = read.reduce((count, { aliases }) => count + 1 + aliases.length, 0);
    const list: LoadedList = { id: newId<"screeningList">(), source, version, sha256, entries: read.length, names };
    await sqlOf(inside.db)`
      insert into screening_lists (id, source, version, sha256, entries, names, loaded_by, taken_at)
      values (${list.id}, ${source}, ${version}, decode(${sha256}, 'hex'), ${read.length}, ${names}, ${inside.actor.userId}, null)`;
    for (let at = 0; at < read.length; at += BATCH) await insertEntries(inside, list.id, read.slice(at, at + BATCH));
    const leftOut = current ? await leftOutOf(inside.db, current.id, list.id) : 0;
    if (current && leftOut * 100 > current.entries * MAY_LEAVE_OUT) {
      const reason = `Version ${version} leaves out ${leftOut} of the ${current.entries} entries in use.`;
      const { id, ...facts } = list;
      await record(inside, {
        act: "screening.kept_aside",
        subjectKind: "screening_list",
        subjectId: id,
        before: { version: current.version },
        after: { ...facts, leftOut },
      });
      return adoptList(inside, { key, listId: id, reason });
    }
    await takeList(inside, list, current);
    return { listId: list.id };
  });
}

/** The same files are neither in use already nor waiting for a second officer. */
async function assertNew(ctx: TxCtx, source: ListSource, sha256: string): Promise<void> {
  const [same] = await sqlOf(ctx.db)<{ version: string; waits: boolean }[]>`
    select l.version, l.taken_at is null as waits from screening_lists l
    where l.source = ${source} and l.sha256 = decode(${sha256}, 'hex') and l.replaced_at is null and (l.taken_at is not null
      or exists (select from approvals a where a.kind = 'screening.adopt_list' and a.subject_id = l.id::text
        and a.status = 'pending' and a.due_at > bank_now()))
    limit 1`;
  if (same) throw same.waits ? refusal("list_waits") : refusal("list_known", { version: same.version });
}

async function readOrRefusal(files: ListFiles): Promise<ListEntry[] | BankError> {
  try {
    for (const part of ["names", "aliases", "addresses"] as const) {
      const file = files[part];
      if (file) await assertNoVirus(file, part);
    }
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

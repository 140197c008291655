import { sqlOf } from "@/db/client";
import { record } from "../audit/record";
import type { TxCtx } from "../core/context";
import { newId } from "../core/ids";
import type { ListId } from "./load-list";
import type { ListSource } from "./schema";

export type LoadedList = {
  id: ListId;
  source: ListSource;
  version: string;
  /** In hex. */
  sha256: string;
  entries: number;
  names: number;
};
export type CurrentList = { id: ListId; version: string; entries: number };

/** The version of a list in use. The caller has stopped comparisons, so nobody else replaces it. */
export async function currentList(ctx: TxCtx, source: ListSource): Promise<CurrentList | undefined> {
  const [row] = await sqlOf(ctx.db)<CurrentList[]>`
    select id, version, entries from screening_lists where source = ${source} and taken_at is not null and replaced_at is null`;
  return row;
}

/** Puts a loaded version in the place of the one in use and has everybody compared with it. */
export async function takeList(ctx: TxCtx, list: LoadedList, current: CurrentList | undefined): Promise<void> {
  const sql = sqlOf(ctx.db);
  if (current) await sql`update screening_lists set replaced_at = bank_now() where id = ${current.id}`;
  await sql`update screening_lists set taken_at = bank_now() where id = ${list.id}`;
  await sql`update screening_runs set ended_at = bank_now(), overtaken = true where ended_at is null`;
  await sql`insert into screening_runs (id, list_id) values (${newId()}, ${list.id})`;
  const { id, ...facts } = list;
  await record(ctx, {
    act: "screening.loaded",
    subjectKind: "screening_list",
    subjectId: id,
    before: { version: current?.version ?? null },
    after: facts,
  });
}

import { sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "../core/context";
import { type Id, isId } from "../core/ids";
import { type Cursor, decodeCursor, PAGE_SIZE, type Page, pageOf } from "../core/paging";
import { authorize } from "../identity/authorize";
import type { ListId } from "./load-list";
import type { ListSource } from "./schema";

export type ListRow = {
  id: ListId;
  source: ListSource;
  version: string;
  sha256: string;
  entries: number;
  names: number;
  loadedBy: string;
  loadedAt: string;
  replacedAt: string | null;
  /** Empty while it is kept aside. */
  takenAt: string | null;
  /** The request with which a second officer is asked to take it. */
  waiting: Id<"approval"> | null;
};

/** Every version of every list, the latest first. */
export async function listVersions(
  ctx: Ctx<StaffActor>,
  filters: Cursor & { source?: string },
): Promise<Page<ListRow>> {
  authorize(ctx.actor, "screening.read");
  const sql = sqlOf(ctx.db);
  const typed = filters.older ?? filters.newer;
  const [at] = decodeCursor(typed, 1) ?? [];
  const cursor = isId(at) ? filters : {};
  const newer = cursor.newer !== undefined && cursor.older === undefined;
  const rows = await sql<ListRow[]>`
    select l.id, l.source, l.version, encode(l.sha256, 'hex') as sha256, l.entries, l.names, u.display_name as "loadedBy",
      to_char(l.loaded_at at time zone s.time_zone, 'YYYY-MM-DD HH24:MI') as "loadedAt",
      to_char(l.replaced_at at time zone s.time_zone, 'YYYY-MM-DD HH24:MI') as "replacedAt",
      to_char(l.taken_at at time zone s.time_zone, 'YYYY-MM-DD HH24:MI') as "takenAt",
      (select a.id from approvals a where a.kind = 'screening.adopt_list' and a.subject_id = l.id::text and a.status = 'pending'
        and a.due_at > bank_now() and l.taken_at is null order by a.id desc limit 1) as waiting
    from screening_lists l join users u on u.id = l.loaded_by cross join bank_settings s
    where true ${filters.source ? sql`and l.source = ${filters.source}` : sql``}
      ${isId(at) ? (newer ? sql`and l.id > ${at}` : sql`and l.id < ${at}`) : sql``}
    order by ${newer ? sql`l.id` : sql`l.id desc`} limit ${PAGE_SIZE + 1}`;
  return pageOf(rows, ({ id }) => [id], cursor);
}

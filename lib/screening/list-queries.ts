import { sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "../core/context";
import { isId } from "../core/ids";
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
      to_char(l.replaced_at at time zone s.time_zone, 'YYYY-MM-DD HH24:MI') as "replacedAt"
    from screening_lists l join users u on u.id = l.loaded_by cross join bank_settings s
    where true ${filters.source ? sql`and l.source = ${filters.source}` : sql``}
      ${isId(at) ? (newer ? sql`and l.id > ${at}` : sql`and l.id < ${at}`) : sql``}
    order by ${newer ? sql`l.id` : sql`l.id desc`} limit ${PAGE_SIZE + 1}`;
  return pageOf(rows, ({ id }) => [id], cursor);
}

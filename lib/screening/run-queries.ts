import { sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "../core/context";
import { type Id, isId } from "../core/ids";
import { type Cursor, decodeCursor, PAGE_SIZE, type Page, pageOf } from "../core/paging";
import { authorize } from "../identity/authorize";
import type { ListSource } from "./schema";

/** Every customer compared anew because a list changed; instants are the bank's local time in text. */
export type RunRow = {
  id: Id<"screeningRun">;
  source: ListSource;
  version: string;
  askedAt: string;
  endedAt: string | null;
  customers: number;
  hits: number;
  state: "done" | "overtaken" | "under_way";
};

/** The runs in which customers were compared with the lists, the latest first. */
export async function listRuns(ctx: Ctx<StaffActor>, cursor: Cursor): Promise<Page<RunRow>> {
  authorize(ctx.actor, "screening.read");
  const sql = sqlOf(ctx.db);
  const [at] = decodeCursor(cursor.older ?? cursor.newer, 1) ?? [];
  const place: Cursor = !isId(at) ? {} : cursor.older ? { older: cursor.older } : { newer: cursor.newer as string };
  const rows = await sql<RunRow[]>`
    select r.id, l.source, l.version, r.customers, r.hits,
      to_char(r.asked_at at time zone s.time_zone, 'YYYY-MM-DD HH24:MI') as "askedAt",
      to_char(r.ended_at at time zone s.time_zone, 'YYYY-MM-DD HH24:MI') as "endedAt",
      case when r.ended_at is null then 'under_way' when r.overtaken then 'overtaken' else 'done' end as state
    from screening_runs r join screening_lists l on l.id = r.list_id cross join bank_settings s
    where true ${place.older ? sql`and r.id < ${at ?? ""}` : place.newer ? sql`and r.id > ${at ?? ""}` : sql``}
    order by r.id ${place.newer ? sql`asc` : sql`desc`} limit ${PAGE_SIZE + 1}`;
  return pageOf(rows, (row) => [row.id], place);
}

import { sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "../core/context";
import { type CustomerId, isId } from "../core/ids";
import { type Cursor, decodeCursor, PAGE_SIZE, type Page, pageOf } from "../core/paging";

export type Note = { id: string; note: string; writtenByName: string; writtenAtLocal: string };

/** The notes on a customer, newest first; one page. The caller has read the customer in scope. */
export async function notesOn(
  ctx: Ctx<StaffActor>,
  customerId: CustomerId,
  cursor: Cursor = {},
  size = PAGE_SIZE,
): Promise<Page<Note>> {
  const sql = sqlOf(ctx.db);
  const [at] = decodeCursor(cursor.older ?? cursor.newer, 1) ?? [];
  const place: Cursor = !isId(at) ? {} : cursor.older ? { older: cursor.older } : { newer: cursor.newer as string };
  const beyond = !isId(at) ? sql`` : place.newer ? sql`and n.id > ${at}` : sql`and n.id < ${at}`;
  const rows = await sql<Note[]>`
    select n.id, n.note, u.display_name as "writtenByName",
      (n.written_at at time zone bank.time_zone)::text as "writtenAtLocal"
    from customer_notes n join users u on u.id = n.written_by cross join bank_settings bank
    where n.customer_id = ${customerId} ${beyond}
    order by n.id ${place.newer ? sql`asc` : sql`desc`} limit ${size + 1}`;
  return pageOf(rows, (row) => [row.id], place, size);
}

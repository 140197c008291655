import { sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "../core/context";
import type { BusinessDate } from "../core/dates";
import { type CustomerId, isId } from "../core/ids";
import { type Cursor, decodeCursor, PAGE_SIZE, type Page, pageOf } from "../core/paging";
import { authorize } from "../identity/authorize";
import type { CustomerStatus } from "./lock-customer";

/** Somebody whose retention period is over. */
export type DueRow = {
  id: CustomerId;
  customerNo: string;
  fullName: string;
  status: CustomerStatus;
  branch: string;
  endedOn: BusinessDate;
  keptUntil: BusinessDate;
  /** What still keeps them: a likeness that compliance has to decide or confirmed, or a legal hold. */
  held: "likeness" | "legal_hold" | null;
  /** A request to erase them waits. */
  asked: boolean;
};

export type DuePage = { years: number; page: Page<DueRow> };

/** Everybody who left, was rejected or withdrew longer ago than the bank keeps them, the longest due first. */
export async function listDueForErasure(ctx: Ctx<StaffActor>, cursor: Cursor): Promise<DuePage> {
  authorize(ctx.actor, "erasure.read");
  const sql = sqlOf(ctx.db);
  const place = placeOf(cursor);
  const [day, id] = place.at ?? [];
  const [rows, [bank]] = await Promise.all([
    sql<DueRow[]>`
      select c.id, c.customer_no as "customerNo", c.full_name as "fullName", c.status, b.name as branch,
        c.ended_on::text as "endedOn", (c.ended_on + make_interval(years => s.retention_years))::date::text as "keptUntil",
        case when exists (select from legal_holds h where h.customer_id = c.id and h.lifted_at is null) then 'legal_hold'
          when exists (select from screening_hits h where h.customer_id = c.id and h.status in ('open', 'confirmed')) then 'likeness'
        end as held,
        exists (select from approvals a where a.kind = 'customer.erase' and a.subject_id = c.id::text and a.status = 'pending'
          and a.due_at > bank_now()) as asked
      from customers c join branches b on b.id = c.branch_id cross join bank_settings s
      where c.ended_on is not null and c.merged_into is null
        and c.ended_on <= (${ctx.businessDate}::date - make_interval(years => s.retention_years))::date
        ${place.at ? (place.newer ? sql`and (c.ended_on, c.id) < (${day ?? ""}::date, ${id ?? ""}::uuid)` : sql`and (c.ended_on, c.id) > (${day ?? ""}::date, ${id ?? ""}::uuid)`) : sql``}
      order by ${place.newer ? sql`c.ended_on desc, c.id desc` : sql`c.ended_on, c.id`} limit ${PAGE_SIZE + 1}`,
    sql<{ years: number }[]>`select retention_years as years from bank_settings`,
  ]);
  return { years: bank?.years ?? 0, page: pageOf(rows, (row) => [row.endedOn, row.id], place) };
}

export type Erasure = { keptUntil: BusinessDate; isOver: boolean; years: number };

/** Until when a customer in the viewer's scope is kept, or null while they have not left; the caller has read the customer. */
export async function erasureOf(ctx: Ctx<StaffActor>, id: CustomerId): Promise<Erasure | null> {
  const [row] = await sqlOf(ctx.db)<Erasure[]>`
    select (c.ended_on + make_interval(years => s.retention_years))::date::text as "keptUntil",
      c.ended_on + make_interval(years => s.retention_years) <= ${ctx.businessDate}::date as "isOver", s.retention_years as years
    from customers c cross join bank_settings s where c.id = ${id} and c.ended_on is not null`;
  return row ?? null;
}

function placeOf(cursor: Cursor): Cursor & { at: string[] | null } {
  const at = decodeCursor(cursor.older ?? cursor.newer, 2);
  if (!at || !/^\d{4}-\d{2}-\d{2}$/.test(at[0] ?? "") || !isId(at[1])) return { at: null };
  return cursor.older ? { older: cursor.older, at } : { newer: cursor.newer as string, at };
}

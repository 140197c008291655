import type { Fragment } from "postgres";
import { sqlOf } from "@/db/client";
import type { ApprovalKind } from "../approvals/kinds";
import type { ApprovalStatus } from "../approvals/lock-approval";
import type { ApprovalId } from "../approvals/sealed-request";
import type { Ctx, StaffActor } from "../core/context";
import type { Currency } from "../core/currencies";
import { isId } from "../core/ids";
import { type Cursor, decodeCursor, PAGE_SIZE, type Page, pageOf } from "../core/paging";
import { approvables } from "./approvable";

export type OwnRequest = {
  id: ApprovalId;
  words: string;
  status: ApprovalStatus;
  customer: string | null;
  amountMinor: bigint | null;
  currency: Currency | null;
  at: string;
};

/** What a person asked a second one for and has not done with: released to them, returned, or waiting. The latest ten. */
export async function ownRequests(ctx: Ctx<StaffActor>): Promise<OwnRequest[]> {
  const rows = await sqlOf(ctx.db)<Stored[]>`
    ${requests(ctx)} and a.status in ('pending', 'returned', 'released') and a.due_at > bank_now()
    order by a.status <> 'released', a.status <> 'returned', a.id desc limit 10`;
  return rows.map(withWords);
}

/** One page of everything a person ever asked a second one for, newest first. */
export async function listOwnRequests(ctx: Ctx<StaffActor>, cursor: Cursor): Promise<Page<OwnRequest>> {
  const sql = sqlOf(ctx.db);
  const [older] = decodeCursor(cursor.older, 1) ?? [];
  const [newer] = older === undefined ? (decodeCursor(cursor.newer, 1) ?? []) : [];
  const place: Cursor = isId(older)
    ? { older: String(cursor.older) }
    : isId(newer)
      ? { newer: String(cursor.newer) }
      : {};
  const beyond = place.older
    ? sql`and a.id < ${String(older)}`
    : place.newer
      ? sql`and a.id > ${String(newer)}`
      : sql``;
  const rows = await sql<Stored[]>`
    ${requests(ctx)} ${beyond} order by a.id ${place.newer ? sql`asc` : sql`desc`} limit ${PAGE_SIZE + 1}`;
  return pageOf(rows.map(withWords), (row) => [row.id], place);
}

type Stored = Omit<OwnRequest, "words"> & { kind: ApprovalKind };

function requests(ctx: Ctx<StaffActor>): Fragment {
  return sqlOf(ctx.db)`
    select a.id, a.kind, case when a.status in ('pending', 'returned', 'released') and a.due_at <= bank_now() then 'expired'
        else a.status end as status, c.full_name as customer, a.amount_minor as "amountMinor", a.currency,
      to_char(a.created_at at time zone s.time_zone, 'YYYY-MM-DD HH24:MI') as at
    from approvals a left join customers c on c.id = a.customer_id cross join bank_settings s
    where a.maker_id = ${ctx.actor.userId}`;
}

const withWords = ({ kind, ...row }: Stored): OwnRequest => ({ ...row, words: approvables[kind].words });

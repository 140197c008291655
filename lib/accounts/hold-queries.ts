import type { Fragment } from "postgres";
import { sqlOf } from "@/db/client";
import type { Ctx } from "../core/context";
import type { Currency } from "../core/currencies";
import type { BusinessDate } from "../core/dates";
import { type AccountId, type EntryId, type HoldId, isId } from "../core/ids";
import { type Cursor, decodeCursor, PAGE_SIZE, type Page, pageOf } from "../core/paging";
import { authorize } from "../identity/authorize";
import type { HoldReason } from "./schema";
import { mayOpenAccount } from "./visibility";

export type HoldRow = {
  id: HoldId;
  accountId: AccountId;
  reference: string;
  amountMinor: bigint;
  currency: Currency;
  reason: HoldReason;
  note: string | null;
  placedBy: string;
  /** On the bank's clock: `2026-11-23 10:42`. */
  placedAt: string;
  /** The last day on which it holds; null until it is captured or released. */
  expiresOn: BusinessDate | null;
  /** A hold past its time holds nothing, also before the bank has tidied it. */
  status: "active" | "captured" | "released" | "expired";
  capturedMinor: bigint;
  entryId: EntryId | null;
  resolvedAt: string | null;
  resolvedBy: string | null;
};

/** What is held on an account now, newest first. */
export async function openHolds(ctx: Ctx, accountId: AccountId): Promise<HoldRow[]> {
  authorize(ctx.actor, "account.read");
  const sql = sqlOf(ctx.db);
  return sql<HoldRow[]>`
    ${holdsOf(ctx, accountId)} and r.hold_id is null and (h.expires_at is null or h.expires_at > bank_now()) order by h.id desc`;
}

/** Every hold there was on an account, newest first; one page. */
export async function listHolds(ctx: Ctx, accountId: AccountId, cursor: Cursor = {}): Promise<Page<HoldRow>> {
  authorize(ctx.actor, "account.read");
  const sql = sqlOf(ctx.db);
  const [older] = decodeCursor(cursor.older, 1) ?? [];
  const [newer] = isId(older) ? [] : (decodeCursor(cursor.newer, 1) ?? []);
  const rows = await sql<HoldRow[]>`
    ${holdsOf(ctx, accountId)} ${isId(older) ? sql`and h.id < ${older}` : isId(newer) ? sql`and h.id > ${newer}` : sql``}
    order by h.id ${isId(newer) ? sql`asc` : sql`desc`} limit ${PAGE_SIZE + 1}`;
  return pageOf(
    rows,
    (row) => [row.id],
    isId(older) ? { older: cursor.older as string } : isId(newer) ? { newer: cursor.newer as string } : {},
  );
}

/** One hold on an account, or null. */
export async function holdOn(ctx: Ctx, accountId: AccountId, id: string): Promise<HoldRow | null> {
  authorize(ctx.actor, "account.read");
  if (!isId(id)) return null;
  const [row] = await sqlOf(ctx.db)<HoldRow[]>`${holdsOf(ctx, accountId)} and h.id = ${id}`;
  return row ?? null;
}

function holdsOf(ctx: Ctx, accountId: AccountId): Fragment {
  const sql = sqlOf(ctx.db);
  const staff = ctx.actor.kind === "staff";
  return sql`
    select h.id, h.account_id as "accountId", h.reference, h.amount_minor as "amountMinor", h.currency, h.reason,
      ${staff ? sql`h.note` : sql`null`} as note, u.display_name as "placedBy",
      to_char(h.placed_at at time zone s.time_zone, 'YYYY-MM-DD HH24:MI') as "placedAt",
      to_char((h.expires_at - interval '1 microsecond') at time zone s.time_zone, 'YYYY-MM-DD') as "expiresOn",
      case when r.captured_minor > 0 then 'captured' when r.rest is not null then r.rest
        when h.expires_at <= bank_now() then 'expired' else 'active' end as status,
      coalesce(r.captured_minor, 0)::bigint as "capturedMinor", r.entry_id as "entryId",
      to_char(r.resolved_at at time zone s.time_zone, 'YYYY-MM-DD HH24:MI') as "resolvedAt", by.display_name as "resolvedBy"
    from holds h
      join accounts a on a.id = h.account_id
      join users u on u.id = h.placed_by
      cross join bank_settings s
      left join hold_resolutions r on r.hold_id = h.id
      left join users by on by.id = r.resolved_by
    where h.account_id = ${accountId} and ${mayOpenAccount(ctx)}`;
}

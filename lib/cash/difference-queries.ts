import type { Fragment } from "postgres";
import { sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "../core/context";
import type { Currency } from "../core/currencies";
import type { BusinessDate } from "../core/dates";
import { isId } from "../core/ids";
import { type Cursor, decodeCursor, PAGE_SIZE, type Page, pageOf } from "../core/paging";
import { authorize, branchScope } from "../identity/authorize";

export type CashDifference = {
  id: string;
  reference: string;
  kind: "over" | "short";
  place: string;
  branch: string;
  teller: string;
  day: BusinessDate;
  currency: Currency;
  minor: bigint;
  leftMinor: bigint;
  reason: string;
  agreedBy: string;
  /** The slip of the count that found it. */
  count: string;
};

/** What counts found over or short, newest first: all of it, or only what still waits to be cleared. */
export async function cashDifferences(
  ctx: Ctx<StaffActor>,
  filters: { branch?: string | undefined; open?: boolean },
  cursor: Cursor = {},
): Promise<Page<CashDifference>> {
  authorize(ctx.actor, "cash.read");
  const sql = sqlOf(ctx.db);
  const [id] = decodeCursor(cursor.older ?? cursor.newer, 1) ?? [];
  const place: Cursor = !isId(id) ? {} : cursor.older ? { older: cursor.older } : { newer: cursor.newer as string };
  const rows = await sql<CashDifference[]>`
    ${differences(ctx)}
    where ${inScope(ctx, filters.branch)} ${filters.open ? sql`and d.amount_minor > cleared.minor` : sql``}
      ${place.older ? sql`and d.id < ${id ?? ""}::uuid` : place.newer ? sql`and d.id > ${id ?? ""}::uuid` : sql``}
    order by d.id ${place.newer ? sql`asc` : sql`desc`} limit ${PAGE_SIZE + 1}`;
  return pageOf(rows, (row) => [row.id], place);
}

export type Clearing = {
  reference: string;
  kind: "customer" | "matched" | "bank";
  minor: bigint;
  day: BusinessDate;
  /** Whose account, in masked digits, or the other difference. */
  iban: string | null;
  other: string | null;
  reason: string;
  askedBy: string;
  agreedBy: string;
};

export type DifferencePage = CashDifference & {
  clearings: Clearing[];
  /** Differences of the other kind in the same branch and currency with something left. */
  matches: { id: string; reference: string; place: string; day: BusinessDate; leftMinor: bigint }[];
};

/** One difference with how it was cleared so far, and what it could be set off against; null outside the reader's scope. */
export async function cashDifference(ctx: Ctx<StaffActor>, id: string): Promise<DifferencePage | null> {
  authorize(ctx.actor, "cash.read");
  if (!isId(id)) return null;
  const sql = sqlOf(ctx.db);
  const [difference] = await sql<CashDifference[]>`${differences(ctx)} where d.id = ${id} and ${inScope(ctx)}`;
  if (!difference) return null;
  const [clearings, matches] = await Promise.all([
    sql<Clearing[]>`
      select c.reference, c.kind, c.amount_minor as minor, e.booking_date::text as day, a.iban,
        (select o.reference from cash_differences o where o.id in (c.difference_id, c.other_id) and o.id <> ${id}) as other,
        c.reason, asked.display_name as "askedBy", agreed.display_name as "agreedBy"
      from cash_clearings c
        join journal_entries e on e.id = c.id
        join users agreed on agreed.id = c.agreed_by
        join users asked on asked.id::text = e.actor_id
        left join accounts a on a.id = c.account_id
      where c.difference_id = ${id} or c.other_id = ${id}
      order by c.id`,
    sql<DifferencePage["matches"][number][]>`
      select d.id, d.reference, p.name as place, e.booking_date::text as day, d.amount_minor - cleared.minor as "leftMinor"
      ${from(ctx)}
      where d.kind <> ${difference.kind} and d.currency = ${difference.currency} and d.amount_minor > cleared.minor
        and p.branch_id = (
          select op.branch_id from cash_differences od join cash_counts oc on oc.id = od.count_id
            join cash_points op on op.id = oc.cash_point_id where od.id = ${id})
      order by d.id desc limit 50`,
  ]);
  return { ...difference, clearings: [...clearings], matches: [...matches] };
}

function differences(ctx: Ctx<StaffActor>): Fragment {
  return sqlOf(ctx.db)`
    select d.id, d.reference, d.kind, p.name as place, br.name as branch, teller.display_name as teller,
      e.booking_date::text as day, d.currency, d.amount_minor as minor, d.amount_minor - cleared.minor as "leftMinor",
      d.reason, agreed.display_name as "agreedBy", n.reference as count
    ${from(ctx)}`;
}

function from(ctx: Ctx<StaffActor>): Fragment {
  return sqlOf(ctx.db)`
    from cash_differences d
      join journal_entries e on e.id = d.id
      join cash_counts n on n.id = d.count_id
      left join till_sessions x on x.id = n.till_session_id
      join users teller on teller.id = coalesce(x.user_id, n.counted_by)
      join users agreed on agreed.id = d.agreed_by
      join cash_points p on p.id = n.cash_point_id
      join branches br on br.id = p.branch_id
      cross join lateral (
        select coalesce(sum(c.amount_minor), 0)::bigint as minor from cash_clearings c
        where c.difference_id = d.id or c.other_id = d.id) cleared`;
}

function inScope({ db, actor }: Ctx<StaffActor>, branch?: string): Fragment {
  const scope = branchScope(actor, "cash.read") ?? (isId(branch) ? branch : null);
  return scope ? sqlOf(db)`p.branch_id = ${scope}` : sqlOf(db)`true`;
}

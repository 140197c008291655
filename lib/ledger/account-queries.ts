import { sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "../core/context";
import type { Currency } from "../core/currencies";
import type { BusinessDate } from "../core/dates";
import { isId, type LedgerAccountId } from "../core/ids";
import { type Cursor, decodeCursor, PAGE_SIZE, type Page, pageOf } from "../core/paging";
import { authorize, branchScope } from "../identity/authorize";
import { accountPostings, type PostingRow, type Until } from "./account-postings";
import { movedBefore, waitingToBeSealed } from "./sealed-postings";

/** An account of the books; amounts are debit positive. */
export type LedgerAccountPage = {
  id: LedgerAccountId;
  code: string;
  name: string;
  kind: "gl" | "deposit" | "loan" | "till" | "vault";
  class: "asset" | "liability" | "equity" | "income" | "expense";
  normalSide: "debit" | "credit";
  currency: Currency;
  branch: string;
  isControl: boolean;
  guarded: boolean;
  control: { id: LedgerAccountId; code: string; name: string } | null;
  closedDay: BusinessDate | null;
  closedMinor: bigint;
  nowMinor: bigint;
};

/**
 * One account of the books within the actor's scope, or null, with its balance at the last close and now: from the
 * running balances where it or its members keep one, else from the last close, what is sealed since and what waits for it.
 */
export async function ledgerAccountPage(ctx: Ctx<StaffActor>, id: string): Promise<LedgerAccountPage | null> {
  authorize(ctx.actor, "ledger.read");
  if (!isId(id)) return null;
  const sql = sqlOf(ctx.db);
  const scope = branchScope(ctx.actor, "ledger.read");
  const [row] = await sql<(Omit<LedgerAccountPage, "closedMinor" | "nowMinor"> & { closed: string; since: string })[]>`
    with closed as (
      select max(day) as day from banking_days where status = 'closed'
    ), members as (
      select m.id, m.normal_side from ledger_accounts m where m.id = ${id} or m.control_account_id = ${id}
    ), since as (
      select ${movedBefore(sql, id, sql`'infinity'::date`)} + ${waitingToBeSealed(sql, id)} as minor
    ), final as (
      select coalesce((select closing from daily_balances where account_id = ${id} order by day desc limit 1), 0) as minor
    ), running as (
      select sum(case members.normal_side when 'debit' then b.balance else -b.balance end) as minor
      from members join account_balances b on b.account_id = members.id
    )
    select a.id, a.code, a.name, a.kind, a.class, a.normal_side as "normalSide", a.currency, br.name as branch,
      a.is_control as "isControl", a.guarded, (select day::text from closed) as "closedDay",
      case when c.id is not null then json_build_object('id', c.id, 'code', c.code, 'name', c.name) end as control,
      (select minor from final)::text as closed,
      (case when a.guarded or a.is_control then coalesce((select minor from running), 0) - (select minor from final)
        else (select minor from since) end)::text as since
    from ledger_accounts a
      join branches br on br.id = a.branch_id
      left join ledger_accounts c on c.id = a.control_account_id
    where a.id = ${id} ${scope ? sql`and a.branch_id = ${scope}` : sql``}`;
  if (!row) return null;
  const { closed, since, ...facts } = row;
  return { ...facts, closedMinor: BigInt(closed), nowMinor: BigInt(closed) + BigInt(since) };
}

export type MemberRow = { id: LedgerAccountId; code: string; name: string; balanceMinor: bigint };

/** One page of a control account's members; `asOf` is the day at whose end they are read, null for now. */
type Members = Page<MemberRow> & { asOf: BusinessDate | null };

/**
 * The accounts that a control account rolls up, in the order of their opening, debit positive; one page. Now they are
 * running balances; at the end of a day the last daily balances up to it and what was booked since.
 */
async function controlMembers(
  ctx: Ctx<StaffActor>,
  account: LedgerAccountPage,
  cursor: Cursor,
  until: Until | null,
): Promise<Members> {
  authorize(ctx.actor, "ledger.read");
  const sql = sqlOf(ctx.db);
  const [older] = decodeCursor(cursor.older, 1) ?? [];
  const [newer] = isId(older) ? [] : (decodeCursor(cursor.newer, 1) ?? []);
  const asOf = until?.instant === null ? until.day : null;
  const balance = asOf
    ? sql`coalesce(base.closing, 0) + coalesce((
        select sum(p.amount_minor) from postings p
        where p.account_id = a.id and p.booking_date > coalesce(base.day, '-infinity') and p.booking_date <= ${asOf}), 0)`
    : sql`case a.normal_side when 'debit' then b.balance else -b.balance end`;
  const base = asOf
    ? sql`left join lateral (
        select day, closing from daily_balances where account_id = a.id and day <= ${asOf} order by day desc limit 1
      ) base on true`
    : sql``;
  const rows = await sql<(Omit<MemberRow, "balanceMinor"> & { balance: string })[]>`
    select a.id, a.code, a.name, (${balance})::text as balance
    from ledger_accounts a join account_balances b on b.account_id = a.id ${base}
    where a.control_account_id = ${account.id}
      ${isId(older) ? sql`and a.id < ${older}` : isId(newer) ? sql`and a.id > ${newer}` : sql``}
    order by a.id ${isId(newer) ? sql`asc` : sql`desc`} limit ${PAGE_SIZE + 1}`;
  const page = pageOf(
    rows.map(({ balance: text, ...row }) => ({ ...row, balanceMinor: BigInt(text) })),
    (row) => [row.id],
    isId(older) ? { older: cursor.older as string } : isId(newer) ? { newer: cursor.newer as string } : {},
  );
  return { ...page, asOf };
}

/** An account of the books with one page of its postings, or, when it is a control account, of its members; or null. */
export async function ledgerAccountWithRows(
  ctx: Ctx<StaffActor>,
  id: string,
  cursor: Cursor,
  until: Until | null = null,
): Promise<{ account: LedgerAccountPage; postings: Page<PostingRow> | null; members: Members | null } | null> {
  const account = await ledgerAccountPage(ctx, id);
  if (!account) return null;
  return account.isControl
    ? { account, postings: null, members: await controlMembers(ctx, account, cursor, until) }
    : { account, postings: await accountPostings(ctx, account, cursor, until), members: null };
}

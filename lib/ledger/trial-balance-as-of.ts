import { sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "../core/context";
import type { Currency } from "../core/currencies";
import type { BusinessDate } from "../core/dates";
import { refusal } from "../core/errors";
import { type BranchId, isId } from "../core/ids";
import { authorize, branchScope } from "../identity/authorize";
import { type DayState, READ_AT, type TrialBalance, type TrialLine } from "./trial-balance";

/**
 * Every account of the chart in a currency as a banking day left it, or leaves it so far while it is not closed (the day's
 * status says which): its last closing by then and, after the last closed day, what was booked since. All of one snapshot,
 * so that debits equal credits. Refuses `as_of_future`, a day the bank has not opened yet.
 */
export async function trialBalanceAsOf(
  ctx: Ctx<StaffActor>,
  currency: Currency,
  day: BusinessDate,
  branch?: string,
): Promise<TrialBalance> {
  authorize(ctx.actor, "ledger.read");
  const sql = sqlOf(ctx.db);
  const scope = branchScope(ctx.actor, "ledger.read") ?? (isId(branch) ? (branch as BranchId) : null);
  const within = scope ? sql`and a.branch_id = ${scope}` : sql``;
  const rows = await sql<StoredLine[]>`
    with closed as (
      select coalesce(max(day), '-infinity') as day from banking_days where status = 'closed'
    ), booked as (
      select coalesce(a.control_account_id, a.id) as id, sum(p.amount_minor) as minor
      from postings p join ledger_accounts a on a.id = p.account_id
      where ${day}::date > (select day from closed) and p.booking_date > (select day from closed) and p.booking_date <= ${day}
        and a.currency = ${currency} ${within}
      group by 1
    )
    select a.id, a.code, a.name, a.class, a.is_control as "isControl", br.name as branch,
      (coalesce(d.closing, 0) + coalesce(s.minor, 0))::text as closed,
      0::bigint as "debitsMinor", 0::bigint as "creditsMinor", ${sql.unsafe(READ_AT)} as "readAt",
      exists (select from banking_days b where b.day >= ${day}) as opened,
      coalesce((select b.status from banking_days b where b.day = ${day}), 'closed') as status
    from ledger_accounts a
      join branches br on br.id = a.branch_id
      left join booked s on s.id = a.id
      left join lateral (
        select closing from daily_balances where account_id = a.id and day <= ${day} order by day desc limit 1
      ) d on true
    where a.kind = 'gl' and a.currency = ${currency} ${within}
    order by a.code, br.code`;
  if (rows[0]?.opened === false) throw refusal("as_of_future");
  return {
    closedDay: day,
    days: rows[0] ? [{ day, status: rows[0].status }] : [],
    readAt: rows[0]?.readAt ?? "",
    lines: rows.map(({ closed, opened: _, status: __, readAt: ___, ...line }) => ({
      ...line,
      closedMinor: BigInt(closed),
    })),
  };
}

type StoredLine = Omit<TrialLine, "closedMinor"> & {
  closed: string;
  opened: boolean;
  status: DayState["status"];
  readAt: string;
};

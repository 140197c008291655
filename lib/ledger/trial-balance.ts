import { sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "../core/context";
import type { Currency } from "../core/currencies";
import { type BusinessDate, formatDate } from "../core/dates";
import { type BranchId, isId, type LedgerAccountId } from "../core/ids";
import { authorize, branchScope } from "../identity/authorize";

export type AccountClass = "asset" | "liability" | "equity" | "income" | "expense";

/** An account of the chart in one branch; amounts are debit positive, in minor units of the trial balance's currency. */
export type TrialLine = {
  id: LedgerAccountId;
  code: string;
  name: string;
  class: AccountClass;
  isControl: boolean;
  branch: string;
  /** At the close of the last closed day. */
  closedMinor: bigint;
  /** Booked since then. */
  debitsMinor: bigint;
  creditsMinor: bigint;
  /** How many accounts a control account rolls up. */
  members: bigint;
};

export type DayState = { day: BusinessDate; status: "open" | "closing" | "closed" };

export type TrialBalance = {
  /** The day whose balances the lines begin with. */
  closedDay: BusinessDate | null;
  /** That day and those whose bookings are added to it: only what a closed one left stays as it is. */
  days: readonly DayState[];
  /** When it was read, in the bank's local time. */
  readAt: string;
  lines: TrialLine[];
};

const told = {
  open: "still open",
  closing: "closing, its end of day still books on it",
  closed: "closed and final",
} as const satisfies Record<DayState["status"], string>;

const dayInWords = ({ day, status }: DayState): string => `${formatDate(day)} (${told[status]})`;

/** What a trial balance is of, in words: its day, or the last closed one and those since, each with whether it can still change. */
export function trialBalanceTitle({ closedDay, days }: Pick<TrialBalance, "closedDay" | "days">): string {
  const [first = "", ...since] = days.map(dayInWords);
  if (!closedDay) return `No day is closed yet: everything booked so far, on ${[first, ...since].join(" and ")}`;
  if (since.length === 0) return `Trial balance as of ${first}`;
  return `Trial balance as of the close of ${formatDate(closedDay)}, and what was booked since, on ${since.join(" and ")}`;
}

/** SQL for the moment of reading in the bank's local time. */
export const READ_AT = `(select to_char(bank_now() at time zone time_zone, 'YYYY-MM-DD HH24:MI') from bank_settings)`;

/**
 * Every account of the chart in a currency, for the actor's branch, a chosen one or all: what the last closed day left,
 * and what was booked since. A control account is the sum of its members' running balances; in it what was booked
 * since is taken back. All of one snapshot, so that debits equal credits whenever it is read.
 */
export async function trialBalance(ctx: Ctx<StaffActor>, currency: Currency, branch?: string): Promise<TrialBalance> {
  authorize(ctx.actor, "ledger.read");
  const sql = sqlOf(ctx.db);
  const scope = branchScope(ctx.actor, "ledger.read") ?? (isId(branch) ? (branch as BranchId) : null);
  const within = scope ? sql`and a.branch_id = ${scope}` : sql``;
  const rows = await sql<StoredLine[]>`
    with closed as (
      select max(day) as day from banking_days where status = 'closed'
    ), days as (
      select json_agg(json_build_object('day', day, 'status', status) order by day) as days from banking_days
      where day >= coalesce((select day from closed), '-infinity')
    ), since as (
      select coalesce(a.control_account_id, a.id) as id,
        coalesce(sum(p.amount_minor) filter (where p.amount_minor > 0), 0) as debits,
        coalesce(-sum(p.amount_minor) filter (where p.amount_minor < 0), 0) as credits
      from postings p join ledger_accounts a on a.id = p.account_id
      where p.booking_date > coalesce((select day from closed), '-infinity') and a.currency = ${currency} ${within}
      group by 1
    ), members as (
      select a.control_account_id as id, sum(case a.normal_side when 'debit' then b.balance else -b.balance end) as minor, count(*) as n
      from account_balances b join ledger_accounts a on a.id = b.account_id
      where a.currency = ${currency} ${within} group by 1
    )
    select a.id, a.code, a.name, a.class, a.is_control as "isControl", br.name as branch, (select day::text from closed) as "closedDay", (select days from days) as days, ${sql.unsafe(READ_AT)} as "readAt",
      (case when a.is_control then coalesce(m.minor, 0) - coalesce(s.debits - s.credits, 0) else coalesce(d.closing, 0) end)::text as closed,
      coalesce(m.n, 0) as members, coalesce(s.debits, 0)::text as debits, coalesce(s.credits, 0)::text as credits
    from ledger_accounts a
      join branches br on br.id = a.branch_id
      left join since s on s.id = a.id
      left join members m on m.id = a.id
      left join lateral (
        select closing from daily_balances where account_id = a.id and not a.is_control order by day desc limit 1) d on true
    where a.kind = 'gl' and a.currency = ${currency} ${within}
    order by a.code, br.code`;
  const [{ closedDay = null, days = [], readAt = "" } = {}] = rows;
  return { closedDay, days, readAt, lines: rows.map(lineOf) };
}

type StoredLine = Omit<TrialLine, "closedMinor" | "debitsMinor" | "creditsMinor"> & {
  closedDay: BusinessDate | null;
  days: DayState[];
  readAt: string;
  closed: string;
  debits: string;
  credits: string;
};

function lineOf({ closedDay: _, days: __, readAt: ___, closed, debits, credits, ...line }: StoredLine): TrialLine {
  return { ...line, closedMinor: BigInt(closed), debitsMinor: BigInt(debits), creditsMinor: BigInt(credits) };
}

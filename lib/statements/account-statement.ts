import { sqlOf } from "@/db/client";
import { type AccountPage, accountPage } from "../accounts/queries";
import { type StatementRow, statementPage } from "../accounts/statement";
import { readAsActor } from "../command/read-as-actor";
import type { Ctx } from "../core/context";
import { addDays, addMonths, type BusinessDate, dateOf, daysInMonth, partsOf } from "../core/dates";
import { type BankError, isBankError, refusal } from "../core/errors";
import { readDate } from "../core/read-date";
import { authorize } from "../identity/authorize";
import { balanceAtClose } from "../ledger/as-of";

export type Period = { from: BusinessDate; to: BusinessDate };

/** What an account's statement over a period comes to, from the ledger itself. */
export type StatementTotals = {
  openingMinor: bigint;
  closingMinor: bigint;
  paidInMinor: bigint;
  paidOutMinor: bigint;
  movements: number;
  /** Whether every day of the period is closed, so that nothing more is booked on it. */
  final: boolean;
};

/** A statement as it is printed: every movement of its period, the oldest first. */
export type AccountStatement = StatementTotals & {
  account: AccountPage;
  period: Period;
  bank: { name: string; bic: string };
  rows: StatementRow[];
};

/** So many movements fit one printed statement; a longer period is printed in parts. */
export const MOST_ROWS = 5_000;

/** The last full calendar month: what is asked for at a counter. */
export function lastMonth(on: BusinessDate): Period {
  const { year, month } = partsOf(addMonths(on, -1, 1));
  return { from: dateOf(year, month, 1), to: dateOf(year, month, daysInMonth(year, month)) };
}

/** The period of a URL: the last full month where none is named, and to today or from the first of the month where half of one is. Refuses what is no date, ends before it begins, or is still to come. */
export function readPeriod(
  typed: { from?: string | undefined; to?: string | undefined },
  today: BusinessDate,
): { period: Period; fault: BankError | null } {
  const otherwise = lastMonth(today);
  try {
    const begins = typed.from ? readDate(typed.from, "the from date") : null;
    const to = typed.to ? readDate(typed.to, "the to date") : begins ? today : otherwise.to;
    const from = begins ?? dateOf(partsOf(to).year, partsOf(to).month, 1);
    if (from > to) throw refusal("period_order", undefined, "from");
    if (to > today) throw refusal("statement_ahead", undefined, "to");
    return { period: { from, to }, fault: null };
  } catch (error) {
    if (!isBankError(error)) throw error;
    return { period: otherwise, fault: error };
  }
}

/** The months of an account that statements are offered for, the newest first and so far: at most two years of them. */
export function statementMonths(openedOn: BusinessDate | null, today: BusinessDate): Period[] {
  const { year, month } = partsOf(today);
  const months: Period[] = [{ from: dateOf(year, month, 1), to: today }];
  for (let on = today; months.length < 24; ) {
    const period = lastMonth(on);
    if (!openedOn || period.to < openedOn) break;
    months.push(period);
    on = period.from;
  }
  return months;
}

/** Names a statement after its month, or after its days where it is no whole month. */
export function statementNumber({ from, to }: Period): string {
  const { year, month, day } = partsOf(from);
  return day === 1 && to === dateOf(year, month, daysInMonth(year, month)) ? from.slice(0, 7) : `${from}/${to}`;
}

/** Which of these periods have more movements of an account than one print takes; the caller may open the account. */
export async function tooLongToPrint(
  ctx: Ctx,
  id: string,
  periods: readonly Period[],
  most = MOST_ROWS,
): Promise<boolean[]> {
  const found = await sqlOf(ctx.db)<{ long: boolean }[]>`
    select exists (
      select from postings where account_id = ${id} and booking_date between p.from_day and p.to_day
      offset ${most}
    ) as long
    from unnest(${periods.map(({ from }) => from)}::date[], ${periods.map(({ to }) => to)}::date[])
      with ordinality as p (from_day, to_day, place)
    order by place`;
  return found.map(({ long }) => long);
}

/** The control totals of a statement; the caller may open the account. */
export async function statementTotals(ctx: Ctx, account: AccountPage, { from, to }: Period): Promise<StatementTotals> {
  // Asked first: what is final then has all of its movements.
  const { final } = await balanceAtClose(ctx.db, account.id, to);
  const [opening, [moved]] = await Promise.all([
    balanceAtClose(ctx.db, account.id, addDays(from, -1)),
    sqlOf(ctx.db)<{ paidIn: string; paidOut: string; movements: number }[]>`
      select coalesce(sum(-amount_minor) filter (where amount_minor < 0), 0)::text as "paidIn",
        coalesce(sum(amount_minor) filter (where amount_minor > 0), 0)::text as "paidOut", count(*)::int as movements
      from postings where account_id = ${account.id} and booking_date between ${from} and ${to}`,
  ]);
  const { paidIn = "0", paidOut = "0", movements = 0 } = moved ?? {};
  const sums = { openingMinor: opening.minor, paidInMinor: BigInt(paidIn), paidOutMinor: BigInt(paidOut) };
  return { ...sums, closingMinor: closingOf(sums), movements, final };
}

/** The closing balance follows from the others, so that they tie whatever is booked meanwhile. */
function closingOf(sums: Pick<StatementTotals, "openingMinor" | "paidInMinor" | "paidOutMinor">): bigint {
  return sums.openingMinor + sums.paidInMinor - sums.paidOutMinor;
}

/**
 * The statement of an account over a period, from the query that its page shows. Refuses `account_not_found`, and
 * `statement_long` where it has more movements than one print takes.
 */
export async function accountStatement(ctx: Ctx, id: string, period: Period): Promise<AccountStatement> {
  authorize(ctx.actor, "movement.read");
  const account = await readAsActor(ctx, (own) => accountPage(own, id));
  if (!account) throw refusal("account_not_found");
  const { final } = await balanceAtClose(ctx.db, account.id, period.to);
  const [page, [bank], opening] = await Promise.all([
    readAsActor(ctx, (own) => statementPage(own, account.id, period, {}, MOST_ROWS)),
    sqlOf(ctx.db)<{ name: string; bic: string }[]>`select name, bic from bank_settings`,
    balanceAtClose(ctx.db, account.id, addDays(period.from, -1)),
  ]);
  if (!bank) throw new Error("The bank has no settings");
  if (page.older) throw refusal("statement_long");
  const rows = page.rows.toReversed();
  // The totals follow from the rows.
  const openingMinor = rows[0] ? (rows[0].balanceMinor ?? 0n) - rows[0].changeMinor : opening.minor;
  const [paidInMinor, paidOutMinor] = rows.reduce(
    ([paidIn, paidOut], { changeMinor }) =>
      changeMinor > 0n ? [paidIn + changeMinor, paidOut] : [paidIn, paidOut - changeMinor],
    [0n, 0n],
  );
  const sums = { openingMinor, paidInMinor, paidOutMinor };
  return { account, period, bank, ...sums, closingMinor: closingOf(sums), movements: rows.length, final, rows };
}

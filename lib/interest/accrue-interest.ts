import { type Database, sqlOf } from "@/db/client";
import { lockEndOfDay } from "../calendar/day-lock";
import { stepDone, stepIsDone } from "../calendar/day-step";
import { begin, retried } from "../command/transact";
import type { Actor, Ctx, TxCtx } from "../core/context";
import type { BusinessDate } from "../core/dates";
import { refusal } from "../core/errors";
import type { AccountId, Id } from "../core/ids";
import { authorize } from "../identity/authorize";
import { bookInterest } from "./book-interest";
import { nightInterest } from "./night-interest";
import { periodOf } from "./periods";
import { earningVersions, readInterestTerms } from "./read-terms";
import { reviseNights } from "./revise-nights";
import { versionOn } from "./version-on";
import { type NightRow, writeNights } from "./write-nights";

/** Accounts in one transaction. */
const BATCH = 5_000;

/**
 * Works out what every account earned or cost in the night that begins with the closing day, by its balance by value,
 * and books the sums. What was settled today because an account is to be closed ends with the day before. Earlier nights are worked out again where the day booked something with an earlier value date. A
 * repeat goes on where the last one stopped, and a night is kept once. Refuses `stale` when another day is closing.
 */
export async function accrueInterest(ctx: Ctx<Actor, Database>, day: BusinessDate): Promise<void> {
  authorize(ctx.actor, "day.close");
  for (let after: AccountId | null | "done" = null; after !== "done"; ) {
    const last: AccountId | null = after;
    after = await retried(() => begin(ctx.db, ctx, (inside) => accrueSome(inside, day, last), "closing"));
  }
}

async function accrueSome(ctx: TxCtx, day: BusinessDate, after: AccountId | null): Promise<AccountId | "done"> {
  await lockEndOfDay(ctx.db);
  if (ctx.businessDate !== day) throw refusal("stale");
  if (await stepIsDone(ctx, "deposit_accruals")) return "done";
  if (!after) await reviseNights(ctx);
  const termsOf = await readInterestTerms(ctx.db);
  const accounts = await balancesOf(ctx, earningVersions(), after);
  const night = ctx.businessDate;
  const rows = accounts.flatMap(({ accountId, versionId, balanceMinor }): NightRow[] => {
    const terms = termsOf(versionId);
    const earned = nightInterest(terms, balanceMinor, night, periodOf(night, terms.period));
    if (!earned) return [];
    return [
      { accountId, night, kind: earned.kind, versionId, balanceMinor, amount: earned.exact, change: earned.exact },
    ];
  });
  await writeNights(ctx.db, night, rows);
  const last = accounts.at(-1);
  if (last && accounts.length === BATCH) return last.accountId;
  await bookInterest(ctx, "accrual");
  await stepDone(ctx, "deposit_accruals", await nightsOf(ctx));
  return "done";
}

type Balance = { accountId: AccountId; versionId: Id<"productVersion">; balanceMinor: bigint };

/**
 * Balances by value at the end of the closing day: the last final closing and what the day booked, less what counts only
 * from a later day, and with what earlier capitalisations would have brought more by what became known since.
 */
function balancesOf(ctx: TxCtx, versions: readonly string[], after: AccountId | null): Promise<readonly Balance[]> {
  const sql = sqlOf(ctx.db);
  const day = ctx.businessDate;
  return sql<Balance[]>`
    select x.* from (
      select a.id as "accountId", version.id as "versionId",
        (coalesce(future.minor, 0) - coalesce(before.closing, 0) - coalesce(m.minor, 0) + coalesce(round(later.exact), 0))::bigint as "balanceMinor"
      from accounts a
        cross join lateral (select ${versionOn(sql, sql`${day}`)} as id) version
        left join lateral (
          select sum(p.amount_minor) as minor from postings p
          where p.account_id = a.id and p.booking_date = ${day} and p.seq is not null and p.value_date <= ${day}) m on true
        left join lateral (
          select d.closing from daily_balances d where d.account_id = a.id and d.day < ${day} order by d.day desc limit 1) before on true
        left join lateral (
          select sum(v.moved) as minor from value_movements v where v.account_id = a.id and v.value_day > ${day}) future on true
        left join lateral (
          select sum(case r.kind when 'deposit' then r.change else -r.change end) as exact
          from (select max(s.day) as day from interest_settlements s where s.account_id = a.id) last
            join interest_accruals r on r.account_id = a.id and r.known_on > r.night and r.known_on > last.day and r.night <= last.day
        ) later on true
      where a.status = 'active' and not exists (select from interest_settlements s
          where s.account_id = a.id and s.day = ${day} and s.reason = 'closing')
        and version.id = any(${[...versions]}::uuid[]) ${after ? sql`and a.id > ${after}` : sql``}
      order by a.id limit ${BATCH}
    ) x order by 1`;
}

async function nightsOf(ctx: TxCtx): Promise<number> {
  const [row] = await sqlOf(ctx.db)<{ nights: number }[]>`
    select count(*)::int as nights from interest_accruals where known_on = ${ctx.businessDate}`;
  return row?.nights ?? 0;
}

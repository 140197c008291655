import { type Database, sqlOf } from "@/db/client";
import { accountIn, type LockedAccounts, lockAccounts } from "../accounts/load-accounts";
import { recordMany } from "../audit/record";
import { lockEndOfDay } from "../calendar/day-lock";
import { stepDone, stepIsDone } from "../calendar/day-step";
import { begin, retried } from "../command/transact";
import type { Actor, Ctx, TxCtx } from "../core/context";
import type { BusinessDate } from "../core/dates";
import { isBankError, refusal } from "../core/errors";
import type { AccountId } from "../core/ids";
import { authorize } from "../identity/authorize";
import { bankMayTake } from "../ledger/blocked";
import { postEntries } from "../ledger/post-entries";
import { type InterestPeriod, interestPeriods } from "../products/schema";
import { bookInterest } from "./book-interest";
import { endsPeriod } from "./periods";
import { type Settlement, settleInterest, writeSettlements } from "./settle-interest";
import { type Unsettled, unsettledOf } from "./unsettled";
import { versionOn } from "./version-on";

/** Accounts in one transaction: few enough that no teller waits for long. */
const BATCH = 200;

/**
 * Brings interest to every account whose period ends with the closing day, and charges what customers owe. A repeat goes
 * on where the last one stopped: an account is settled once a day. What cannot be taken, because the account is frozen
 * or wholly blocked or a negative rate finds too little on it, waits for the next period. Refuses `stale` when another
 * day is closing.
 */
export async function capitaliseInterest(ctx: Ctx<Actor, Database>, day: BusinessDate): Promise<void> {
  authorize(ctx.actor, "day.close");
  const periods = (Object.keys(interestPeriods) as InterestPeriod[]).filter((period) => endsPeriod(day, period));
  if (periods.length === 0) return;
  for (let after: AccountId | null | "done" = null; after !== "done"; ) {
    const last: AccountId | null = after;
    after = await retried(() =>
      begin(ctx.db, ctx, (inside) => capitaliseSome(inside, { day, periods }, last), "closing"),
    );
  }
}

async function capitaliseSome(
  ctx: TxCtx,
  { day, periods }: { day: BusinessDate; periods: readonly InterestPeriod[] },
  after: AccountId | null,
): Promise<AccountId | "done"> {
  await lockEndOfDay(ctx.db);
  if (ctx.businessDate !== day) throw refusal("stale");
  if (await stepIsDone(ctx, "capitalisation")) return "done";
  const ids = await accountsWith(ctx, periods, after);
  if (ids.length > 0) await settleSome(ctx, ids);
  const last = ids.at(-1);
  if (last && ids.length === BATCH) return last;
  await bookInterest(ctx, "capitalisation");
  const [done] = await sqlOf(ctx.db)<{ n: number }[]>`
    select count(*)::int as n from interest_settlements where day = ${ctx.businessDate} and reason = 'period' and minor <> 0`;
  await stepDone(ctx, "capitalisation", done?.n ?? 0);
  return "done";
}

/** Accounts of these periods, on the terms of the day, that bear interest at all. */
async function accountsWith(
  ctx: TxCtx,
  periods: readonly InterestPeriod[],
  after: AccountId | null,
): Promise<AccountId[]> {
  const sql = sqlOf(ctx.db);
  const rows = await sql<{ id: AccountId }[]>`
    select a.id from accounts a join product_versions v on v.id = ${versionOn(sql, sql`${ctx.businessDate}`)}
    where a.status = 'active' and a.kind <> 'term_deposit' and v.interest_period = any(${[...periods]}::text[]) ${after ? sql`and a.id > ${after}` : sql``}
      and exists (select from interest_accruals r where r.account_id = a.id)
    order by a.id limit ${BATCH}`;
  return rows.map(({ id }) => id);
}

async function settleSome(ctx: TxCtx, ids: readonly AccountId[]): Promise<void> {
  const accounts = await lockAccounts(ctx.db, { ids });
  const settled = (await unsettledOf(ctx.db, ids, ctx.businessDate)).flatMap((one) => settledIn(ctx, accounts, one));
  await postEntries(
    ctx.db,
    settled.flatMap(({ entry }) => (entry ? [{ ctx, entry }] : [])),
  );
  await writeSettlements(ctx.db, settled);
  await recordMany(
    ctx.db,
    settled.filter(({ entry }) => entry !== null).map(({ audit }) => ({ ctx, draft: audit })),
  );
}

function settledIn(ctx: TxCtx, accounts: LockedAccounts, unsettled: Unsettled): Settlement[] {
  const account = accountIn(accounts, { id: unsettled.accountId });
  const takes = unsettled.kind === "deposit" ? unsettled.exact < 0n : unsettled.exact > 0n;
  if (takes && !bankMayTake(account)) return [];
  try {
    return [settleInterest(accounts.book, account, unsettled, { day: ctx.businessDate, reason: "period" })];
  } catch (error) {
    if (isBankError(error) && error.reason === "insufficient_funds") return [];
    throw error;
  }
}

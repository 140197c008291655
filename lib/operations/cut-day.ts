import { ADVISORY } from "@/db/advisory-locks";
import { type Database, sqlOf, type Transaction } from "@/db/client";
import { markUnused } from "../accounts/mark-unused";
import { expireRequests } from "../approvals/expire-requests";
import { record, recordRefusal } from "../audit/record";
import { sqlStateOf } from "../command/sql-state";
import { begin } from "../command/transact";
import type { Actor, Ctx } from "../core/context";
import { addDays, type BusinessDate } from "../core/dates";
import { BankError, refusal } from "../core/errors";
import { lapseJudgements } from "../customers/lapse-judgements";
import { authorize } from "../identity/authorize";
import { forgetPaymentUses } from "../payments/forget-payment-uses";
import { forgetTypedPayments } from "../payments/forget-typed-payments";
import { comeOfAge } from "./come-of-age";
import { disableInactive } from "./disable-inactive";
import { expireHolds } from "./expire-holds";
import { expireRoles } from "./expire-roles";
import { lapseOverdrafts } from "./lapse-overdrafts";

/** How often the cut asks for the lock before it gives way; each try waits 100 ms at most, so that no teller queues behind it. */
const TRIES = 50;

/**
 * Cuts the day: D becomes closing and takes only end-of-day templates, D+1 opens and work goes on there.
 * Holds, overdraft limits, judgements of risk, roles and the right of guardians that ran out are tidied at the start of D+1, and accounts and sign-ins that nobody uses are found.
 * Refuses `day_still_closing` while the day before is not closed, `tills_open` while a till is, `stale` when `expected` is not the open day.
 */
export async function cutDay(ctx: Ctx<Actor, Database>, expected: BusinessDate): Promise<Cut> {
  const done = await cutWhenQuiet(ctx, expected);
  await expireHolds(ctx);
  await lapseOverdrafts(ctx);
  await comeOfAge(ctx);
  await markUnused(ctx);
  await expireRequests(ctx);
  await forgetPaymentUses(ctx);
  await forgetTypedPayments(ctx);
  await lapseJudgements(ctx);
  await expireRoles(ctx);
  await disableInactive(ctx);
  return done;
}

type Cut = { cut: BusinessDate; open: BusinessDate };

async function cutWhenQuiet(ctx: Ctx<Actor, Database>, expected: BusinessDate): Promise<Cut> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ctx.db.transaction((tx) => cut(ctx, tx, expected));
    } catch (error) {
      if (error instanceof BankError) await begin(ctx.db, ctx, (inside) => recordRefusal(inside, "day.cut", error));
      if (sqlStateOf(error) !== "55P03") throw error;
      if (attempt === TRIES) throw refusal("day_busy");
      await new Promise((done) => setTimeout(done, 20 + 30 * Math.random()));
    }
  }
}

async function cut(ctx: Ctx<Actor, Database>, tx: Transaction, expected: BusinessDate): Promise<Cut> {
  const sql = sqlOf(tx);
  if (ctx.clock) await sql`select set_config('app.clock', ${ctx.clock}, true)`;
  await sql`select set_config('lock_timeout', '100ms', true)`;
  await sql`select pg_advisory_xact_lock(${ADVISORY.openDay})`;
  const days = await sql<{ day: BusinessDate; status: string; tills: number }[]>`
    select day::text as day, status, (select count(*)::int from till_sessions where status <> 'closed') as tills
    from banking_days where status in ('open', 'closing')`;
  const open = days.find((day) => day.status === "open");
  const closing = days.find((day) => day.status === "closing");
  if (!open) throw new Error("The bank has no open day");
  const businessDate = open.day;
  authorize(ctx.actor, "day.cut");
  if (closing) throw refusal("day_still_closing", { date: closing.day });
  if (businessDate !== expected) throw refusal("stale");
  if (open.tills > 0) throw refusal("tills_open", { count: open.tills });
  const next = addDays(businessDate, 1);
  await sql`update banking_days set status = 'closing', cut_at = bank_now() where day = ${businessDate}`;
  await sql`insert into banking_days (day) values (${next})`;
  await sql`insert into day_steps (day, step, status, ended_at) values (${businessDate}, 'cut', 'done', bank_now())`;
  await record(
    { ...ctx, db: tx, businessDate },
    { act: "day.cut", subjectKind: "banking_day", subjectId: businessDate },
  );
  return { cut: businessDate, open: next };
}

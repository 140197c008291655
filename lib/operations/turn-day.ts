import { ADVISORY } from "@/db/advisory-locks";
import { type Database, sqlOf, type Transaction } from "@/db/client";
import { record, recordRefusal } from "../audit/record";
import { sqlStateOf } from "../command/sql-state";
import { begin } from "../command/transact";
import type { Actor, Ctx } from "../core/context";
import { addDays, type BusinessDate } from "../core/dates";
import { BankError, refusal } from "../core/errors";
import { authorize } from "../identity/authorize";
import { lapseWithCut } from "./lapse-overdrafts";

/** How often the cut asks for the lock before it gives way; each try waits 100 ms at most, so that no teller queues behind it. */
const TRIES = 50;

export type Cut = { cut: BusinessDate; open: BusinessDate };

/**
 * Turns the day in one short transaction: D becomes closing and takes only end-of-day templates, D+1 opens and work goes
 * on there; overdraft limits whose last day D was end with it. Refuses `day_still_closing` while the day before is not
 * closed, `tills_open` while a till is, `stale` when `expected` is not the open day.
 */
export async function turnDay(ctx: Ctx<Actor, Database>, expected: BusinessDate): Promise<Cut> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ctx.db.transaction((tx) => turn(ctx, tx, expected));
    } catch (error) {
      if (error instanceof BankError) await begin(ctx.db, ctx, (inside) => recordRefusal(inside, "day.cut", error));
      if (sqlStateOf(error) !== "55P03") throw error;
      if (attempt === TRIES) throw refusal("day_busy");
      await new Promise((done) => setTimeout(done, 20 + 30 * Math.random()));
    }
  }
}

async function turn(ctx: Ctx<Actor, Database>, tx: Transaction, expected: BusinessDate): Promise<Cut> {
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
  await lapseWithCut({ ...ctx, db: tx, businessDate: next });
  await record(
    { ...ctx, db: tx, businessDate },
    { act: "day.cut", subjectKind: "banking_day", subjectId: businessDate },
  );
  return { cut: businessDate, open: next };
}

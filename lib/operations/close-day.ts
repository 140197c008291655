import { ADVISORY } from "@/db/advisory-locks";
import { type Database, sqlOf } from "@/db/client";
import { record, recordRefusal } from "../audit/record";
import { stepDone, stepIsDone } from "../calendar/day-step";
import { begin } from "../command/transact";
import type { Actor, Ctx, TxCtx } from "../core/context";
import type { BusinessDate } from "../core/dates";
import { BankError, refusal } from "../core/errors";
import { revaluePositions } from "../exchange/revalue-positions";
import { authorize } from "../identity/authorize";
import { accrueInterest } from "../interest/accrue-interest";
import { capitaliseInterest } from "../interest/capitalise-interest";
import { matureDeposits } from "../interest/mature-deposits";
import { writeDailyBalances } from "../ledger/daily-balances";
import { firstFailure, runProofs } from "./proofs";
import { tidyDay } from "./tidy-day";

type ClosingStep = { step: "revaluation" | "daily_balances" | "proofs"; run: (ctx: TxCtx) => Promise<number> };

/** What closing does in one transaction after the booking steps of end of day, in this order (domain: The day, 6 and 8–10). */
const closingSteps: readonly ClosingStep[] = [
  { step: "revaluation", run: revaluePositions },
  { step: "daily_balances", run: (ctx) => writeDailyBalances(ctx.db, ctx.businessDate) },
  { step: "proofs", run: proveDay },
];

/**
 * Closes the day that was cut: what ran out with it, where the cut could not tidy it; interest of the night and, at the end of a period, its capitalisation, each kept as it is
 * done, so that a repeat goes on from there; then currency positions at its mid rates, daily balances, proofs and the
 * change to closed in one transaction, so that no posting falls into a day that was proved. Term
 * deposits that have matured by the open day are paid out or renewed after it. Refuses `day_not_closing`, and `proof_failed`, which leaves the day closing.
 */
export async function closeDay(ctx: Ctx<Actor, Database>, expected: BusinessDate): Promise<{ closed: BusinessDate }> {
  try {
    await assertClosing(ctx, expected);
    if (!(await stepIsDone({ ...ctx, businessDate: expected }, "expiries"))) await tidyDay(ctx, expected);
    await accrueInterest(ctx, expected);
    await capitaliseInterest(ctx, expected);
    const closed = await ctx.db.transaction(async (tx) => {
      const sql = sqlOf(tx);
      if (ctx.clock) await sql`select set_config('app.clock', ${ctx.clock}, true)`;
      await sql`select pg_advisory_xact_lock(${ADVISORY.closingDay})`;
      const [row] = await sql<
        { day: BusinessDate }[]
      >`select day::text as day from banking_days where status = 'closing'`;
      authorize(ctx.actor, "day.close");
      if (!row) throw refusal("day_not_closing");
      if (row.day !== expected) throw refusal("stale");
      const inside: TxCtx = { ...ctx, db: tx, businessDate: row.day, closing: true };
      if (!(await stepIsDone(inside, "capitalisation"))) await stepDone(inside, "capitalisation", 0);
      for (const { step, run } of closingSteps) {
        const items = await run(inside);
        await stepDone(inside, step, items);
      }
      // A clock that was set back says less than the last entry does.
      await sql`
        update banking_days d set status = 'closed', closed_at = greatest(bank_now(),
          (select max(e.booked_at) from journal_entries e where e.booking_date = d.day)) where d.day = ${row.day}`;
      await stepDone(inside, "close", 1);
      await record(inside, { act: "day.closed", subjectKind: "banking_day", subjectId: row.day });
      return { closed: row.day };
    });
    await matureDeposits(ctx);
    return closed;
  } catch (error) {
    if (error instanceof BankError) await noteFailure(ctx, expected, error);
    throw error;
  }
}

/** Before anything of the day is booked: it is the one that is closing, and this person closes days. */
async function assertClosing(ctx: Ctx<Actor, Database>, expected: BusinessDate): Promise<void> {
  authorize(ctx.actor, "day.close");
  const [row] = await sqlOf(ctx.db)<{ day: BusinessDate }[]>`
    select day::text as day from banking_days where status = 'closing'`;
  if (!row) throw refusal("day_not_closing");
  if (row.day !== expected) throw refusal("stale");
}

async function proveDay(ctx: TxCtx): Promise<number> {
  const proofs = await runProofs(ctx.db, ctx.businessDate);
  const failed = firstFailure(proofs);
  if (failed) throw refusal("proof_failed", { proof: failed });
  return proofs.length;
}

/** The close rolled back: what stopped it stays on the day's page and in the activity log. */
async function noteFailure(ctx: Ctx<Actor, Database>, day: BusinessDate, error: BankError): Promise<void> {
  await begin(ctx.db, ctx, async (inside) => {
    if (error.reason === "proof_failed") {
      await sqlOf(inside.db)`
        insert into day_steps (day, step, status, detail, ended_at) values (${day}, 'proofs', 'failed', ${error.sentence}, bank_now())
        on conflict (day, step) do update set status = 'failed', detail = excluded.detail, ended_at = excluded.ended_at`;
    }
    await recordRefusal(inside, "day.close", error);
  });
}

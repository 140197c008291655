import { ADVISORY } from "@/db/advisory-locks";
import type { Transaction } from "@/db/client";
import { sqlOf } from "@/db/client";
import type { Ctx } from "../core/context";
import type { BusinessDate } from "../core/dates";
import { refusal } from "../core/errors";

/** One booking step of end of day at a time: whoever comes second finds it done. */
export async function lockEndOfDay(tx: Transaction): Promise<void> {
  await sqlOf(tx)`select pg_advisory_xact_lock(${ADVISORY.endOfDay})`;
}

/**
 * Takes the shared lock of the day and then, in the next statement, reads the banking date: in the same statement it
 * could still be the old one. End-of-day work takes the closing day in place of the open one. A transaction whose statements
 * find their rows by key, whatever their arrays hold, has them planned `once` a session: anew cost more than running them.
 */
export async function lockDay(
  tx: Transaction,
  ctx: Pick<Ctx, "clock">,
  which: "open" | "closing" = "open",
  plans: "each" | "once" = "each",
): Promise<BusinessDate> {
  const sql = sqlOf(tx);
  const lock = which === "open" ? ADVISORY.openDay : ADVISORY.closingDay;
  const [, , days] = await Promise.all([
    ctx.clock ? sql`select set_config('app.clock', ${ctx.clock}, true)` : undefined,
    plans === "once"
      ? sql`
          select set_config('app.begun', 'yes', true), set_config('plan_cache_mode', 'force_generic_plan', true),
            pg_advisory_xact_lock_shared(${lock})`
      : sql`select set_config('app.begun', 'yes', true), pg_advisory_xact_lock_shared(${lock})`,
    sql<{ day: BusinessDate }[]>`select day::text as day from banking_days where status = ${which}`,
  ]);
  const day = days[0]?.day;
  if (!day) throw which === "open" ? new Error("The bank has no open day") : refusal("day_not_closing");
  return day;
}

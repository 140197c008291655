import { sqlOf } from "@/db/client";
import type { dayStepNames } from "@/db/schema/calendar";
import type { Ctx, TxCtx } from "../core/context";

export type DayStepName = (typeof dayStepNames)[number];

/** Notes what a step of end of day did, in the transaction that does it. */
export async function stepDone(ctx: TxCtx, step: DayStepName, items: number): Promise<void> {
  await sqlOf(ctx.db)`
    insert into day_steps (day, step, status, items, ended_at) values (${ctx.businessDate}, ${step}, 'done', ${items}, bank_now())
    on conflict (day, step) do update set status = 'done', items = excluded.items, detail = null, ended_at = excluded.ended_at`;
}

/** Whether a step of the day is behind it: what is repeated goes on after it. */
export async function stepIsDone(ctx: Pick<Ctx, "db" | "businessDate">, step: DayStepName): Promise<boolean> {
  const [row] = await sqlOf(ctx.db)`
    select 1 from day_steps where day = ${ctx.businessDate} and step = ${step} and status = 'done'`;
  return row !== undefined;
}

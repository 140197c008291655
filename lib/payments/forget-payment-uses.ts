import { type Database, sqlOf } from "@/db/client";
import { record } from "../audit/record";
import { transact } from "../command/transact";
import type { Actor, Ctx, TxCtx } from "../core/context";
import { authorize } from "../identity/authorize";

/** Rows in one transaction: few enough that no payment waits for long. */
const BATCH = 5_000;

/** Forgets what customers had used of limits of days that are over, which nothing asks for any more. Answers how many rows went. */
export async function forgetPaymentUses(ctx: Ctx<Actor, Database>): Promise<{ forgotten: number }> {
  for (let forgotten = 0; ; ) {
    const done = await transact(ctx, "payment.forget_uses", forgetSome);
    forgotten += done;
    if (done < BATCH) return { forgotten };
  }
}

async function forgetSome(ctx: TxCtx): Promise<number> {
  authorize(ctx.actor, "day.cut");
  const gone = await sqlOf(ctx.db)`
    delete from payment_uses where (customer_id, currency, day) in (
      select customer_id, currency, day from payment_uses where day < ${ctx.businessDate} order by day limit ${BATCH} for update skip locked)`;
  if (gone.count > 0)
    await record(ctx, {
      act: "payment.uses_forgotten",
      subjectKind: "banking_day",
      subjectId: ctx.businessDate,
      after: { rows: gone.count },
    });
  return gone.count;
}

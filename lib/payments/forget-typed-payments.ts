import { type Database, sqlOf } from "@/db/client";
import { record } from "../audit/record";
import { transact } from "../command/transact";
import type { Actor, Ctx, TxCtx } from "../core/context";
import { authorize } from "../identity/authorize";
import { KEPT_HOURS } from "./typed-payments";

/** Rows in one transaction: few enough that nobody who types waits for them. */
const BATCH = 5_000;

/** Forgets the payments that were typed more than a day ago, whether or not anybody types another. Answers how many went. */
export async function forgetTypedPayments(ctx: Ctx<Actor, Database>): Promise<{ forgotten: number }> {
  for (let forgotten = 0; ; ) {
    const done = await transact(ctx, "payment.forget_typed", forgetSome);
    forgotten += done;
    if (done < BATCH) return { forgotten };
  }
}

async function forgetSome(ctx: TxCtx): Promise<number> {
  authorize(ctx.actor, "day.cut");
  const gone = await sqlOf(ctx.db)`
    delete from typed_payments where id in (
      select id from typed_payments where created_at <= bank_now() - make_interval(hours => ${KEPT_HOURS})
      order by created_at limit ${BATCH})`;
  if (gone.count > 0)
    await record(ctx, {
      act: "payment.typed_forgotten",
      subjectKind: "banking_day",
      subjectId: ctx.businessDate,
      after: { rows: gone.count },
    });
  return gone.count;
}

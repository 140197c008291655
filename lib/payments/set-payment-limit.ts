import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { demandApproval, type Pending } from "../approvals/demand-approval";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import { parseAmountOrRefuse } from "../core/amounts";
import type { Ctx, StaffActor } from "../core/context";
import type { Currency } from "../core/currencies";
import { refusal } from "../core/errors";
import { authorize } from "../identity/authorize";
import { limitWords } from "./day-limits";
import type { setPaymentLimitInput } from "./schema";

/**
 * Sets how much a customer may pay to others in a day by themselves, in one currency, once a second person has agreed; left
 * empty, there is no limit. It binds the next payment. Refuses `limit_unchanged`.
 */
export function setPaymentLimit(
  ctx: Ctx<StaffActor>,
  input: z.output<typeof setPaymentLimitInput>,
): Promise<{ currency: Currency } | Pending> {
  const { key, ...asked } = input;
  return transactOnce(ctx, { command: "payment.limit", key, input: asked }, async (inside) => {
    authorize(inside.actor, "bank.manage");
    const { currency, reason } = asked;
    const perDay = asked.perDay ? parseAmountOrRefuse(asked.perDay, currency, "perDay") : null;
    const sql = sqlOf(inside.db);
    const [stands] = await sql<{ minor: bigint | null }[]>`
      select per_day_minor as minor from payment_limits where currency = ${currency}`;
    if ((stands?.minor ?? null) === perDay) throw refusal("limit_unchanged");
    const words = (minor: bigint | null) => ({ [`to_others_in_a_day_in_${currency}`]: limitWords(minor, currency) });
    const [before, after] = [words(stands?.minor ?? null), words(perDay)];
    const pending = await demandApproval(inside, {
      kind: "payment.limit",
      payload: input,
      subjectKind: "bank",
      subjectId: `payments ${currency}`,
      branchId: null,
      reason,
      before,
      after,
      always: true,
    });
    if (pending) return pending;
    await sql`
      insert into payment_limits (currency, per_day_minor) values (${currency}, ${perDay?.toString() ?? null}::bigint)
      on conflict (currency) do update set per_day_minor = excluded.per_day_minor`;
    await record(inside, {
      act: "payment.limit_set",
      subjectKind: "bank",
      subjectId: `payments ${currency}`,
      before,
      after: { ...after, reason },
    });
    return { currency };
  });
}

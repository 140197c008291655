import type { Database } from "@/db/client";
import { markUnused } from "../accounts/mark-unused";
import { expireRequests } from "../approvals/expire-requests";
import { stepDone } from "../calendar/day-step";
import { beforeAct } from "../command/before-act";
import { begin } from "../command/transact";
import type { Actor, Ctx } from "../core/context";
import type { BusinessDate } from "../core/dates";
import { lapseJudgements } from "../customers/lapse-judgements";
import { authorize } from "../identity/authorize";
import { forgetPaymentUses } from "../payments/forget-payment-uses";
import { forgetTypedPayments } from "../payments/forget-typed-payments";
import { comeOfAge } from "./come-of-age";
import { disableInactive } from "./disable-inactive";
import { expireHolds } from "./expire-holds";
import { expireRoles } from "./expire-roles";
import { lapseOverdrafts } from "./lapse-overdrafts";

/** Each finds by itself what is left to do, so that all of them can be repeated. */
const tidying: readonly ((ctx: Ctx<Actor, Database>) => Promise<unknown>)[] = [
  expireHolds,
  lapseOverdrafts,
  comeOfAge,
  markUnused,
  expireRequests,
  forgetPaymentUses,
  forgetTypedPayments,
  lapseJudgements,
  expireRoles,
  disableInactive,
];

/**
 * Tidies what ran out with a day that was cut: holds, overdraft limits, judgements of risk, roles and the right of
 * guardians, and finds accounts and sign-ins that nobody uses. What fails keeps nothing else from being done; then the
 * step of the day is not done, and repeating it does what is left.
 */
export async function tidyDay(ctx: Ctx<Actor, Database>, cut: BusinessDate): Promise<void> {
  await beforeAct(ctx, "day.cut", () => authorize(ctx.actor, "day.cut"));
  const failures: unknown[] = [];
  for (const tidy of tidying) await tidy(ctx).catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
  await begin(ctx.db, ctx, (inside) => stepDone({ ...inside, businessDate: cut }, "expiries", 0));
}

import { sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "../core/context";
import type { Currency } from "../core/currencies";
import { authorize } from "../identity/authorize";

/** How much a customer may pay to others in a day by themselves, in one currency. */
export type PaymentLimit = { currency: Currency; perDayMinor: bigint };

/** The limits in force, by currency. */
export async function paymentLimits(ctx: Ctx<StaffActor>): Promise<PaymentLimit[]> {
  authorize(ctx.actor, "bank.manage");
  const rows = await sqlOf(ctx.db)<PaymentLimit[]>`
    select currency, per_day_minor as "perDayMinor" from payment_limits where per_day_minor is not null order by currency`;
  return [...rows];
}

import { sqlOf } from "@/db/client";
import type { StaffActor, TxCtx } from "../core/context";
import { refusal } from "../core/errors";
import { endHandovers } from "./end-handovers";
import { moveSession, type OpenSession, type TillStatus } from "./own-session";

const toCounting: Record<Exclude<TillStatus, "closed">, TillStatus[]> = {
  open: ["counting"],
  suspended: ["open", "counting"],
  counting: [],
};

/**
 * Stops a till for its count: nothing is taken, paid or handed over while it lasts, and what was counted before no longer
 * stands. Refuses `offers_open`.
 */
async function beginCount(ctx: TxCtx<StaffActor>, session: OpenSession): Promise<void> {
  // What was handed over and not taken is nobody's: it has to be settled before the till is counted.
  const [offer] = await sqlOf(ctx.db)`
    select 1 from cash_offers where status = 'open' and (from_id = ${session.tillId} or to_id = ${session.tillId}) limit 1`;
  if (offer) throw refusal("offers_open");
  await endHandovers(ctx, session.id);
  await moveSession(ctx, session.id, ...toCounting[session.status]);
}

/** A count is taken only while it lasts: begun, and not in. Refuses `count_not_begun`. */
export function assertBegun({ status, counted }: OpenSession): void {
  if (status !== "counting" || counted) throw refusal("count_not_begun");
}

/** What was counted before stands no more, and the books say nothing again until somebody has counted. */
export async function countAnew(ctx: TxCtx<StaffActor>, session: OpenSession): Promise<void> {
  await beginCount(ctx, session);
  await sqlOf(ctx.db)`update till_sessions set counted = false where id = ${session.id}`;
}

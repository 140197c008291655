import { sqlOf } from "@/db/client";
import type { StaffActor, TxCtx } from "../core/context";

/** Takes back a handover that nobody has answered: the till it was of goes another way. */
export async function endHandovers(ctx: TxCtx<StaffActor>, sessionId: string): Promise<void> {
  await sqlOf(ctx.db)`
    update till_handovers set status = 'withdrawn', ended_by = ${ctx.actor.userId}, ended_at = bank_now()
    where till_session_id = ${sessionId} and status = 'open'`;
}

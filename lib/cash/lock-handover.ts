import { sqlOf } from "@/db/client";
import type { StaffActor, TxCtx } from "../core/context";
import { refusal } from "../core/errors";
import type { Id, UserId } from "../core/ids";

export type Handover = {
  id: Id<"tillHandover">;
  tillSessionId: Id<"tillSession">;
  countId: Id<"cashCount">;
  offeredBy: UserId;
  toId: UserId;
};

/** Locks a handover that nobody has answered yet; refuses `handover_over`. */
export async function lockHandover(ctx: TxCtx<StaffActor>, id: string): Promise<Handover> {
  const [handover] = await sqlOf(ctx.db)<Handover[]>`
    select id, till_session_id as "tillSessionId", count_id as "countId", offered_by as "offeredBy", to_id as "toId"
    from till_handovers where id = ${id} and status = 'open' for update`;
  if (!handover) throw refusal("handover_over");
  return handover;
}

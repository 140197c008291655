import { sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "../core/context";
import type { ApprovalKind } from "./kinds";
import type { ApprovalId } from "./sealed-request";

export type WaitingRequest = { id: ApprovalId; maker: string; askedAt: string; own: boolean };

/** The latest request of a kind about a customer that waits for a second person; the caller has read the customer in scope. */
export async function waitingRequest(
  ctx: Ctx<StaffActor>,
  kind: ApprovalKind,
  customerId: string,
): Promise<WaitingRequest | null> {
  const [row] = await sqlOf(ctx.db)<WaitingRequest[]>`
    select a.id, m.display_name as maker, a.maker_id = ${ctx.actor.userId} as own,
      to_char(a.created_at at time zone s.time_zone, 'YYYY-MM-DD HH24:MI') as "askedAt"
    from approvals a join users m on m.id = a.maker_id cross join bank_settings s
    where a.customer_id = ${customerId} and a.kind = ${kind} and a.status = 'pending' and a.due_at > bank_now()
    order by a.id desc limit 1`;
  return row ?? null;
}

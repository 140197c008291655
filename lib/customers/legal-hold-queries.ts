import { type Executor, sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "../core/context";
import { refusal } from "../core/errors";
import type { CustomerId, Id } from "../core/ids";
import { may } from "../identity/authorize";

export type LegalHold = {
  id: Id<"legalHold">;
  reason: string;
  placedBy: string;
  placedAt: string;
  liftedBy: string | null;
  liftedAt: string | null;
  liftReason: string | null;
};

/** The legal holds on a customer, the latest first, for who may know of them; the caller has read the customer in scope. */
export async function legalHoldsOf(ctx: Ctx<StaffActor>, id: CustomerId): Promise<LegalHold[]> {
  if (!may(ctx.actor, "erasure.read")) return [];
  return sqlOf(ctx.db)<LegalHold[]>`
    select h.id, h.reason, one.display_name as "placedBy", two.display_name as "liftedBy", h.lift_reason as "liftReason",
      to_char(h.placed_at at time zone s.time_zone, 'YYYY-MM-DD HH24:MI') as "placedAt",
      to_char(h.lifted_at at time zone s.time_zone, 'YYYY-MM-DD HH24:MI') as "liftedAt"
    from legal_holds h join users one on one.id = h.placed_by left join users two on two.id = h.lifted_by
      cross join bank_settings s
    where h.customer_id = ${id} order by h.id desc limit 20`;
}

/** Refuses while a court or an authority wants what the bank knows of the person, under whichever record, kept. */
export async function assertNotHeld(db: Executor, id: CustomerId): Promise<void> {
  const [held] = await sqlOf(db)`
    select 1 from legal_holds h join customers c on c.id = h.customer_id
    where (c.id = ${id} or c.merged_into = ${id}) and h.lifted_at is null limit 1`;
  if (held) throw refusal("legal_hold");
}

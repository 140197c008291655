import { sqlOf } from "@/db/client";
import type { ApprovalKind } from "../approvals/kinds";
import type { ApprovalId } from "../approvals/sealed-request";
import type { Ctx, StaffActor } from "../core/context";
import type { Currency } from "../core/currencies";
import { approvables } from "./approvable";

export type OwnRequest = {
  id: ApprovalId;
  words: string;
  status: "pending" | "returned";
  amountMinor: bigint | null;
  currency: Currency | null;
  at: string;
};

/** What a person asked a second one for and has not got: waiting, or returned to them. The latest ten. */
export async function ownRequests(ctx: Ctx<StaffActor>): Promise<OwnRequest[]> {
  const rows = await sqlOf(ctx.db)<(Omit<OwnRequest, "words"> & { kind: ApprovalKind })[]>`
    select a.id, a.kind, a.status, a.amount_minor as "amountMinor", a.currency,
      to_char(a.created_at at time zone s.time_zone, 'YYYY-MM-DD HH24:MI') as at
    from approvals a cross join bank_settings s
    where a.maker_id = ${ctx.actor.userId} and a.status in ('pending', 'returned') and a.due_at > bank_now()
    order by a.id desc limit 10`;
  return rows.map(({ kind, ...row }) => ({ ...row, words: approvables[kind].words }));
}

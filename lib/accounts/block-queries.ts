import { sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "../core/context";
import { type AccountId, type Id, isId } from "../core/ids";
import { authorize } from "../identity/authorize";
import type { BlockKind } from "./load-accounts";
import { mayOpenAccount } from "./visibility";

export type BlockRow = {
  id: Id<"accountBlock">;
  accountId: AccountId;
  kind: BlockKind;
  reason: string;
  placedBy: string;
  /** On the bank's clock: `2026-11-23 10:42`. */
  placedAt: string;
  liftedBy: string | null;
  liftedAt: string | null;
  liftReason: string | null;
};

/** How many past blocks a page shows; an account has few. */
const SHOWN = 100;

/** The blocks of an account, those that stand first, then the newest. */
export async function blocksOf(ctx: Ctx<StaffActor>, accountId: string): Promise<BlockRow[]> {
  authorize(ctx.actor, "account.read");
  if (!isId(accountId)) return [];
  const sql = sqlOf(ctx.db);
  return sql<BlockRow[]>`
    select k.id, k.account_id as "accountId", k.kind, k.reason, u.display_name as "placedBy",
      to_char(k.placed_at at time zone s.time_zone, 'YYYY-MM-DD HH24:MI') as "placedAt", l.display_name as "liftedBy",
      to_char(k.lifted_at at time zone s.time_zone, 'YYYY-MM-DD HH24:MI') as "liftedAt", k.lift_reason as "liftReason"
    from account_blocks k
      join accounts a on a.id = k.account_id
      join users u on u.id = k.placed_by
      left join users l on l.id = k.lifted_by
      cross join bank_settings s
    where k.account_id = ${accountId} and ${mayOpenAccount(ctx)}
    order by k.lifted_at is null desc, k.id desc limit ${SHOWN}`;
}

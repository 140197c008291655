import { sqlOf } from "@/db/client";
import type { Role, TxCtx } from "../core/context";
import type { UserId } from "../core/ids";
import { type Notice, notify } from "./notify";

/** Tells everybody who holds a role and may sign in. */
export async function notifyRole(ctx: TxCtx, role: Role, notice: Pick<Notice, "kind" | "params">): Promise<void> {
  const holders = await sqlOf(ctx.db)<{ id: UserId }[]>`
    select u.id from users u join held_roles r on r.user_id = u.id
    where r.role = ${role} and u.disabled_at is null order by u.id`;
  for (const { id } of holders) await notify(ctx, { to: { userId: id }, ...notice });
}

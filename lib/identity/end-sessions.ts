import { sqlOf } from "@/db/client";
import type { TxCtx } from "../core/context";
import type { UserId } from "../core/ids";

/** Ends every session of somebody; their next request finds none. */
export async function endSessions({ db }: Pick<TxCtx, "db">, userId: UserId): Promise<void> {
  await sqlOf(db)`update sessions set revoked_at = bank_now() where user_id = ${userId} and revoked_at is null`;
}

import { type Executor, sqlOf } from "@/db/client";
import type { UserId } from "../core/ids";
import { hashSecret, isToken, newToken } from "./token";

/** How long a browser stays known without a sign-in. */
export const DEVICE_DAYS = 180;

/** The token of a browser that has none yet, or whose text is none. */
export function deviceToken(carried: string | undefined): string {
  return isToken(carried) ? carried : newToken();
}

/** Remembers that a person signs in with this browser: strangers' tries at the name do not shut it out (control 31). */
export async function rememberDevice(tx: Executor, userId: UserId, token: string): Promise<void> {
  await sqlOf(tx)`
    insert into known_devices (user_id, token_hash) values (${userId}, ${hashSecret(token)})
    on conflict (user_id, token_hash) do update set seen_at = bank_now()`;
}

/** Forgets every browser of a person, so that none of them is treated as theirs until they sign in there again. */
export async function forgetDevices(tx: Executor, userId: UserId): Promise<void> {
  await sqlOf(tx)`delete from known_devices where user_id = ${userId}`;
}

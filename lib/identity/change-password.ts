import { sqlOf } from "@/db/client";
import { record } from "../audit/record";
import { transact } from "../command/transact";
import type { Ctx } from "../core/context";
import { refusal } from "../core/errors";
import type { UserId } from "../core/ids";
import { notify } from "../notifications/notify";
import { authorize } from "./authorize";
import { forgetDevices } from "./known-device";
import { hashPassword, verifyPassword } from "./password";
import { assertPassword } from "./rules";
import { signedIn } from "./session";
import { takeTry } from "./throttle";

/**
 * Sets the actor's own new password and ends all their other sessions. Who has a
 * second factor has given it lately (control 21). Refuses `confirm_again`, `current_password_wrong`, weak ones and `tried_too_often`.
 */
export async function changePassword(ctx: Ctx, input: { current: string; password: string }): Promise<void> {
  const { userId, sessionId } = signedIn(ctx.actor);
  const user = await userWith(ctx, userId);
  const attempt = await takeTry(ctx.db, [{ rule: "person", of: ["password", userId] }]);
  if (!attempt) throw refusal("tried_too_often");
  const proven = await verifyPassword(user.passwordHash, input.current);
  const fresh = proven ? await hashPassword(input.password) : null;

  await transact(ctx, "password.change", async (inside) => {
    authorize(inside.actor, "password.change");
    if ("provenLongAgo" in inside.actor && inside.actor.provenLongAgo) throw refusal("confirm_again");
    if (!fresh) throw refusal("current_password_wrong");
    assertPassword(input.password, user.names);
    const sql = sqlOf(inside.db);
    const [changed] = await sql`
      update users set password_hash = ${fresh} where id = ${userId} and password_hash = ${user.passwordHash} returning 1`;
    if (!changed) throw refusal("stale");
    await attempt.succeeded(inside.db);
    await forgetDevices(inside.db, userId);
    await sql`
      update sessions set revoked_at = bank_now()
      where user_id = ${userId} and id is distinct from ${sessionId} and revoked_at is null`;
    await record(inside, { act: "password.changed", subjectKind: "user", subjectId: userId });
    await notify(inside, { to: { userId }, kind: "password_changed" });
  });
}

async function userWith(ctx: Ctx, userId: UserId): Promise<{ passwordHash: string; names: string[] }> {
  const [row] = await sqlOf(ctx.db)<{ passwordHash: string; names: string[] }[]>`
    select u.password_hash as "passwordHash", array_remove(array[u.sign_in_name, u.display_name, c.full_name], null) as names
    from users u left join customers c on c.id = u.customer_id where u.id = ${userId}`;
  if (!row) throw refusal("user_not_found");
  return row;
}

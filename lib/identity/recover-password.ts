import { sqlOf } from "@/db/client";
import { record } from "../audit/record";
import { transact } from "../command/transact";
import type { Ctx, SystemActor } from "../core/context";
import { refusal } from "../core/errors";
import type { CustomerId, Id, UserId } from "../core/ids";
import { notify } from "../notifications/notify";
import { authorize } from "./authorize";
import { endSessions } from "./end-sessions";
import { forgetDevices } from "./known-device";
import { hashPassword } from "./password";
import { assertPassword } from "./rules";
import { networkOf, takeTry } from "./throttle";
import { hashSecret, isToken } from "./token";

const COOLING_HOURS = 24;

/** Whether a link can still be used; looking at it uses nothing up. */
export async function isLinkOpen(ctx: Ctx<SystemActor>, secret: string | undefined): Promise<boolean> {
  authorize(ctx.actor, "password.recover");
  if (!isToken(secret)) return false;
  const rows = await sqlOf(ctx.db)`
    select 1 from password_links l join users u on u.id = l.user_id and u.disabled_at is null
    where l.token_hash = ${hashSecret(secret)} and l.used_at is null and l.expires_at > bank_now()`;
  return rows.length > 0;
}

/**
 * Sets a new password with a mailed link: once, within fifteen minutes. Every session ends and nobody is signed in by it:
 * the next sign-in asks for the second factor as before. A customer pays nobody else for 24 hours (control 30).
 * Refuses `link_unknown` for whatever is no open link, a weak password, and `tried_too_often`.
 */
export async function recoverPassword(ctx: Ctx<SystemActor>, input: { link: string; password: string }): Promise<void> {
  authorize(ctx.actor, "password.recover");
  const attempt = await takeTry(ctx.db, [{ rule: "network", of: ["use link", networkOf(ctx.ip)] }]);
  const open = attempt && (await isLinkOpen(ctx, input.link));
  const fresh = open ? await hashPassword(input.password) : "";
  await transact(ctx, "password.recover", async (inside) => {
    if (!attempt) throw refusal("tried_too_often");
    if (!open) throw refusal("link_unknown");
    const sql = sqlOf(inside.db);
    const [link] = await sql<{ id: Id<"passwordLink">; userId: UserId }[]>`
      update password_links l set used_at = bank_now() from users u
      where l.token_hash = ${hashSecret(input.link)} and l.used_at is null and l.expires_at > bank_now()
        and u.id = l.user_id and u.disabled_at is null returning l.id, l.user_id as "userId"`;
    if (!link) throw refusal("link_unknown");
    const { userId } = link;
    const [user] = await sql<{ names: string[]; customerId: CustomerId | null }[]>`
      update users u set password_hash = ${fresh}, sessions_valid_after = bank_now(),
        pays_from = case when u.kind = 'customer' then bank_now() + make_interval(hours => ${COOLING_HOURS}) end
      where u.id = ${userId} returning u.customer_id as "customerId", array_remove(array[u.sign_in_name, u.display_name,
        (select full_name from customers c where c.id = u.customer_id)], null) as names`;
    if (!user) throw refusal("link_unknown");
    assertPassword(input.password, user.names);
    await attempt.succeeded(inside.db);
    await sql`update password_links set used_at = bank_now() where user_id = ${userId} and used_at is null`;
    await endSessions(inside, userId);
    await forgetDevices(inside.db, userId);
    await record(inside, {
      act: "password.recovered",
      subjectKind: "user",
      subjectId: userId,
      customerId: user.customerId,
    });
    await notify(inside, { to: { userId }, kind: "password_recovered" });
  });
}

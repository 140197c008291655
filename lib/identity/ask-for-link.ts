import { sqlOf } from "@/db/client";
import { record } from "../audit/record";
import { transact } from "../command/transact";
import type { Ctx, SystemActor } from "../core/context";
import { type CustomerId, newId, type UserId } from "../core/ids";
import { linkSecret } from "../notifications/one-time-link";
import { authorize } from "./authorize";
import { normalizeSignInName } from "./rules";
import { NO_PASSWORD } from "./staff-rights";
import { networkOf, takeTry } from "./throttle";
import { hashSecret } from "./token";

const VALID_MINUTES = 15;

/**
 * Mails a one-time link for a new password to whoever has this name, an address and a sign-in that is not disabled. Done
 * and answered alike, statement by statement, for a name that nobody has and for one asked for too often (controls 30 to 32).
 */
export async function askForLink(ctx: Ctx<SystemActor>, input: { signInName: string }): Promise<void> {
  authorize(ctx.actor, "password.recover");
  const name = normalizeSignInName(input.signInName);
  const network = networkOf(ctx.ip);
  const attempt = await takeTry(ctx.db, [
    { rule: "place", of: ["link", name, network] },
    { rule: "name", of: ["link", name] },
    { rule: "network", of: ["link", network] },
  ]);
  await transact(ctx, "password.ask_for_link", async (inside) => {
    const [linkId, noticeId] = [newId<"passwordLink">(), newId<"notice">()];
    const sql = sqlOf(inside.db);
    const params = sql.json({ link: linkId });
    const [asked] = await sql<{ userId: UserId; customerId: CustomerId | null }[]>`
      with person as (
        select u.id, u.kind, u.customer_id from users u left join customers c on c.id = u.customer_id
        where u.sign_in_name = ${attempt ? name : null} and u.disabled_at is null and u.password_hash <> ${NO_PASSWORD}
          and coalesce(c.email, u.email) is not null),
      link as (
        insert into password_links (id, token_hash, user_id, expires_at)
        select ${linkId}, ${hashSecret(linkSecret(linkId))}, id, bank_now() + make_interval(mins => ${VALID_MINUTES}) from person),
      notice as (
        insert into notices (id, user_id, customer_id, kind, params)
        select ${noticeId}, case when kind = 'staff' then id end, customer_id, 'password_link', ${params} from person returning id),
      mail as (insert into notice_mails (notice_id) select id from notice)
      select id as "userId", customer_id as "customerId" from person`;
    await record(inside, {
      act: "password.link_asked",
      // Of nobody, where no user has this name: the log looks a user up by the subject's id.
      subjectKind: asked ? "user" : "nobody",
      subjectId: asked?.userId ?? "unknown",
      customerId: asked?.customerId ?? null,
    });
  });
}

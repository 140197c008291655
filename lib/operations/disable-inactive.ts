import { type Database, sqlOf } from "@/db/client";
import { recordMany } from "../audit/record";
import { transact } from "../command/transact";
import type { Actor, Ctx } from "../core/context";
import type { UserId } from "../core/ids";
import { authorize } from "../identity/authorize";
import { NO_PASSWORD } from "../identity/staff-rights";

const DAYS = 90;

/**
 * Shuts out colleagues who have not signed in for 90 days, but for those let in again since, and never the last
 * administrators (control 47). The demo bank keeps its people: nobody works there. Answers how many were shut out.
 */
export async function disableInactive(ctx: Ctx<Actor, Database>): Promise<{ disabled: number }> {
  return transact(ctx, "staff.disable_inactive", async (inside) => {
    authorize(inside.actor, "day.cut");
    const disabled = await sqlOf(inside.db)<{ id: UserId }[]>`
      with people as (
        select u.id, exists (select from held_roles r where r.user_id = u.id and r.role = 'administrator' and r.until_day is null) as administrator,
          coalesce(u.last_sign_in_at, u.created_at) > bank_now() - make_interval(days => ${DAYS})
            or exists (select from audit_events e where e.subject_id = u.id::text and e.act = 'staff.enabled'
              and e.result = 'done' and e.at > bank_now() - make_interval(days => ${DAYS})) as stays
        from users u cross join bank_settings bank
        where u.kind = 'staff' and u.disabled_at is null and u.password_hash <> ${NO_PASSWORD} and not bank.demo),
      gone as (
        update users set disabled_at = bank_now(), sessions_valid_after = bank_now() where disabled_at is null and id in (
          select id from people where not stays
            and (not administrator or exists (select from people other where other.administrator and other.stays)))
        returning id),
      sessions as (update sessions s set revoked_at = bank_now() from gone where s.user_id = gone.id and s.revoked_at is null)
      select id from gone`;
    const draft = { act: "staff.disabled_inactive", subjectKind: "user", before: { sign_in: "enabled" } };
    await recordMany(
      inside.db,
      disabled.map(({ id }) => ({ ctx: inside, draft: { ...draft, subjectId: id, after: { sign_in: "disabled" } } })),
    );
    return { disabled: disabled.length };
  });
}

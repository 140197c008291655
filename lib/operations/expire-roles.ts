import { type Database, sqlOf } from "@/db/client";
import { recordMany } from "../audit/record";
import { transact } from "../command/transact";
import type { Actor, Ctx, Role } from "../core/context";
import type { UserId } from "../core/ids";
import { authorize } from "../identity/authorize";
import { type RoleEnds, roleEnds, spokenRoles } from "../identity/staff-rights";
import { notify } from "../notifications/notify";

type Ended = { id: UserId; ended: Role[]; endedOn: RoleEnds; roles: Role[]; until: RoleEnds };

/**
 * Takes the roles away whose last day is over, and tells their people (control 46). They had stopped counting with that
 * day; whoever is signed in stays so, with the roles that are left. Answers how many roles ended.
 */
export async function expireRoles(ctx: Ctx<Actor, Database>): Promise<{ expired: number }> {
  return transact(ctx, "staff.expire_roles", async (inside) => {
    authorize(inside.actor, "day.cut");
    const sql = sqlOf(inside.db);
    // The people first and in order, as whoever changes one of them does.
    await sql`
      select id from users u where exists (
        select from user_roles r where r.user_id = u.id and r.until_day < ${inside.businessDate})
      order by id for update`;
    const people = await sql<Ended[]>`
      with gone as (
        delete from user_roles where until_day < ${inside.businessDate} returning user_id, role, until_day),
      ended as (
        select user_id, array_agg(role order by role) as ended, jsonb_object_agg(role, until_day) as "endedOn"
        from gone group by user_id)
      select u.id, e.ended, e."endedOn", ${roleEnds(inside.db)} as until,
        array(select r.role from held_roles r where r.user_id = u.id order by r.role) as roles
      from ended e join users u on u.id = e.user_id order by u.id`;
    await recordMany(
      inside.db,
      people.map(({ id, ended, endedOn, roles, until }) => ({
        ctx: inside,
        draft: {
          act: "staff.roles_expired",
          subjectKind: "user",
          subjectId: id,
          before: { roles: spokenRoles([...ended, ...roles], { ...until, ...endedOn }) },
          after: { roles: spokenRoles(roles, until) || "none" },
        },
      })),
    );
    for (const { id, ended, roles } of people) {
      const params = { ended: spokenRoles(ended), ...(roles.length > 0 ? { left: spokenRoles(roles) } : {}) };
      await notify(inside, { to: { userId: id }, kind: "roles_expired", params });
    }
    return { expired: people.reduce((sum, { ended }) => sum + ended.length, 0) };
  });
}

import { sqlOf } from "@/db/client";
import type { Ctx, Role, StaffActor } from "../core/context";
import type { BusinessDate } from "../core/dates";
import { type BranchId, type CustomerId, type Id, isId, type UserId } from "../core/ids";
import { authorize } from "./authorize";
import { rolesWith } from "./permissions";

/** A colleague who is away, for whom somebody decides. */
export type Absent = {
  userId: UserId;
  name: string;
  branchId: BranchId;
  branch: string;
  roles: Role[];
  related: CustomerId[];
  lastDay: BusinessDate;
};

/** The roles by which somebody decides: these, and no others, the one who stands in must hold too. */
function decidingRoles(roles: readonly Role[]): Role[] {
  return roles.filter((role) => rolesWith("approval.decide").includes(role));
}

/** Whether somebody with these roles may decide in the place of one with those: no power is passed on, only the place. */
export function holdsPowersOf(roles: readonly Role[], absent: readonly Role[]): boolean {
  const needed = decidingRoles(absent);
  return needed.length > 0 && needed.every((role) => roles.includes(role));
}

/** For whom the actor decides today; powers are compared as they are now, on both sides. */
export async function absentColleagues(ctx: Ctx<StaffActor>): Promise<Absent[]> {
  const { userId, roles } = ctx.actor;
  const rows = await sqlOf(ctx.db)<Absent[]>`
    select u.id as "userId", u.display_name as name, u.branch_id as "branchId", b.name as branch, g.last_day::text as "lastDay",
      array(select r.role from held_roles r where r.user_id = u.id order by r.role) as roles,
      array(select k.customer_id from staff_relations k where k.user_id = u.id and k.ended_at is null) as related
    from delegations g join users u on u.id = g.from_user_id and u.disabled_at is null join branches b on b.id = u.branch_id
    where g.to_user_id = ${userId} and g.ended_at is null and ${ctx.businessDate} between g.first_day and g.last_day
    order by u.display_name limit 20`;
  return rows.filter((absent) => holdsPowersOf(roles, absent.roles));
}

/** The actor in the place of an absent colleague: with that one's branch, and bound by what is close to either. */
export function inPlaceOf(actor: StaffActor, { userId, name, branchId, related }: Absent): StaffActor {
  return { ...actor, branchId, decidesFor: { userId, name }, related: [...(actor.related ?? []), ...related] };
}

export type DelegationRow = {
  id: Id<"delegation">;
  to: string;
  firstDay: BusinessDate;
  lastDay: BusinessDate;
};

/** Whom the actor has named for days that are not over. */
export async function ownDelegations(ctx: Ctx<StaffActor>): Promise<DelegationRow[]> {
  authorize(ctx.actor, "approval.decide");
  return sqlOf(ctx.db)<DelegationRow[]>`
    select g.id, u.display_name as to, g.first_day::text as "firstDay", g.last_day::text as "lastDay"
    from delegations g join users u on u.id = g.to_user_id
    where g.from_user_id = ${ctx.actor.userId} and g.ended_at is null and g.last_day >= ${ctx.businessDate}
    order by g.first_day limit 20`;
}

/** The colleagues who hold every deciding role of the actor, at most 200. */
export async function possibleDelegates(ctx: Ctx<StaffActor>): Promise<{ id: UserId; name: string; branch: string }[]> {
  authorize(ctx.actor, "approval.decide");
  return sqlOf(ctx.db)<{ id: UserId; name: string; branch: string }[]>`
    select u.id, u.display_name as name, b.name as branch from users u join branches b on b.id = u.branch_id
    where u.kind = 'staff' and u.disabled_at is null and u.id <> ${ctx.actor.userId}
      and array(select r.role from held_roles r where r.user_id = u.id) @> ${decidingRoles(ctx.actor.roles)}::text[]
    order by u.display_name collate "und-x-icu", u.id limit 200`;
}

/** An absent colleague of the actor's by id, or null. */
export async function absentColleague(ctx: Ctx<StaffActor>, id: string): Promise<Absent | null> {
  if (!isId(id)) return null;
  return (await absentColleagues(ctx)).find(({ userId }) => userId === id) ?? null;
}

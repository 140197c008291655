import { type Executor, sqlOf } from "@/db/client";
import type { Role, StaffActor } from "../core/context";
import type { Currency } from "../core/currencies";
import type { BusinessDate } from "../core/dates";
import type { UserId } from "../core/ids";
import { rolesWith } from "../identity/permissions";
import type { BoundKind } from "./kinds";
import type { StaffLimit } from "./limit-for";
import { decides } from "./policy-words";

/** A policy in force: whose agreement an act needs from an amount on; without a deciding role it was ended. */
export type Rung = { role: Role | null; currency: Currency; fromMinor: bigint; checkerRole: Role | null };

/** What binds these colleagues in one kind of act on a banking day, and what they have moved on it. */
export type Bounds = {
  rungs: readonly Rung[];
  limits: readonly StaffLimit[];
  used: readonly { userId: UserId; currency: Currency; usedMinor: bigint }[];
};

/** Reads the policies of a kind, the limits of these colleagues and their roles, and what they have used of the day. */
export async function readBounds(
  db: Executor,
  kind: BoundKind,
  staff: readonly UserId[],
  day: BusinessDate,
): Promise<Bounds> {
  const sql = sqlOf(db);
  const [rungs, limits, used] = await Promise.all([
    sql<Rung[]>`
      select distinct on (role, currency, from_minor) role, currency, from_minor as "fromMinor", checker_role as "checkerRole"
      from approval_policies where kind = ${kind} and effective_from <= ${day}
      order by role, currency, from_minor, effective_from desc, id desc`,
    sql<StaffLimit[]>`
      select distinct on (role, user_id, currency) role, user_id as "userId", currency,
        per_transaction_minor as "perTransactionMinor", per_day_minor as "perDayMinor", second_from_minor as "secondFromMinor"
      from staff_limits
      where (user_id = any(${[...staff]}::uuid[]) or role = any(${[...rolesWith(kind)]}::text[])) and effective_from <= ${day}
      order by role, user_id, currency, effective_from desc, id desc`,
    sql<Bounds["used"][number][]>`
      select user_id as "userId", currency, used_minor as "usedMinor" from limit_uses
      where user_id = any(${[...staff]}::uuid[]) and day = ${day}`,
  ]);
  return { rungs, limits, used };
}

/** An amount from which somebody must agree: by a policy, or by the person's own limit. */
export type Need = { fromMinor: bigint; checkerRole: Role; own: boolean };

/** From which amounts whose agreement a person needs, by amount: by the policies, and by their own limit. */
export function rungsFor(
  rungs: readonly Rung[],
  { roles }: Pick<StaffActor, "roles">,
  limit: StaffLimit | null,
  kind: BoundKind,
  currency: Currency,
): Need[] {
  const own = limit?.secondFromMinor ?? null;
  const reached = rungs.flatMap(({ role, fromMinor, checkerRole, ...rung }) =>
    checkerRole && rung.currency === currency && (role === null || roles.includes(role))
      ? [{ fromMinor, checkerRole, own: false }]
      : [],
  );
  const all = own === null ? reached : [...reached, { fromMinor: own, checkerRole: decides[kind], own: true }];
  return all.sort((a, b) => (a.fromMinor < b.fromMinor ? -1 : a.fromMinor > b.fromMinor ? 1 : 0));
}

/** Who must agree to an amount: the highest policy reached names it, and only where there is none a person's own limit. */
export function rungFor(needs: readonly Need[], minor: bigint): Need | undefined {
  const reached = needs.filter(({ fromMinor }) => minor >= fromMinor);
  return reached.findLast(({ own }) => !own) ?? reached.at(-1);
}

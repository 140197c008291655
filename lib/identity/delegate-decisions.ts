import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { record } from "../audit/record";
import { transact } from "../command/transact";
import type { Ctx, StaffActor } from "../core/context";
import { daysBetween, formatDate } from "../core/dates";
import { refusal } from "../core/errors";
import { newId } from "../core/ids";
import { notify } from "../notifications/notify";
import { assertFresh, authorize } from "./authorize";
import { holdsPowersOf } from "./delegations";
import type { delegateInput } from "./schema";
import { lockColleague } from "./staff-rights";

const MOST_DAYS = 60;

/**
 * Names a colleague who decides in the actor's place from one banking day to another. The colleague holds the actor's
 * deciding roles already: a delegation passes the place on, never a power, and ends by itself. Refuses
 * `delegate_lacks_powers`, `delegate_yourself`, `delegated_already`, `day_passed`, `period_order`.
 */
export async function delegateDecisions(
  ctx: Ctx<StaffActor>,
  input: z.output<typeof delegateInput>,
): Promise<{ delegationId: string }> {
  return transact(ctx, "decisions.delegate", async (inside) => {
    authorize(inside.actor, "approval.decide");
    assertFresh(inside.actor);
    const { userId, roles } = inside.actor;
    const { toUserId, firstDay, lastDay } = input;
    if (firstDay < inside.businessDate) throw refusal("day_passed", undefined, "firstDay");
    if (lastDay < firstDay) throw refusal("period_order", undefined, "lastDay");
    if (daysBetween(firstDay, lastDay) >= MOST_DAYS) throw refusal("delegation_too_long", { most: MOST_DAYS });
    if (toUserId === (userId as string)) throw refusal("delegate_yourself");
    const colleague = await lockColleague(inside.db, toUserId);
    if (colleague.disabled || !holdsPowersOf(colleague.roles, roles)) throw refusal("delegate_lacks_powers");
    const sql = sqlOf(inside.db);
    // Two forms at once are put in line.
    await sql`select pg_advisory_xact_lock(hashtextextended(${`delegations ${userId}`}, 0))`;
    const [known] = await sql`
      select 1 from delegations where from_user_id = ${userId} and ended_at is null
        and first_day <= ${lastDay} and last_day >= ${firstDay}`;
    if (known) throw refusal("delegated_already");
    const id = newId<"delegation">();
    await sql`
      insert into delegations (id, from_user_id, to_user_id, first_day, last_day)
      values (${id}, ${userId}, ${colleague.id}, ${firstDay}, ${lastDay})`;
    await record(inside, {
      act: "decisions.delegated",
      subjectKind: "user",
      subjectId: colleague.id,
      after: { to: colleague.name, from: firstDay, until: lastDay },
    });
    const params = { from: formatDate(firstDay), until: formatDate(lastDay) };
    await notify(inside, { to: { userId: colleague.id }, kind: "decisions_delegated", params });
    return { delegationId: id };
  });
}

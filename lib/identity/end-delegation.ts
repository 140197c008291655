import { sqlOf } from "@/db/client";
import { record } from "../audit/record";
import { transact } from "../command/transact";
import type { Ctx, StaffActor } from "../core/context";
import { refusal } from "../core/errors";
import type { UserId } from "../core/ids";
import { notify } from "../notifications/notify";
import { authorize } from "./authorize";

/** Lets the actor decide for themselves again before the last day. Refuses `delegation_not_found`. */
export async function endDelegation(
  ctx: Ctx<StaffActor>,
  input: { delegationId: string },
): Promise<{ delegationId: string }> {
  return transact(ctx, "decisions.end_delegation", async (inside) => {
    authorize(inside.actor, "approval.decide");
    const [ended] = await sqlOf(inside.db)<{ to: UserId }[]>`
      update delegations set ended_at = bank_now()
      where id = ${input.delegationId} and from_user_id = ${inside.actor.userId} and ended_at is null
        and last_day >= ${inside.businessDate} returning to_user_id as to`;
    if (!ended) throw refusal("delegation_not_found");
    await record(inside, { act: "decisions.delegation_ended", subjectKind: "user", subjectId: ended.to });
    await notify(inside, { to: { userId: ended.to }, kind: "delegation_ended" });
    return input;
  });
}

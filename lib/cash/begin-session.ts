import { sqlOf } from "@/db/client";
import { constraintOf } from "../command/sql-state";
import type { StaffActor, TxCtx } from "../core/context";
import { refusal } from "../core/errors";
import { type Id, newId } from "../core/ids";

/**
 * Begins the teller's session at a till of the branch they work in now, held so that nobody moves them meanwhile. Refuses
 * `other_branch`, `till_in_use`, `till_already_open`.
 */
export async function beginSession(
  ctx: TxCtx<StaffActor>,
  { tillId, till }: { tillId: Id<"till">; till: string },
): Promise<Id<"tillSession">> {
  const id = newId<"tillSession">();
  try {
    const begun = await sqlOf(ctx.db)`
      insert into till_sessions (id, till_id, user_id, opened_on)
      select ${id}, p.id, u.id, ${ctx.businessDate}::date from cash_points p join users u on u.branch_id = p.branch_id
      where p.id = ${tillId} and u.id = ${ctx.actor.userId} for key share of u`;
    if (begun.count === 0) throw refusal("other_branch");
    return id;
  } catch (error) {
    // Someone was faster: the unique indexes decide.
    if (constraintOf(error) === "till_sessions_one_per_till") throw refusal("till_in_use", { till });
    if (constraintOf(error) === "till_sessions_one_per_teller") throw refusal("till_already_open", { till });
    throw error;
  }
}

import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { demandApproval } from "../approvals/demand-approval";
import { record } from "../audit/record";
import { transact } from "../command/transact";
import type { Ctx, StaffActor } from "../core/context";
import { refusal } from "../core/errors";
import type { UserId } from "../core/ids";
import { authorize } from "../identity/authorize";
import { type endRelationInput, relations } from "../identity/schema";
import { assertNotOwnRights, lockColleague } from "../identity/staff-rights";

/** Ends a declared relation once a second person has agreed, neither of them the colleague. Refuses `relation_not_found`. */
export async function endRelation(ctx: Ctx<StaffActor>, input: z.output<typeof endRelationInput>) {
  return transact(ctx, "staff.end_relation", async (inside) => {
    authorize(inside.actor, "staff.manage");
    const sql = sqlOf(inside.db);
    const [row] = await sql<{ userId: UserId; relation: keyof typeof relations; customerNo: string }[]>`
      select r.user_id as "userId", r.relation, c.customer_no as "customerNo"
      from staff_relations r join customers c on c.id = r.customer_id
      where r.id = ${input.relationId} and r.ended_at is null`;
    if (!row) throw refusal("relation_not_found");
    const colleague = await lockColleague(inside.db, row.userId);
    assertNotOwnRights(inside.actor, inside.approval?.checkerId, colleague.id);
    const before = { colleague: colleague.name, customer: row.customerNo, tie: relations[row.relation].toLowerCase() };
    const after = { ...before, tie: "none any more" };
    const pending = await demandApproval(inside, {
      kind: "staff.end_relation",
      payload: input,
      subjectKind: "user",
      subjectId: colleague.id,
      branchId: colleague.branchId,
      reason: input.reason,
      before,
      after,
      always: true,
    });
    if (pending) return pending;
    await sql`update staff_relations set ended_at = bank_now() where id = ${input.relationId} and ended_at is null`;
    await record(inside, {
      act: "staff.relation_ended",
      subjectKind: "user",
      subjectId: colleague.id,
      before,
      after: { ...after, reason: input.reason },
    });
    return { userId: colleague.id };
  });
}

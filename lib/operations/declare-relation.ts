import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { demandApproval } from "../approvals/demand-approval";
import { record } from "../audit/record";
import { transact } from "../command/transact";
import type { Ctx, StaffActor } from "../core/context";
import { refusal } from "../core/errors";
import { type CustomerId, newId } from "../core/ids";
import { authorize } from "../identity/authorize";
import { type declareRelationInput, relations } from "../identity/schema";
import { lockColleague } from "../identity/staff-rights";

/**
 * Notes that a customer is a colleague themselves or close to them, once a second person has agreed: from the colleague's
 * next request on they act on nothing of that customer's. Refuses `customer_not_found`, `relation_known`.
 */
export async function declareRelation(ctx: Ctx<StaffActor>, input: z.output<typeof declareRelationInput>) {
  return transact(ctx, "staff.declare_relation", async (inside) => {
    authorize(inside.actor, "staff.manage");
    const colleague = await lockColleague(inside.db, input.userId);
    const sql = sqlOf(inside.db);
    const [customer] = await sql<{ id: CustomerId; known: boolean }[]>`
      select c.id, exists (select from staff_relations r
        where r.user_id = ${colleague.id} and r.customer_id = c.id and r.ended_at is null) as known
      from customers c where c.customer_no = ${input.customerNo}`;
    if (!customer) throw refusal("customer_not_found", undefined, "customerNo");
    if (customer.known) throw refusal("relation_known", undefined, "customerNo");
    const after = {
      colleague: colleague.name,
      customer: input.customerNo,
      tie: relations[input.relation].toLowerCase(),
    };
    const pending = await demandApproval(inside, {
      kind: "staff.declare_relation",
      payload: input,
      subjectKind: "user",
      subjectId: colleague.id,
      branchId: colleague.branchId,
      reason: input.reason,
      after,
      always: true,
    });
    if (pending) return pending;
    const id = newId<"staffRelation">();
    await sql`
      insert into staff_relations (id, user_id, customer_id, relation)
      values (${id}, ${colleague.id}, ${customer.id}, ${input.relation})`;
    await record(inside, {
      act: "staff.relation_declared",
      subjectKind: "user",
      subjectId: colleague.id,
      after: { ...after, reason: input.reason },
    });
    return { userId: colleague.id };
  });
}

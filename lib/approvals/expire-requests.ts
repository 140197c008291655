import { sqlOf } from "@/db/client";
import { recordMany } from "../audit/record";
import { transact } from "../command/transact";
import type { Ctx } from "../core/context";
import { newId } from "../core/ids";
import { authorize } from "../identity/authorize";
import type { ApprovalId } from "./sealed-request";

/** Ends every request that nobody decided in its time; each keeps its history. Answers how many. */
export function expireRequests(ctx: Ctx): Promise<{ expired: number }> {
  return transact(ctx, "approval.expire", async (inside) => {
    authorize(inside.actor, "day.cut");
    const sql = sqlOf(inside.db);
    const due = await sql<{ id: ApprovalId }[]>`
      update approvals set status = 'expired', version = version + 1, ended_at = bank_now()
      where status in ('pending', 'returned', 'released') and due_at <= bank_now() returning id`;
    if (due.length === 0) return { expired: 0 };
    await sql`
      insert into approval_steps (id, approval_id, step)
      select id, approval_id, 'expired'
      from unnest(${due.map(() => newId())}::uuid[], ${due.map(({ id }) => id)}::uuid[]) as r (id, approval_id)`;
    await recordMany(
      inside.db,
      due.map(({ id }) => ({
        ctx: inside,
        draft: { act: "approval.expired", subjectKind: "approval", subjectId: id },
      })),
    );
    return { expired: due.length };
  });
}

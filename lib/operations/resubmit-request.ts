import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { type LockedApproval, lockApproval } from "../approvals/lock-approval";
import type { resubmitRequestInput } from "../approvals/schema";
import { type ApprovalId, openRequest, type RequestBody, sealRequest } from "../approvals/sealed-request";
import { REQUEST_HOURS } from "../approvals/store-requests";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import type { Ctx, Role, StaffActor, TxCtx } from "../core/context";
import { refusal } from "../core/errors";
import { type BranchId, type CustomerId, newId } from "../core/ids";
import { authorize } from "../identity/authorize";
import { approvables } from "./approvable";

/**
 * Sends a returned request to the second person again, unchanged, with an answer to the reason: the command is checked by the
 * rules of now first, and what it would change is read anew. Refuses `approval_over`, `second_person_not_needed`, and as
 * the command does.
 */
export function resubmitRequest(ctx: Ctx<StaffActor>, input: z.output<typeof resubmitRequestInput>) {
  const { key, ...asked } = input;
  return transactOnce(ctx, { command: "approval.resubmit", key, input: asked }, async (inside) => {
    authorize(inside.actor, "approval.withdraw");
    const approval = await lockApproval(inside.db, asked.approvalId as ApprovalId);
    const { id, makerId, status, overdue, kind } = approval;
    if (makerId !== inside.actor.userId) throw refusal("approval_not_found");
    if (status !== "returned") throw refusal("approval_over", { status });
    if (overdue) throw refusal("approval_over", { status: "expired" });
    const { body, checkerRole, branchId, customerId, amountMinor, currency } = await askAnew(inside, approval);
    const sealed = sealRequest(id, { ...body, payload: openRequest(id, approval.sealed).payload });
    const sql = sqlOf(inside.db);
    await sql`
      update approvals set status = 'pending', version = version + 1, sealed = ${sealed}, checker_role = ${checkerRole},
        branch_id = ${branchId}, customer_id = ${customerId}, amount_minor = ${amountMinor}, currency = ${currency},
        due_at = bank_now() + make_interval(hours => ${REQUEST_HOURS})
      where id = ${id}`;
    await sql`
      insert into approval_steps (id, approval_id, step, by_user_id, reason)
      values (${newId()}, ${id}, 'resubmitted', ${makerId}, ${asked.reason})`;
    await record(inside, {
      act: "approval.resubmitted",
      subjectKind: "approval",
      subjectId: id,
      customerId,
      before: { status },
      after: { status: "pending", kind, reason: asked.reason },
    });
    return { approvalId: id };
  });
}

/** What the command asks of today: the customer may have moved, and so may the branch that decides. */
type Anew = {
  body: RequestBody;
  checkerRole: Role | null;
  branchId: BranchId | null;
  customerId: CustomerId | null;
  amountMinor: string | null;
  currency: string | null;
};

/** Lets the command ask as if for the first time, reads what it asks, and takes its own request back with the savepoint. */
async function askAnew(ctx: TxCtx<StaffActor>, { id, kind, sealed }: LockedApproval): Promise<Anew> {
  const { payload } = openRequest(id, sealed);
  let anew: Anew | null = null;
  try {
    await ctx.db.transaction(async (nested) => {
      const asked = await approvables[kind].run({ ...ctx, db: nested }, payload);
      if (isPending(asked)) {
        const [row] = await sqlOf(nested)<(Omit<Anew, "body"> & { sealed: Buffer })[]>`
          select sealed, checker_role as "checkerRole", branch_id as "branchId", customer_id as "customerId",
            amount_minor::text as "amountMinor", currency
          from approvals where id = ${asked.pending}`;
        if (row) anew = { ...row, body: openRequest(asked.pending, row.sealed) };
      }
      throw new TakenBack();
    });
  } catch (error) {
    if (!(error instanceof TakenBack)) throw error;
  }
  if (!anew) throw refusal("second_person_not_needed");
  return anew;
}

class TakenBack extends Error {}

function isPending(asked: unknown): asked is { pending: ApprovalId } {
  return typeof asked === "object" && asked !== null && "pending" in asked;
}

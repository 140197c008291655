import { sqlOf, type Transaction } from "@/db/client";
import { refusal } from "../core/errors";
import type { BranchId, CustomerId, UserId } from "../core/ids";
import type { ApprovalKind } from "./kinds";
import type { ApprovalId } from "./sealed-request";

export type LockedApproval = {
  id: ApprovalId;
  kind: ApprovalKind;
  status: "pending" | "returned" | "approved" | "rejected" | "withdrawn" | "expired";
  customerId: CustomerId | null;
  branchId: BranchId | null;
  makerId: UserId;
  version: number;
  sealed: Buffer;
  overdue: boolean;
};

/** Locks a request, so that of two decisions the second finds the first; refuses an unknown one. */
export async function lockApproval(tx: Transaction, id: ApprovalId): Promise<LockedApproval> {
  const [row] = await sqlOf(tx)<LockedApproval[]>`
    select id, kind, status, customer_id as "customerId", branch_id as "branchId", maker_id as "makerId", version, sealed,
      due_at <= bank_now() as overdue
    from approvals where id = ${id} for update`;
  if (!row) throw refusal("approval_not_found");
  return row;
}

import { sqlOf, type Transaction } from "@/db/client";
import type { Role } from "../core/context";
import { refusal } from "../core/errors";
import type { BranchId, CustomerId, UserId } from "../core/ids";
import type { ApprovalKind } from "./kinds";
import type { ApprovalId } from "./sealed-request";

export type ApprovalStatus =
  | "pending"
  | "returned"
  | "released"
  | "approved"
  | "completed"
  | "rejected"
  | "withdrawn"
  | "expired";

export type LockedApproval = {
  id: ApprovalId;
  kind: ApprovalKind;
  status: ApprovalStatus;
  subjectKind: string;
  subjectId: string;
  customerId: CustomerId | null;
  branchId: BranchId | null;
  makerId: UserId;
  checkerId: UserId | null;
  /** The role that decides, where a policy named one. */
  checkerRole: Role | null;
  version: number;
  sealed: Buffer;
  overdue: boolean;
};

/** Locks a request, so that of two decisions the second finds the first; refuses an unknown one. */
export async function lockApproval(tx: Transaction, id: ApprovalId): Promise<LockedApproval> {
  const [row] = await sqlOf(tx)<LockedApproval[]>`
    select id, kind, status, subject_kind as "subjectKind", subject_id as "subjectId", customer_id as "customerId", branch_id as "branchId", maker_id as "makerId",
      checker_id as "checkerId", checker_role as "checkerRole", version, sealed,
      due_at <= bank_now() as overdue
    from approvals where id = ${id} for update`;
  if (!row) throw refusal("approval_not_found");
  return row;
}

import { sqlOf, type Transaction } from "@/db/client";
import type { AuditDraft } from "../audit/record";
import type { Ctx, Role, StaffActor } from "../core/context";
import { type BranchId, type CustomerId, newId } from "../core/ids";
import type { Money } from "../core/money";
import type { ApprovalKind } from "./kinds";
import { type ApprovalId, type FieldWords, sealRequest } from "./sealed-request";

export type ApprovalRequest = {
  kind: ApprovalKind;
  /** The command's own input: the decision parses it again and runs the command with it. */
  payload: Record<string, unknown>;
  subjectKind: string;
  subjectId: string;
  customerId?: CustomerId | null | undefined;
  branchId: BranchId | null;
  amount?: Money;
  reason?: string | undefined;
  before?: FieldWords;
  after?: FieldWords;
  /** The role that decides, where a policy names one; else whoever holds the kind's permission. */
  checkerRole?: Role;
  /** The policy that asks for a second person, in words. */
  policy?: string;
};

/** How long a request waits before it expires (control 42). */
export const REQUEST_HOURS = 24;

type Stored = { id: ApprovalId; ctx: Ctx<StaffActor>; request: ApprovalRequest };

/** Stores requests with the first step of their histories, set-based; the caller records `requestedAct` of each. */
export async function storeRequests(tx: Transaction, stored: readonly Stored[]): Promise<void> {
  if (stored.length === 0) return;
  const sql = sqlOf(tx);
  const column = (of: (one: Stored) => string | null | undefined) => stored.map((one) => of(one) ?? null);
  const ids = column(({ id }) => id);
  const makers = column(({ ctx }) => ctx.actor.userId);
  await Promise.all([
    sql`
      insert into approvals (id, kind, status, subject_kind, subject_id, customer_id, branch_id, amount_minor, currency,
        maker_id, checker_role, sealed, due_at)
      select id, kind, 'pending', subject_kind, subject_id, customer_id, branch_id, amount_minor, currency, maker_id,
        checker_role, decode(sealed, 'hex'), bank_now() + make_interval(hours => ${REQUEST_HOURS})
      from unnest(${ids}::uuid[], ${column(({ request }) => request.kind)}::text[],
        ${column(({ request }) => request.subjectKind)}::text[], ${column(({ request }) => request.subjectId)}::text[],
        ${column(({ request }) => request.customerId)}::uuid[], ${column(({ request }) => request.branchId)}::uuid[],
        ${column(({ request }) => request.amount?.minor.toString())}::bigint[],
        ${column(({ request }) => request.amount?.currency)}::bpchar[], ${makers}::uuid[],
        ${column(({ request }) => request.checkerRole)}::text[], ${column(sealedHex)}::text[])
        as r (id, kind, subject_kind, subject_id, customer_id, branch_id, amount_minor, currency, maker_id, checker_role, sealed)`,
    sql`
      insert into approval_steps (id, approval_id, step, by_user_id)
      select id, approval_id, 'requested', maker_id
      from unnest(${stored.map(() => newId())}::uuid[], ${ids}::uuid[], ${makers}::uuid[]) as r (id, approval_id, maker_id)`,
  ]);
}

/** The act of asking, as the activity log keeps it. */
export function requestedAct(
  id: ApprovalId,
  { customerId, amount, before = {}, after = {} }: ApprovalRequest,
): AuditDraft {
  return {
    act: "approval.requested",
    subjectKind: "approval",
    subjectId: id,
    customerId: customerId ?? null,
    ...(amount ? { amount } : {}),
    before,
    after,
  };
}

function sealedHex({ id, request }: Stored): string {
  const { payload, reason = null, before = {}, after = {}, policy = null } = request;
  return sealRequest(id, { payload, reason, before, after, policy }).toString("hex");
}

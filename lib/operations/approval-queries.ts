import { sqlOf } from "@/db/client";
import type { ApprovalKind } from "../approvals/kinds";
import type { ApprovalStatus } from "../approvals/lock-approval";
import { type ApprovalId, openRequest, type RequestBody } from "../approvals/sealed-request";
import type { Ctx, Role, StaffActor } from "../core/context";
import type { Currency } from "../core/currencies";
import { refusal } from "../core/errors";
import { type BranchId, type CustomerId, isId, type UserId } from "../core/ids";
import { branchScope, may } from "../identity/authorize";
import { approvables } from "./approvable";

export type ApprovalDetail = Omit<RequestBody, "payload"> & {
  id: ApprovalId;
  kind: ApprovalKind;
  words: string;
  status: ApprovalStatus;
  amountMinor: bigint | null;
  currency: Currency | null;
  maker: string;
  makerId: UserId;
  subjectKind: string;
  subjectId: string;
  customerId: CustomerId | null;
  branch: string | null;
  askedAt: string;
  dueAt: string;
  version: number;
  /** The role that decides, where a policy named one. */
  checkerRole: Role | null;
  /** What it was booked under. */
  reference: string | null;
  own: boolean;
  mayDecide: boolean;
  /** Cash released to the viewer, to be posted at their till. */
  mayComplete: boolean;
  /** What the viewer typed, of their own request that came back. */
  typed: Record<string, string> | null;
  steps: {
    id: string;
    step: string;
    at: string;
    by: string | null;
    for: string | null;
    byRule: boolean;
    reason: string | null;
  }[];
};

/** A request with each field before and after, and its history: for whoever made it or may decide it, else not found. */
export async function readApproval(ctx: Ctx<StaffActor>, id: string): Promise<ApprovalDetail> {
  if (!isId(id)) throw refusal("approval_not_found");
  const [row] = await sqlOf(ctx.db)<Row[]>`
    select a.id, a.kind, case when a.status in ('pending', 'returned', 'released') and a.due_at <= bank_now() then 'expired' else a.status end as status,
      a.checker_role as "checkerRole", a.reference,
      a.amount_minor as "amountMinor", a.currency, a.maker_id as "makerId", m.display_name as maker,
      a.subject_kind as "subjectKind", a.subject_id as "subjectId", a.customer_id as "customerId",
      a.branch_id as "branchId", b.name as branch, a.version, a.sealed,
      to_char(a.created_at at time zone s.time_zone, 'YYYY-MM-DD HH24:MI') as "askedAt",
      to_char(a.due_at at time zone s.time_zone, 'YYYY-MM-DD HH24:MI') as "dueAt",
      (select json_agg(json_build_object('id', t.id, 'step', t.step, 'by', u.display_name, 'for', v.display_name, 'byRule', t.refused_by_rule,
          'reason', t.reason, 'at', to_char(t.at at time zone s.time_zone, 'YYYY-MM-DD HH24:MI')) order by t.id)
        from approval_steps t left join users u on u.id = t.by_user_id left join users v on v.id = t.for_user_id where t.approval_id = a.id) as steps
    from approvals a join users m on m.id = a.maker_id left join branches b on b.id = a.branch_id
      cross join bank_settings s
    where a.id = ${id}`;
  if (!row) throw refusal("approval_not_found");
  const { sealed, branchId, ...shown } = row;
  const { makerId } = row;
  const { checker, words } = approvables[row.kind];
  const own = makerId === ctx.actor.userId;
  const scope = branchScope(ctx.actor, checker);
  const { checkerRole } = row;
  const named = checkerRole === null || ctx.actor.roles.includes(checkerRole);
  const sees = named && may(ctx.actor, checker) && (scope === null || branchId === null || scope === branchId);
  if (!own && !sees) throw refusal("approval_not_found");
  const { before, after, reason, policy = null, payload } = openRequest(row.id, sealed);
  const typed = own && row.status === "returned" ? textOf(payload) : null;
  const mayDecide = sees && !own && makerId !== ctx.actor.decidesFor?.userId && row.status === "pending";
  const mayComplete = own && row.status === "released";
  return { ...shown, words, before, after, reason, policy, own, mayDecide, mayComplete, typed };
}

type Row = Omit<ApprovalDetail, keyof RequestBody | "words" | "own" | "mayDecide" | "mayComplete" | "typed"> & {
  sealed: Buffer;
  branchId: BranchId | null;
};

const textOf = (payload: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(Object.entries(payload).filter((pair): pair is [string, string] => typeof pair[1] === "string"));

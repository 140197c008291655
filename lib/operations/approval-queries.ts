import { sqlOf } from "@/db/client";
import type { ApprovalKind } from "../approvals/kinds";
import { type ApprovalId, openRequest, type RequestBody } from "../approvals/sealed-request";
import type { Ctx, StaffActor } from "../core/context";
import type { Currency } from "../core/currencies";
import { refusal } from "../core/errors";
import { type BranchId, isId, type UserId } from "../core/ids";
import { branchScope, may } from "../identity/authorize";
import { approvables } from "./approvable";

export type ApprovalDetail = Omit<RequestBody, "payload"> & {
  id: ApprovalId;
  kind: ApprovalKind;
  words: string;
  status: "pending" | "returned" | "approved" | "rejected" | "withdrawn" | "expired";
  amountMinor: bigint | null;
  currency: Currency | null;
  maker: string;
  branch: string | null;
  askedAt: string;
  dueAt: string;
  version: number;
  own: boolean;
  mayDecide: boolean;
  steps: { id: string; step: string; at: string; by: string | null; byRule: boolean; reason: string | null }[];
};

/** A request with each field before and after, and its history: for whoever made it or may decide it, else not found. */
export async function readApproval(ctx: Ctx<StaffActor>, id: string): Promise<ApprovalDetail> {
  if (!isId(id)) throw refusal("approval_not_found");
  const [row] = await sqlOf(ctx.db)<Row[]>`
    select a.id, a.kind, case when a.status = 'pending' and a.due_at <= bank_now() then 'expired' else a.status end as status,
      a.amount_minor as "amountMinor", a.currency, a.maker_id as "makerId", m.display_name as maker,
      a.branch_id as "branchId", b.name as branch, a.version, a.sealed,
      to_char(a.created_at at time zone s.time_zone, 'YYYY-MM-DD HH24:MI') as "askedAt",
      to_char(a.due_at at time zone s.time_zone, 'YYYY-MM-DD HH24:MI') as "dueAt",
      (select json_agg(json_build_object('id', t.id, 'step', t.step, 'by', u.display_name, 'byRule', t.refused_by_rule,
          'reason', t.reason, 'at', to_char(t.at at time zone s.time_zone, 'YYYY-MM-DD HH24:MI')) order by t.id)
        from approval_steps t left join users u on u.id = t.by_user_id where t.approval_id = a.id) as steps
    from approvals a join users m on m.id = a.maker_id left join branches b on b.id = a.branch_id
      cross join bank_settings s
    where a.id = ${id}`;
  if (!row) throw refusal("approval_not_found");
  const { sealed, makerId, branchId, ...shown } = row;
  const { checker, words } = approvables[row.kind];
  const own = makerId === ctx.actor.userId;
  const scope = branchScope(ctx.actor, checker);
  const sees = may(ctx.actor, checker) && (scope === null || branchId === null || scope === branchId);
  if (!own && !sees) throw refusal("approval_not_found");
  const { before, after, reason } = openRequest(row.id, sealed);
  return { ...shown, words, before, after, reason, own, mayDecide: sees && !own && row.status === "pending" };
}

type Row = Omit<ApprovalDetail, "before" | "after" | "reason" | "words" | "own" | "mayDecide"> & {
  sealed: Buffer;
  makerId: UserId;
  branchId: BranchId | null;
};

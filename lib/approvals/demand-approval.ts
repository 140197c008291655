import { sqlOf } from "@/db/client";
import { record } from "../audit/record";
import { canonicalJson } from "../core/canonical";
import type { StaffActor, TxCtx } from "../core/context";
import { refusal } from "../core/errors";
import { type BranchId, type CustomerId, newId } from "../core/ids";
import type { Money } from "../core/money";
import type { ApprovalKind } from "./kinds";
import { type ApprovalId, type FieldWords, openRequest, sealRequest } from "./sealed-request";

export type ApprovalRequest = {
  kind: ApprovalKind;
  /** The command's own input: the decision parses it again and runs the command with it. */
  payload: Record<string, unknown>;
  subjectKind: string;
  subjectId: string;
  customerId?: CustomerId | undefined;
  branchId: BranchId | null;
  amount?: Money;
  reason?: string;
  before?: FieldWords;
  after?: FieldWords;
  /** A second person whatever the amount. */
  always?: true;
};

export type Pending = { pending: ApprovalId };

/** How long a request waits before it expires (control 42). */
const HOURS = 24;

/**
 * Lets a validated command go on when a second person has agreed to it or none is needed (null); otherwise stores the
 * request and answers its id, and the command writes nothing else. Asking the same again while it waits answers the
 * request that waits. An agreed request whose subject has changed is `stale`.
 */
export async function demandApproval(ctx: TxCtx<StaffActor>, request: ApprovalRequest): Promise<Pending | null> {
  if (ctx.approval) {
    await assertAgreed(ctx, ctx.approval.id as ApprovalId, request);
    return null;
  }
  if (!request.always) return null;
  const waiting = await sameRequest(ctx, request);
  if (waiting) return { pending: waiting };
  const id = newId<"approval">();
  const { kind, payload, subjectKind, subjectId, customerId, branchId, amount, before = {}, after = {} } = request;
  const sealed = sealRequest(id, { payload, reason: request.reason ?? null, before, after });
  const sql = sqlOf(ctx.db);
  await sql`
    insert into approvals (id, kind, status, subject_kind, subject_id, customer_id, branch_id, amount_minor, currency,
      maker_id, sealed, due_at)
    values (${id}, ${kind}, 'pending', ${subjectKind}, ${subjectId}, ${customerId ?? null}, ${branchId},
      ${amount?.minor.toString() ?? null}::bigint, ${amount?.currency ?? null}, ${ctx.actor.userId}, ${sealed},
      bank_now() + make_interval(hours => ${HOURS}))`;
  await sql`
    insert into approval_steps (id, approval_id, step, by_user_id)
    values (${newId()}, ${id}, 'requested', ${ctx.actor.userId})`;
  await record(ctx, {
    act: "approval.requested",
    subjectKind: "approval",
    subjectId: id,
    customerId: customerId ?? null,
    ...(amount ? { amount } : {}),
    before,
    after,
  });
  return { pending: id };
}

/**
 * What was agreed to is this maker's command on this subject, and the subject stands as the second person saw it. That
 * the decision was theirs to take is for `decideApproval`, which holds the request locked while the command runs.
 */
async function assertAgreed(ctx: TxCtx<StaffActor>, id: ApprovalId, now: ApprovalRequest): Promise<void> {
  const [row] = await sqlOf(ctx.db)<{ kind: string; subjectId: string; sealed: Buffer }[]>`
    select kind, subject_id as "subjectId", sealed from approvals
    where id = ${id} and status = 'pending' and maker_id = ${ctx.actor.userId}`;
  if (row?.kind !== now.kind || row.subjectId !== now.subjectId) throw refusal("second_person_needed");
  if (canonicalJson(openRequest(id, row.sealed).before) !== canonicalJson(now.before ?? {})) throw refusal("stale");
}

/** The maker's own waiting request for exactly this, so that a second click asks nobody twice. */
async function sameRequest(
  ctx: TxCtx<StaffActor>,
  { kind, subjectId, payload }: ApprovalRequest,
): Promise<ApprovalId | undefined> {
  const sql = sqlOf(ctx.db);
  const maker = ctx.actor.userId;
  // Two clicks at once are put in line: the second finds what the first stored.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`request ${kind} ${subjectId} ${maker}`}, 0))`;
  const waiting = await sql<{ id: ApprovalId; sealed: Buffer }[]>`
    select id, sealed from approvals
    where maker_id = ${maker} and kind = ${kind} and subject_id = ${subjectId} and status = 'pending'
      and due_at > bank_now()`;
  const asked = withoutKey(payload);
  return waiting.find(({ id, sealed }) => withoutKey(openRequest(id, sealed).payload) === asked)?.id;
}

function withoutKey({ key: _, ...asked }: Record<string, unknown>): string {
  return canonicalJson(asked);
}

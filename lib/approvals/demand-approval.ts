import { sqlOf } from "@/db/client";
import { record } from "../audit/record";
import { canonicalJson } from "../core/canonical";
import type { StaffActor, TxCtx } from "../core/context";
import { refusal } from "../core/errors";
import { newId } from "../core/ids";
import { type ApprovalId, openRequest } from "./sealed-request";
import { type ApprovalRequest, requestedAct, storeRequests } from "./store-requests";

export type Pending = { pending: ApprovalId };

/**
 * Lets a validated command go on when a second person has agreed to it or none is needed (null); otherwise stores the
 * request and answers its id, and the command writes nothing else. A second person is needed `always` or
 * by a policy. Asking the same again while it waits answers the request that waits. An agreed request whose subject has changed is `stale`.
 */
export async function demandApproval(
  ctx: TxCtx<StaffActor>,
  request: ApprovalRequest & { always?: true },
): Promise<Pending | null> {
  if (ctx.approval) {
    await assertAgreed(ctx, ctx.approval.id as ApprovalId, request);
    return null;
  }
  if (!request.always && !request.policy) return null;
  const waiting = await sameRequest(ctx, request);
  if (waiting) return { pending: waiting };
  const id = newId<"approval">();
  await storeRequests(ctx.db, [{ id, ctx, request }]);
  await record(ctx, requestedAct(id, request));
  return { pending: id };
}

/**
 * What was agreed to is this maker's command on this subject, and the subject stands as the second person saw it. That
 * the decision was theirs to take is for `decideApproval`, which holds the request locked while the command runs.
 */
async function assertAgreed(ctx: TxCtx<StaffActor>, id: ApprovalId, now: ApprovalRequest): Promise<void> {
  const row = await agreedRequest(ctx, id);
  if (row?.kind !== now.kind || row.subjectId !== now.subjectId) throw refusal("second_person_needed");
  if (canonicalJson(openRequest(id, row.sealed).before) !== canonicalJson(now.before ?? {})) throw refusal("stale");
}

/** Refuses a money command that names an agreement which is not its maker's, or is to another kind of command. */
export async function assertAgreedKind(ctx: TxCtx, kind: string): Promise<void> {
  const row = ctx.approval && (await agreedRequest(ctx, ctx.approval.id as ApprovalId));
  if (row?.kind !== kind) throw refusal("second_person_needed");
}

async function agreedRequest({ db, actor }: TxCtx, id: ApprovalId) {
  if (actor.kind !== "staff") return undefined;
  const [row] = await sqlOf(db)<{ kind: string; subjectId: string; sealed: Buffer }[]>`
    select kind, subject_id as "subjectId", sealed from approvals
    where id = ${id} and status in ('pending', 'released') and maker_id = ${actor.userId}`;
  return row;
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

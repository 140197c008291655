import { createHash } from "node:crypto";
import type { z } from "zod";
import { sqlOf } from "@/db/client";
import type { askToOverrideInput, overrideByPasskeyInput, overrideRequestInput } from "../approvals/schema";
import { beforeAct } from "../command/before-act";
import type { Ctx, StaffActor } from "../core/context";
import { refusal } from "../core/errors";
import { askColleagueToSign } from "../identity/ask-for-passkey";
import { authorize } from "../identity/authorize";
import { proveColleague, proveColleagueByPasskey } from "../identity/prove-colleague";
import { decideApproval } from "./decide-approval";

/**
 * Lets a supervisor agree to one request at the screen of whoever made it, with their own name, password and second factor. It is their
 * decision like any other and opens no session. Refuses `wrong_credentials`, and as the decision does.
 */
export async function overrideRequest(ctx: Ctx<StaffActor>, input: z.output<typeof overrideRequestInput>) {
  const { key, approvalId, seen, ...typed } = input;
  await assertWaits(ctx, approvalId, seen);
  const supervisor = await proveColleague(ctx, "approval.override", typed);
  const at = { at: ctx.actor.name };
  return decideApproval({ ...ctx, actor: supervisor }, { key, approvalId, seen, answer: "approved", ...at });
}

/** What the browser needs so that a supervisor's passkey signs this one request, as it stands. */
export async function askToOverride(ctx: Ctx<StaffActor>, input: z.output<typeof askToOverrideInput>) {
  await assertWaits(ctx, input.approvalId, input.seen);
  return askColleagueToSign(ctx, boundTo(input));
}

/** The same with a passkey of the supervisor in the place of name, password and code. Refuses `passkey_refused`, and as the decision does. */
export async function overrideByPasskey(ctx: Ctx<StaffActor>, input: z.output<typeof overrideByPasskeyInput>) {
  const { key, approvalId, seen, passkey } = input;
  await assertWaits(ctx, approvalId, seen);
  const supervisor = await proveColleagueByPasskey(ctx, "approval.override", { passkey, bound: boundTo(input) });
  const at = { at: ctx.actor.name };
  return decideApproval({ ...ctx, actor: supervisor }, { key, approvalId, seen, answer: "approved", ...at });
}

/** A signature for one request, in one state, counts for no other (control 22). */
function boundTo({ approvalId, seen }: { approvalId: string; seen: number }): Buffer {
  return createHash("sha256").update(`override ${approvalId} ${seen}`).digest();
}

/** The request is the maker's and waits as they see it: a supervisor's code is spent on nothing else. */
function assertWaits(ctx: Ctx<StaffActor>, approvalId: string, seen: number): Promise<void> {
  return beforeAct(ctx, "approval.override", () => waits(ctx, approvalId, seen), {
    subjectKind: "approval",
    subjectId: approvalId,
  });
}

async function waits(ctx: Ctx<StaffActor>, approvalId: string, seen: number): Promise<void> {
  authorize(ctx.actor, "approval.withdraw");
  const [own] = await sqlOf(ctx.db)<{ status: string; version: number; overdue: boolean }[]>`
    select status, version, due_at <= bank_now() as overdue from approvals
    where id = ${approvalId} and maker_id = ${ctx.actor.userId}`;
  if (!own) throw refusal("approval_not_found");
  if (own.status !== "pending") throw refusal("approval_over", { status: own.status });
  if (own.overdue) throw refusal("approval_over", { status: "expired" });
  if (own.version !== seen) throw refusal("stale");
}

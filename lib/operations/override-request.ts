import type { z } from "zod";
import { sqlOf } from "@/db/client";
import type { overrideRequestInput } from "../approvals/schema";
import type { Ctx, StaffActor } from "../core/context";
import { refusal } from "../core/errors";
import { authorize } from "../identity/authorize";
import { proveColleague } from "../identity/prove-colleague";
import { decideApproval } from "./decide-approval";

/**
 * Lets a supervisor agree to one request at the screen of whoever made it, with their own name, password and second factor. It is their
 * decision like any other and opens no session. Refuses `wrong_credentials`, and as the decision does.
 */
export async function overrideRequest(ctx: Ctx<StaffActor>, input: z.output<typeof overrideRequestInput>) {
  const { key, approvalId, seen, ...typed } = input;
  authorize(ctx.actor, "approval.withdraw");
  const [own] = await sqlOf(
    ctx.db,
  )`select 1 from approvals where id = ${approvalId} and maker_id = ${ctx.actor.userId}`;
  if (!own) throw refusal("approval_not_found");
  const supervisor = await proveColleague(ctx, "approval.override", typed);
  const at = { at: ctx.actor.name };
  return decideApproval({ ...ctx, actor: supervisor }, { key, approvalId, seen, answer: "approved", ...at });
}

import { demandApproval } from "../approvals/demand-approval";
import type { ApprovalKind } from "../approvals/kinds";
import { record } from "../audit/record";
import type { StaffActor, TxCtx } from "../core/context";
import { refusal } from "../core/errors";
import type { UserId } from "../core/ids";
import { assertFresh, authorize } from "../identity/authorize";
import { assertNotOwnRights, lockColleague } from "../identity/staff-rights";

type Colleague = Awaited<ReturnType<typeof lockColleague>>;
type Change = { before: Record<string, string>; after: Record<string, string> };

/** The colleague whom an administrator with a fresh second factor changes, under lock. Refuses `confirm_again`, `own_rights`, and a state they are not in. */
export async function colleagueToChange(
  ctx: TxCtx<StaffActor>,
  userId: UserId,
  state: "enabled" | "disabled" = "enabled",
): Promise<Colleague> {
  authorize(ctx.actor, "staff.manage");
  if (!ctx.approval) assertFresh(ctx.actor);
  const colleague = await lockColleague(ctx.db, userId);
  assertNotOwnRights(ctx.actor, ctx.approval?.checkerId, colleague.id);
  if (state === "enabled" && colleague.disabled) throw refusal("staff_disabled");
  if (state === "disabled" && !colleague.disabled) throw refusal("staff_not_disabled");
  return colleague;
}

/** Asks a second person for a change of a colleague; nothing comes back once they agreed. */
export function askToChange(
  ctx: TxCtx<StaffActor>,
  kind: ApprovalKind,
  { id, branchId }: { id: UserId; branchId: Colleague["branchId"] | null },
  payload: { reason: string },
  change: Change,
) {
  return demandApproval(ctx, {
    kind,
    payload,
    subjectKind: "user",
    subjectId: id,
    branchId,
    reason: payload.reason,
    ...change,
    always: true,
  });
}

/** Writes into the log how a colleague was changed and why. */
export async function recordChange(
  ctx: TxCtx<StaffActor>,
  act: Parameters<typeof record>[1]["act"],
  userId: UserId,
  { before, after }: Change,
  reason: string,
): Promise<void> {
  await record(ctx, { act, subjectKind: "user", subjectId: userId, before, after: { ...after, reason } });
}

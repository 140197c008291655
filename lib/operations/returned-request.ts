import type { ApprovalKind } from "../approvals/kinds";
import type { Ctx, StaffActor } from "../core/context";
import { readApproval } from "./approval-queries";

/**
 * What the viewer typed in a request of theirs that came back from its second person, when it is one of this kind and, where
 * one is named, about this subject; nothing for anybody else.
 */
export async function returnedRequest(
  ctx: Ctx<StaffActor>,
  approvalId: string | undefined,
  kind: ApprovalKind,
  subjectId?: string,
): Promise<Record<string, string>> {
  if (!approvalId) return {};
  const found = await readApproval(ctx, approvalId);
  const meant = found.kind === kind && (subjectId === undefined || found.subjectId === subjectId);
  return (meant && found.typed) || {};
}

import type { Ctx, StaffActor } from "../core/context";
import { readApproval } from "./approval-queries";

/** What the viewer typed in a journal of theirs that came back from its second person; nothing for anybody else. */
export async function returnedJournal(
  ctx: Ctx<StaffActor>,
  approvalId: string | undefined,
): Promise<Record<string, string>> {
  if (!approvalId) return {};
  const { kind, typed } = await readApproval(ctx, approvalId);
  return (kind === "journal.book" && typed) || {};
}

import type { Ctx, StaffActor } from "@/lib/core/context";
import { readApproval } from "@/lib/operations/approval-queries";
import { decideApproval } from "@/lib/operations/decide-approval";
import { newKey } from "./bank";

/** Asks as the maker, then the second person approves; answers how the request then stands. */
export async function carried<Input>(
  command: (ctx: Ctx<StaffActor>, input: Input) => Promise<object>,
  input: Input,
  { maker, checker }: { maker: Ctx<StaffActor>; checker: Ctx<StaffActor> },
): Promise<string> {
  const asked = await command(maker, input);
  if (!("pending" in asked)) throw new Error("The command did not wait for a second person");
  const { id, version } = await readApproval(maker, String(asked.pending));
  return (await decideApproval(checker, { key: newKey(), approvalId: id, seen: version, answer: "approved" })).status;
}

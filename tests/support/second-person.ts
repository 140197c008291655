import type { Ctx, StaffActor } from "@/lib/core/context";
import { readApproval } from "@/lib/operations/approval-queries";
import { completeRequest } from "@/lib/operations/complete-request";
import { decideApproval } from "@/lib/operations/decide-approval";
import { newKey } from "./bank";

/** As `carried`, of cash that is then released to the maker, who moves it. */
export async function completed<Input>(
  command: (ctx: Ctx<StaffActor>, input: Input) => Promise<object>,
  input: Input,
  people: { maker: Ctx<StaffActor>; checker: Ctx<StaffActor> },
): Promise<string | null> {
  let approvalId = "";
  const asked = async (ctx: Ctx<StaffActor>, one: Input) => {
    const answer = await command(ctx, one);
    if ("pending" in answer) approvalId = String(answer.pending);
    return answer;
  };
  const status = await carried(asked, input, people);
  if (status !== "released") throw new Error(`It was not released: ${status}`);
  return (await completeRequest(people.maker, { key: newKey(), approvalId: approvalId as never })).reference;
}

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

/** Does a command that may wait: what waits is agreed to, and answers nothing. */
export async function agreed<Input, Result extends object>(
  command: (ctx: Ctx<StaffActor>, input: Input) => Promise<Result>,
  input: Input,
  { maker, checker }: { maker: Ctx<StaffActor>; checker: Ctx<StaffActor> },
): Promise<void> {
  const asked = await command(maker, input);
  if (!("pending" in asked)) return;
  const { id, version } = await readApproval(maker, String(asked.pending));
  const decided = await decideApproval(checker, { key: newKey(), approvalId: id, seen: version, answer: "approved" });
  if (decided.status !== "approved") throw new Error(`The request was ${decided.status}`);
}

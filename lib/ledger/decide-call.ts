import type { Pending } from "../approvals/demand-approval";
import { isApprovalKind } from "../approvals/kinds";
import type { Powers } from "../approvals/powers";
import type { ApprovalId } from "../approvals/sealed-request";
import { type ApprovalRequest, requestedAct } from "../approvals/store-requests";
import type { AuditDraft, RefusalDraft } from "../audit/record";
import { type Claim, type Outcome, refused } from "../command/outcome";
import type { Actor, Ctx, StaffActor } from "../core/context";
import { type BankError, isBankError, refusal } from "../core/errors";
import { newId } from "../core/ids";
import type { Decision, NeedsSecond, Steps } from "./money-steps";

/** What became of a call: accepted, asked for a second person, or refused. */
export type Decided<Row, Result> =
  | { decision: Decision<Row, Result> }
  | { waits: { id: ApprovalId; ctx: Ctx<StaffActor>; request: ApprovalRequest } }
  | { refusal: BankError };

/** Decides one call, accepted into the state or refused. What is no refusal is thrown. */
export function decideOne<A extends Actor, Input, State, Row, Result>(
  name: string,
  steps: Steps<A, Input, State, Row, Result>,
  { ctx, input }: { ctx: Ctx<A>; input: Input },
  [powers, state]: [Powers, State],
  claimed: Claim | undefined,
): Decided<Row, Result> {
  try {
    const foreseen = foreseenIn(claimed) as Exclude<Result, Pending> | undefined;
    const answer = steps.decide(ctx, input, state, powers, foreseen) as Decision<Row, Result> | NeedsSecond;
    if ("needs" in answer) return { waits: waitingFor(name, ctx, input, answer) };
    if (answer.audit.amount) powers.use(ctx, answer.audit.amount);
    return { decision: answer };
  } catch (error) {
    if (isBankError(error)) return { refusal: error };
    throw error;
  }
}

/** The ids that answer a call when it is accepted, where they were drawn beforehand. */
export const foreseenIn = (claim: Claim | undefined): unknown =>
  claim?.outcome && "done" in claim.outcome ? claim.outcome.done : undefined;

/** The request of a call: the input under a key of its own, because the call's key is answered by the request. */
function waitingFor<Input>(name: string, ctx: Ctx, input: Input, { needs }: NeedsSecond) {
  if (!isApprovalKind(name) || ctx.actor.kind !== "staff") throw new Error(`${name} cannot wait for a second person`);
  if (ctx.approval) throw refusal("second_person_needed");
  const id = newId<"approval">();
  const payload = { ...input, key: id };
  return { id, ctx: { ...ctx, actor: ctx.actor }, request: { ...needs, kind: name, payload } };
}

export const resultOf = <Row, Result>(call: Exclude<Decided<Row, Result>, { refusal: BankError }>): Result =>
  "decision" in call ? call.decision.result : ({ pending: call.waits.id } as Result);

/** What the key of a call is answered for ever. */
export const outcomeOf = <Row, Result>(call: Decided<Row, Result>): Outcome<unknown> =>
  "refusal" in call ? refused(call.refusal) : { done: resultOf(call) };

/** What the activity log keeps of a call. */
export function actOf<Row, Result>(name: string, call: Decided<Row, Result>): AuditDraft | RefusalDraft {
  if ("decision" in call) return call.decision.audit;
  return "waits" in call ? requestedAct(call.waits.id, call.waits.request) : { act: name, refused: call.refusal };
}

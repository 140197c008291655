import type { Transaction } from "@/db/client";
import { type Claim, claimKeys, type Outcome, refusalOf } from "../command/outcome";
import { claimOf } from "../command/transact-once";
import { type Actor, actorScope } from "../core/context";
import { BankError, isBankError } from "../core/errors";
import type { How } from "./assuming";
import type { Call } from "./money-steps";

/** What a key was answered, that of the first call of the batch with it, or that the key cannot be used. */
type Answer = Outcome<unknown> | BankError | "repeat";

/** Claims every key once; a second occurrence in the batch is a repeat of the first when its body is the same. */
export async function claimCalls<A extends Actor, Input>(
  name: string,
  tx: Transaction,
  calls: readonly Call<A, Input>[],
  { firsts, how, foresee }: { firsts: readonly number[]; how: How; foresee: (() => unknown) | undefined },
): Promise<{ claims: Claim[]; answers: (Answer | null)[] }> {
  const claims = claimsOf(name, calls, foresee);
  const distinct = claims.filter((_, at) => firsts[at] === at);
  const found = await claimKeys(tx, distinct, how);
  const answerOfFirst = new Map(distinct.map((one, at) => [one, found[at] ?? null]));
  const answers = claims.map((one, at) => {
    const first = claims[firsts[at] as number] as Claim;
    if (first !== one && first.hash !== one.hash) return keyReused();
    const answer = answerOfFirst.get(first) ?? null;
    return first === one ? answer : (answer ?? "repeat");
  });
  return { claims, answers };
}

/** What each call claims, with what its key is answered when all goes well. */
export function claimsOf<A extends Actor, Input>(
  name: string,
  calls: readonly Call<A, Input>[],
  foresee: (() => unknown) | undefined,
): Claim[] {
  return calls.map(({ ctx, input }) => {
    const claim = claimOf(ctx.actor, { command: name, key: input.key, input: withoutKey(input) });
    if (foresee) claim.outcome = { done: foresee() };
    return claim;
  });
}

const keyReused = () => new BankError("key_reused");

/** For each call the place of the first call of the batch with its actor and key. */
export function firstsOf<A extends Actor, Input>(calls: readonly Call<A, Input>[]): number[] {
  const seen = new Map<string, number>();
  return calls.map(({ ctx, input }, at) => {
    const name = `${actorScope(ctx.actor)} ${input.key}`;
    const first = seen.get(name) ?? at;
    seen.set(name, first);
    return first;
  });
}

/** A stored answer as the caller gets it; null where an earlier call of the batch gives it. */
export function answerOf<Result>(answer: Answer): Result | BankError | null {
  if (answer === "repeat") return null;
  if (isBankError(answer)) return answer;
  return "done" in answer ? (answer.done as Result) : refusalOf(answer.refused);
}

function withoutKey<Input extends { key: string }>(input: Input): Omit<Input, "key"> {
  const { key: _, ...rest } = input;
  return rest;
}

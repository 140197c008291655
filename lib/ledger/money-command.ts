import type { Transaction } from "@/db/client";
import { type AuditDraft, recordMany } from "../audit/record";
import { type Claim, claimKeys, isStored, type Outcome, refusalOf, refused, storeOutcomes } from "../command/outcome";
import { sqlStateOf } from "../command/sql-state";
import { begin, isTransaction, retried } from "../command/transact";
import { claimOf } from "../command/transact-once";
import type { Actor, Ctx, TxCtx } from "../core/context";
import { BankError, isBankError } from "../core/errors";
import type { DecidedEntry } from "./entry";
import { postEntries } from "./post-entries";

/** What a decision leaves to be written: accepted entries, the domain's row, the act, and the ids that answer the caller. */
export type Decision<Row, Result> = { entries: readonly DecidedEntry[]; row: Row; audit: AuditDraft; result: Result };

/** One request of a batch. */
export type Call<A extends Actor, Input> = { ctx: Ctx<A>; input: Input & { key: string } };

type Steps<A extends Actor, Input, State, Row, Result> = {
  /** Locks in one statement, then reads in the next what the decisions need, for all calls at once. */
  load: (tx: Transaction, calls: readonly { ctx: TxCtx<A>; input: Input }[]) => Promise<State>;
  /** Pure: accepts into the state, so that the next call sees it, or throws a refusal and leaves the state alone. */
  decide: (ctx: TxCtx<A>, input: Input, state: State) => Decision<Row, Result>;
  /** Inserts the domain's rows of every accepted call, set-based. */
  write: (tx: Transaction, rows: readonly Row[], state: State) => Promise<unknown>;
};

export type MoneyCommand<A extends Actor, Input, Result> = {
  (ctx: Ctx<A>, input: Input & { key: string }): Promise<Result>;
  /** Runs many requests in one transaction, each with its own outcome. */
  many: (calls: readonly Call<A, Input>[]) => Promise<(Result | BankError)[]>;
};

/**
 * Frames a command that moves money: keys, locks, decisions, one write of entries, the domain's rows, audit and stored
 * outcomes, in one transaction. One call and a thousand run the same way; a refusal is an outcome and fails no neighbour.
 */
export function moneyCommand<A extends Actor, Input, State, Row, Result>(
  name: string,
  steps: Steps<A, Input, State, Row, Result>,
): MoneyCommand<A, Input, Result> {
  const many = (calls: readonly Call<A, Input>[]) => runBatch(name, steps, calls);
  const one = async (ctx: Ctx<A>, input: Input & { key: string }): Promise<Result> => {
    const [outcome] = await many([{ ctx, input }]);
    if (outcome instanceof BankError) throw outcome;
    return outcome as Result;
  };
  return Object.assign(one, { many });
}

async function runBatch<A extends Actor, Input, State, Row, Result>(
  name: string,
  steps: Steps<A, Input, State, Row, Result>,
  calls: readonly Call<A, Input>[],
): Promise<(Result | BankError)[]> {
  const [first] = calls;
  if (!first) return [];
  const { db } = first.ctx;
  if (isTransaction(db)) return db.transaction((tx) => runInside(name, steps, calls, { ...first.ctx, db: tx }, false));
  const run = (some: readonly Call<A, Input>[]) =>
    retried(() => begin(db, first.ctx, (inside) => runInside(name, steps, some, inside, true)));
  try {
    return await run(calls);
  } catch (error) {
    // The database refused the batch: its calls run again one by one, so that only the poison call fails. A single call
    // runs once more, because a row that another transaction wrote meanwhile is then seen by the decision.
    if (!sqlStateOf(error)?.startsWith("23")) throw error;
    const outcomes: (Result | BankError)[] = [];
    for (const call of calls) outcomes.push(...(await run([call])));
    return outcomes;
  }
}

async function runInside<A extends Actor, Input, State, Row, Result>(
  name: string,
  steps: Steps<A, Input, State, Row, Result>,
  calls: readonly Call<A, Input>[],
  inside: TxCtx<A>,
  keyed: boolean,
): Promise<(Result | BankError)[]> {
  const tx = inside.db;
  const { claims, answers } = keyed
    ? await claim(name, tx, calls)
    : { claims: calls.map(() => null), answers: calls.map(() => null) };
  const open = calls.flatMap((call, at) =>
    answers[at] === null ? [{ ...call, at, ctx: { ...inside, ...own(call.ctx) } }] : [],
  );
  const outcomes: (Result | BankError | null)[] = answers.map((answer) =>
    answer === null ? null : answerOf<Result>(answer),
  );
  if (open.length > 0) {
    const state = await steps.load(tx, open);
    const decided = open.map((call) => ({ ...call, ...decideOne(steps, call.ctx, call.input, state) }));
    const accepted = decided.flatMap((call) => ("decision" in call ? [{ ...call, decision: call.decision }] : []));
    for (const call of decided) outcomes[call.at] = "decision" in call ? call.decision.result : call.refusal;
    await Promise.all([
      postEntries(
        tx,
        accepted.flatMap(({ ctx, decision }) => decision.entries.map((entry) => ({ ctx, entry }))),
      ),
      accepted.length > 0
        ? steps.write(
            tx,
            accepted.map(({ decision }) => decision.row),
            state,
          )
        : undefined,
      recordMany(
        tx,
        decided.map((call) => ({
          ctx: call.ctx,
          draft: "decision" in call ? call.decision.audit : { act: name, refused: call.refusal },
        })),
      ),
      storeOutcomes(
        tx,
        decided.flatMap((call) => {
          const claimed = claims[call.at];
          const outcome: Outcome<unknown> = "decision" in call ? { done: call.decision.result } : refused(call.refusal);
          return claimed ? [{ claim: claimed, outcome }] : [];
        }),
      ),
    ]);
  }
  // A key that occurs twice in a batch is answered by its first occurrence.
  return outcomes.map((outcome, at) => outcome ?? (outcomes[firstWithKey(calls, at)] as Result | BankError));
}

function decideOne<A extends Actor, Input, State, Row, Result>(
  steps: Steps<A, Input, State, Row, Result>,
  ctx: TxCtx<A>,
  input: Input,
  state: State,
): { decision: Decision<Row, Result> } | { refusal: BankError } {
  try {
    return { decision: steps.decide(ctx, input, state) };
  } catch (error) {
    if (isStored(error)) return { refusal: error };
    throw error;
  }
}

type Answer = Outcome<unknown> | BankError | "repeat";

/** Claims every key once; a second occurrence in the batch is a repeat of the first when its body is the same. */
async function claim<A extends Actor, Input>(name: string, tx: Transaction, calls: readonly Call<A, Input>[]) {
  const claims: (Claim | null)[] = calls.map(({ ctx, input }) =>
    claimOf(ctx.actor, { command: name, key: input.key, input: withoutKey(input) }),
  );
  const firsts = claims.map((_, at) => firstWithKey(calls, at) === at);
  const distinct = claims.filter((one, at): one is Claim => one !== null && firsts[at] === true);
  const found = await claimKeys(tx, distinct);
  const answers: (Answer | null)[] = [];
  for (const [at, one] of claims.entries()) {
    const first = claims[firstWithKey(calls, at)] as Claim;
    const answer = found[distinct.indexOf(first)] ?? null;
    if (firsts[at]) answers.push(answer);
    else if (one && !one.hash.equals(first.hash)) answers.push(keyReused());
    else answers.push(answer ?? "repeat");
  }
  return { claims, answers };
}

const keyReused = () => new BankError("key_reused");

function firstWithKey<A extends Actor, Input>(calls: readonly Call<A, Input>[], at: number): number {
  const call = calls[at] as Call<A, Input>;
  return calls.findIndex((other) => other.input.key === call.input.key && sameActor(other.ctx.actor, call.ctx.actor));
}

function sameActor(a: Actor, b: Actor): boolean {
  return (
    a.kind === b.kind &&
    ("userId" in a && "userId" in b ? a.userId === b.userId : JSON.stringify(a) === JSON.stringify(b))
  );
}

function answerOf<Result>(answer: Answer): Result | BankError | null {
  if (answer === "repeat") return null;
  if (isBankError(answer)) return answer;
  return "done" in answer ? (answer.done as Result) : refusalOf(answer.refused);
}

function withoutKey<Input extends { key: string }>(input: Input): Omit<Input, "key"> {
  const { key: _, ...rest } = input;
  return rest;
}

/** What a call keeps of its own caller inside a shared transaction. */
const own = <A extends Actor>({ actor, channel, requestId, approval, ip }: Ctx<A>) => ({
  actor,
  channel,
  requestId,
  ...(approval ? { approval } : {}),
  ...(ip ? { ip } : {}),
});

import type { Database, Transaction } from "@/db/client";
import { assertAgreedKind } from "../approvals/demand-approval";
import { isApprovalKind } from "../approvals/kinds";
import { noPowers, type Powers, readPowers } from "../approvals/powers";
import { storeRequests } from "../approvals/store-requests";
import { recordMany } from "../audit/record";
import { isStored, storeOutcomes } from "../command/outcome";
import { sqlStateOf } from "../command/sql-state";
import { begin, beginLoading, isTransaction, retried } from "../command/transact";
import { assertKey } from "../command/transact-once";
import type { Actor, Ctx, TxCtx } from "../core/context";
import { BankError } from "../core/errors";
import { NotAsAssumed, proveBalances } from "./assume-balances";
import { assuming, type How } from "./assuming";
import { atOnce } from "./at-once";
import { answerOf, claimCalls, firstsOf } from "./claim-calls";
import { actOf, decideOne, foreseenIn, outcomeOf, resultOf } from "./decide-call";
import { type Lane, openLane } from "./lane";
import type { Call, Steps } from "./money-steps";
import { postEntries } from "./post-entries";

export type MoneyCommand<A extends Actor, Input, Result> = {
  (ctx: Ctx<A>, input: Input & { key: string }): Promise<Result>;
  /** Runs many requests in one transaction, each with its own outcome: what went wrong with one is that one's. */
  many: (calls: readonly Call<A, Input>[]) => Promise<Settled<Result>[]>;
};

/**
 * Frames a command that moves money: keys, locks, decisions, one write of entries, the domain's rows, audit and stored
 * outcomes, in one transaction. One call and a thousand run the same way; a refusal is an outcome and fails no neighbour.
 */
export function moneyCommand<A extends Actor, Input, State, Row, Result>(
  name: string,
  steps: Steps<A, Input, State, Row, Result>,
): MoneyCommand<A, Input, Result> {
  const settled = (calls: readonly Call<A, Input>[]) => runBatch(name, steps, calls);
  const touches = ({ input }: Call<A, Input>) => steps.touches?.(input) ?? [];
  const lanes = new WeakMap<Database, Lane<Call<A, Input>, Settled<Result>>>();
  const one = async (ctx: Ctx<A>, input: Input & { key: string }): Promise<Result> => {
    assertKey(input.key);
    const outcome = withoutFailure(await submit(lanes, settled, { ctx, input }, touches));
    if (outcome instanceof BankError) throw outcome;
    return outcome;
  };
  return Object.assign(one, { many: settled });
}

/** What became of a call: its result, a refusal, or what went wrong with this call alone. */
type Settled<Result> = Result | BankError | CommandFailure;

/** What went wrong with one call of a batch and is no refusal: the database would not take it, or the program met what it does not know. */
export class CommandFailure extends Error {
  constructor(override readonly cause: unknown) {
    super("One call of a batch went wrong");
  }
}

/** The outcome of a call, where the caller has nothing to do about one that went wrong: that is thrown. */
export function withoutFailure<Result>(outcome: Settled<Result>): Result | BankError {
  if (outcome instanceof CommandFailure) throw outcome.cause;
  return outcome;
}

/** Batches in flight and calls in each: beyond these a batch only holds its locks longer. */
const LANE = { width: 2, size: 256 };

/**
 * Sends a call down its database's lane. A call that is already inside a transaction never joins one, and neither does
 * one that brings its own clock.
 */
async function submit<C extends { ctx: Ctx }, Outcome>(
  lanes: WeakMap<Database, Lane<C, Outcome>>,
  many: (calls: readonly C[]) => Promise<Outcome[]>,
  call: C,
  touches: (call: C) => readonly string[],
): Promise<Outcome> {
  const { db, clock } = call.ctx;
  if (isTransaction(db) || clock !== undefined) return (await many([call]))[0] as Outcome;
  const lane = lanes.get(db) ?? openLane(many, LANE, touches);
  lanes.set(db, lane);
  return lane(call);
}

async function runBatch<A extends Actor, Input, State, Row, Result>(
  name: string,
  steps: Steps<A, Input, State, Row, Result>,
  calls: readonly Call<A, Input>[],
): Promise<Settled<Result>[]> {
  const [first] = calls;
  if (!first) return [];
  const { db } = first.ctx;
  if (isTransaction(db)) return joined(name, steps, calls, { ...first.ctx, db });
  const { assumed } = steps;
  const once = (some: readonly Call<A, Input>[], how: How) => {
    const over: Promise<Settled<Result>[]> = beginLoading(
      db,
      first.ctx,
      (inside) => loadAll(name, steps, some, inside, { how, keyed: true }),
      (inside, loaded) => runLoaded(name, steps, some, inside, { ...loaded, over }),
    );
    return over;
  };
  const run = async (some: readonly Call<A, Input>[]) => {
    try {
      return await retried(() =>
        assumed
          ? assuming(
              () => some.flatMap(({ input }) => steps.touches?.(input) ?? []),
              async (how) => (how === "assume" && (await atOnce(name, steps, assumed, some, db))) || once(some, how),
            )
          : once(some, "lock"),
      );
    } catch (error) {
      if (error instanceof Unanswered) return withoutThose(name, steps, some, error.refusals);
      throw error;
    }
  };
  try {
    return await run(calls);
  } catch (error) {
    if (!isOfOneCall(error)) throw error;
    // One of the calls is poison: they run again one by one, so that it alone fails. What fails all of them is thrown.
    const outcomes: Settled<Result>[] = [];
    for (const call of calls)
      outcomes.push(
        ...(await run([call]).catch((failed: unknown) => {
          if (!isOfOneCall(failed)) throw failed;
          return [new CommandFailure(failed)];
        })),
      );
    return outcomes;
  }
}

/** Inside somebody else's transaction: a refusal that is no answer ends that one. */
async function joined<A extends Actor, Input, State, Row, Result>(
  name: string,
  steps: Steps<A, Input, State, Row, Result>,
  calls: readonly Call<A, Input>[],
  ctx: Ctx<A, Transaction>,
): Promise<(Result | BankError)[]> {
  try {
    return await ctx.db.transaction(async (tx) => {
      const inside = { ...(ctx as TxCtx<A>), db: tx };
      const loaded = await loadAll(name, steps, calls, inside, { how: "lock", keyed: false });
      return runLoaded(name, steps, calls, inside, loaded);
    });
  } catch (error) {
    throw error instanceof Unanswered ? error.refusals.values().next().value : error;
  }
}

/** Refusals that leave their key free, because the person first has to show something: by the place of their call. */
class Unanswered extends Error {
  constructor(readonly refusals: ReadonlyMap<number, BankError>) {
    super("Some calls have no answer");
  }
}

/** Records the refusals that leave their keys free, and runs the others without those calls. */
async function withoutThose<A extends Actor, Input, State, Row, Result>(
  name: string,
  steps: Steps<A, Input, State, Row, Result>,
  calls: readonly Call<A, Input>[],
  refusals: ReadonlyMap<number, BankError>,
): Promise<Settled<Result>[]> {
  const others = await runBatch(
    name,
    steps,
    calls.filter((_, at) => !refusals.has(at)),
  );
  const { ctx } = calls[0] as Call<A, Input>;
  await begin(ctx.db as Database, ctx, (inside) =>
    recordMany(
      inside.db,
      [...refusals].map(([at, refused]) => ({
        ctx: contextIn(inside, (calls[at] as Call<A, Input>).ctx),
        draft: { act: name, refused },
      })),
    ),
  );
  const rest = others.values();
  return calls.map((_, at) => refusals.get(at) ?? (rest.next().value as Settled<Result>));
}

/**
 * Whether the fault lies with a call and not with the machine: the database refused a row, or the program met what it
 * does not know. A row that another transaction wrote meanwhile is seen when the call runs again.
 */
function isOfOneCall(error: unknown): boolean {
  const state = sqlStateOf(error);
  return state ? /^(22|23|40)/.test(state) : error instanceof Error && !("code" in error);
}

type Loaded<A extends Actor, State> = Awaited<ReturnType<typeof claimCalls>> & {
  contexts: readonly TxCtx<A>[];
  how: How;
  firsts: readonly number[];
  bound: PromiseSettledResult<Powers>;
  state: PromiseSettledResult<State>;
};

/** Claims the keys, and locks and reads what the decisions need. What only the decisions need may have failed. */
async function loadAll<A extends Actor, Input, State, Row, Result>(
  name: string,
  steps: Steps<A, Input, State, Row, Result>,
  calls: readonly Call<A, Input>[],
  inside: TxCtx<A>,
  { how, keyed }: { how: How; keyed: boolean },
): Promise<Loaded<A, State>> {
  const tx = inside.db;
  const firsts = firstsOf(calls);
  // Keys, limits and accounts go out together, in this order: what a repeat loads is wasted, and an answer costs a turn less.
  const contexts = calls.map(({ ctx }): TxCtx<A> => contextIn(inside, ctx));
  const loading = calls.map(({ input }, at) => ({ ctx: contexts[at] as TxCtx<A>, input }));
  const [claimed, bound, state] = await Promise.allSettled([
    keyed
      ? claimCalls(name, tx, calls, { firsts, how, foresee: steps.foresee })
      : { claims: [], answers: calls.map(() => null) },
    steps.bound ? readPowers(tx, steps.bound, loading, inside.businessDate) : noPowers,
    steps.load(tx, loading, how),
  ]);
  return { ...arrived(claimed, bound, state), contexts, how, firsts, bound, state };
}

async function runLoaded<A extends Actor, Input, State, Row, Result>(
  name: string,
  steps: Steps<A, Input, State, Row, Result>,
  calls: readonly Call<A, Input>[],
  inside: TxCtx<A>,
  {
    contexts,
    claims,
    answers,
    how,
    firsts,
    bound,
    state: loaded,
    over,
  }: Loaded<A, State> & { over?: Promise<unknown> },
): Promise<(Result | BankError)[]> {
  const tx = inside.db;
  const powers = arrived(bound);
  const open = calls.flatMap(({ input }, at) =>
    answers[at] === null ? [{ input, at, ctx: contexts[at] as TxCtx<A> }] : [],
  );
  const outcomes: (Result | BankError | null)[] = answers.map((answer) =>
    answer === null ? null : answerOf<Result>(answer),
  );
  if (open.length > 0) {
    // A part of an agreed command cannot wait by itself and was checked with the whole.
    for (const { ctx } of open) if (ctx.approval && isApprovalKind(name)) await assertAgreedKind(ctx, name);
    const state = arrived(loaded);
    if (how === "assume") steps.assumed?.take(state);
    const decided = open.map((call) => ({
      ...call,
      ...decideOne(name, steps, call, [powers, state], claims[call.at]),
    }));
    const unanswered = decided.flatMap((call) => ("refusal" in call && !isStored(call.refusal) ? [call] : []));
    // Nothing proves these: they are answered under locks.
    if (unanswered.length > 0 && how === "assume") throw new NotAsAssumed("A refusal is not stored");
    if (unanswered.length > 0) throw new Unanswered(new Map(unanswered.map(({ at, refusal }) => [at, refusal])));
    const accepted = decided.flatMap((call) => ("decision" in call ? [{ ...call, decision: call.decision }] : []));
    const waiting = decided.flatMap((call) => ("waits" in call ? [call.waits] : []));
    for (const call of decided) outcomes[call.at] = "refusal" in call ? call.refusal : resultOf(call);
    const stood = over && how === "assume" ? steps.assumed?.stood(state) : undefined;
    if (over && stood) await proveBalances(tx, stood.before, stood.book, over);
    else if (how === "assume") throw new Error("What was assumed has to be proved");
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
      powers.write(tx),
      storeRequests(tx, waiting),
      recordMany(
        tx,
        decided.map((call) => ({ ctx: call.ctx, draft: actOf(name, call) })),
      ),
      storeOutcomes(
        tx,
        decided.flatMap((call) => {
          const claimed = claims[call.at];
          if (!claimed || ("decision" in call && call.decision.result === foreseenIn(claimed))) return [];
          return [{ claim: claimed, outcome: outcomeOf(call) }];
        }),
      ),
    ]);
  }
  // A key that occurs twice in a batch is answered by its first occurrence.
  return outcomes.map((outcome, at) => outcome ?? (outcomes[firsts[at] as number] as Result | BankError));
}

/** The answer of one of several statements sent together; of their errors the one that aborted the others. */
function arrived<T>(one: PromiseSettledResult<T>, ...beside: PromiseSettledResult<unknown>[]): T {
  if (one.status === "fulfilled") return one.value;
  const errors = [one, ...beside].flatMap((other) => (other.status === "rejected" ? [other.reason as unknown] : []));
  throw errors.find((error) => sqlStateOf(error) !== ABORTED) ?? one.reason;
}

const ABORTED = "25P02";

/** What a call keeps of its own caller inside a shared transaction; what its caller does not have, the first one's must not fill. */
const contextIn = <A extends Actor>(
  inside: TxCtx<A>,
  { actor, channel, requestId, approval, ip }: Ctx<A>,
): TxCtx<A> => ({
  ...inside,
  actor,
  channel,
  requestId,
  approval,
  ip,
});

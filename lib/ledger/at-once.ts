import type { Fragment } from "postgres";
import { ADVISORY } from "@/db/advisory-locks";
import { type Database, sqlOf } from "@/db/client";
import { noPowers } from "../approvals/powers";
import { recording } from "../audit/record";
import { type Claim, claiming, isStored } from "../command/outcome";
import { dayMet } from "../command/transact";
import type { Actor, Ctx } from "../core/context";
import type { BusinessDate } from "../core/dates";
import type { BankError } from "../core/errors";
import { inTurn, NOT_AS_ASSUMED, NotAsAssumed, proof } from "./assume-balances";
import type { Book, GuardedAccount } from "./book";
import { claimsOf, firstsOf } from "./claim-calls";
import { actOf, decideOne, outcomeOf, resultOf } from "./decide-call";
import type { Call, Parts, Steps } from "./money-steps";
import { booking, latestRows, type Posting } from "./post-entries";

/** Runs calls as one statement, where nothing has to be read for them; null where something has, or more has to be written. */
export async function atOnce<A extends Actor, Input, State, Row, Result>(
  name: string,
  steps: Steps<A, Input, State, Row, Result>,
  assumed: NonNullable<Steps<A, Input, State, Row, Result>["assumed"]>,
  calls: readonly Call<A, Input>[],
  db: Database,
): Promise<(Result | BankError)[] | null> {
  const day = dayMet(db);
  if (!day || calls.some(({ ctx }) => needsMore(ctx)) || firstsOf(calls).some((first, at) => first !== at)) return null;
  const state = assumed.known(calls);
  if (!state) return null;
  assumed.take(state);
  const decided = claimsOf(name, calls, steps.foresee).map((claim, at) => {
    const { ctx, input } = calls[at] as Call<A, Input>;
    const inside = ctx.businessDate === day && !ctx.closing ? ctx : { ...ctx, businessDate: day, closing: false };
    const made = decideOne(name, steps, { ctx: inside, input }, [noPowers, state], claim);
    claim.outcome = outcomeOf(made);
    return { ctx: inside, claim, ...made };
  });
  const accepted = decided.flatMap((call) => ("decision" in call ? [{ ...call, decision: call.decision }] : []));
  if (accepted.length === 0) return null;
  const sql = sqlOf(db);
  const parts = assumed.parts(
    sql,
    accepted.map(({ decision }) => decision.row),
    state,
  );
  const acts = recording(
    sql,
    decided.map((call) => ({ ctx: call.ctx, draft: actOf(name, call) })),
  );
  if (decided.some((call) => "refusal" in call && !isStored(call.refusal)))
    throw new NotAsAssumed("A refusal is not stored");
  if (!parts || !acts || decided.some((call) => "waits" in call)) return null;
  await writeAtOnce(db, {
    ...assumed.stood(state),
    day,
    claims: decided.map(({ claim }) => claim),
    postings: accepted.flatMap(({ ctx, decision }) => decision.entries.map((entry) => ({ ctx, entry }))),
    parts,
    acts,
  });
  return decided.map((call) => ("refusal" in call ? call.refusal : resultOf(call)));
}

/** Staff stand in line for their limits and tills, what was agreed is checked with its request, and a clock is set beforehand. */
const needsMore = ({ actor, approval, clock }: Ctx): boolean =>
  actor.kind === "staff" || approval !== undefined || clock !== undefined;

/** All that a batch writes, where nothing had to be read for it. */
type Writing = {
  day: BusinessDate;
  claims: readonly Claim[];
  /** How the decisions took the accounts to stand, and how they leave them. */
  before: readonly GuardedAccount[];
  book: Book;
  postings: readonly Posting[];
  parts: Parts;
  /** What inserts the acts. */
  acts: Fragment;
};

/**
 * Runs a batch as one statement, which is a transaction of its own, in one turn with the database: the day, the keys, what the command does
 * first, the locks with the proof that all was as assumed, and everything else that is written, in this order: each part asks for the one
 * before it. Where something was not as assumed, nothing has happened.
 */
async function writeAtOnce(db: Database, writing: Writing): Promise<void> {
  const { day, claims, before, book, postings, parts, acts } = writing;
  const sql = sqlOf(db);
  const { met, from } = proof(sql, before, sql`and (select holds from also) is not null`);
  const booked = booking(sql, postings, latestRows(postings), {
    time: sql`stood.last_booked_at`,
    from: sql`from stood`,
  });
  const send = () =>
    sql`
    with day as materialized (select hold_day(${ADVISORY.openDay}, ${day}) as held),
    claims as (${claiming(sql, claims, sql`, day where day.held`)} returning 1),
    ${parts.first}
    also as materialized (select (select count(*) from claims) = ${claims.length}::int and ${parts.also} as holds),
    stood as materialized (
      select ${met}, demand((select holds from also), ${NOT_AS_ASSUMED}, 'something is not as it was assumed'),
        max(last_booked_at) as last_booked_at
      ${from}),
    ${booked.parts},
    ${parts.rows},
    acts as (${acts})
    select ${booked.met} from stamp`.execute();
  let statement: ReturnType<typeof send> | undefined;
  await inTurn(before, book, () => {
    statement = send();
    return statement;
  });
  await statement;
}

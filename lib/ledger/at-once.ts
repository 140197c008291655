import type { Fragment } from "postgres";
import { ADVISORY } from "@/db/advisory-locks";
import { plainArray, sameOnce } from "@/db/arrays";
import { type Database, type Sql, sqlOf } from "@/db/client";
import { noPowers } from "../approvals/powers";
import { recording } from "../audit/record";
import { type Claim, claiming, isStored } from "../command/outcome";
import { dayMet } from "../command/transact";
import type { Actor, Ctx } from "../core/context";
import type { BusinessDate } from "../core/dates";
import type { BankError } from "../core/errors";
import { type Before, inTurn, NotAsAssumed, newTurn } from "./assume-balances";
import type { Book, GuardedAccount } from "./book";
import { claimsOf, firstsOf } from "./claim-calls";
import { actOf, decideOne, outcomeOf, resultOf } from "./decide-call";
import type { Call, Parts, Steps } from "./money-steps";
import { entriesOf, legsOf, type Posting } from "./post-entries";

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
 * first, the time, then all other rows that are inserted, and last the balances, which are locked, proved to stand as was assumed and changed in one. The
 * time asks for what comes before it, and the balances for all. Where something was not as assumed, nothing has happened.
 */
async function writeAtOnce(db: Database, writing: Writing): Promise<void> {
  const { day, claims, before, book, postings, parts, acts } = writing;
  const sql = sqlOf(db);
  const inserts = Object.entries({
    entries: entriesOf(sql, postings),
    legs: legsOf(sql, postings),
    ...parts.inserts,
    acts,
  });
  const { process, turn } = newTurn();
  const send = (earlier: readonly Before[]) => {
    const turns = plainArray(earlier.map((one) => one.turn));
    const processes = plainArray(earlier.map(() => process));
    return sql`
    with day as materialized (
      select begin_batch(${ADVISORY.openDay}, ${day}, ${processes}::int[], ${turns}::int[],
        ${plainArray(earlier.map(({ account }) => account))}::uuid[], ${plainArray(earlier.map(({ seq }) => seq))}::bigint[]) as held),
    claims as (${claiming(sql, claims, sql`, day where day.held`)} returning 1),
    ${parts.first}
    stamp as materialized (
      select take_turn((select count(*) from claims) = ${claims.length}::int and ${parts.also}, ${process}, ${turn}) as booked_at),
    ${listed(
      sql,
      inserts.map(([name, insert]) => sql`${sql(name)} as (${insert} returning 1)`),
      sql`,`,
    )}
    select move_balances(
      ${listed(
        sql,
        inserts.map(([name]) => sql`(select count(*) from ${sql(name)}) > 0`),
        sql`and`,
      )},
      booked_at, ${moving(sql, before, book)}, ${processes}::int[], ${turns}::int[]) from stamp`.execute();
  };
  let statement: ReturnType<typeof send> | undefined;
  await inTurn({ before, book, turn }, (earlier) => {
    statement = send(earlier);
    return statement;
  });
  await statement;
}

/** How accounts were assumed to stand, in id order, and how they are left, as `move_balances` takes it. */
function moving(sql: Sql, before: readonly GuardedAccount[], book: Book): Fragment {
  const old = [...before].sort((a, b) => (a.id < b.id ? -1 : 1));
  const left = old.map((account) => book.guarded.get(account.id) ?? account);
  const all = (accounts: readonly GuardedAccount[], name: "balance" | "seq") =>
    plainArray(accounts.map((account) => account[name]));
  const same = (accounts: readonly GuardedAccount[], name: "held" | "unarranged" | "floor" | "mark") =>
    plainArray(sameOnce(accounts.map((account) => account[name])));
  const holding = old.filter(({ held }) => held > 0n).map(({ id }) => id);
  return sql`${plainArray(old.map(({ id }) => id))}::uuid[],
    ${all(old, "balance")}::bigint[], ${all(left, "balance")}::bigint[], ${all(old, "seq")}::bigint[], ${all(left, "seq")}::bigint[],
    ${same(old, "held")}::bigint[], ${same(left, "held")}::bigint[], ${same(old, "unarranged")}::bigint[], ${same(left, "unarranged")}::bigint[],
    ${same(old, "floor")}::bigint[], ${same(old, "mark")}::bigint[], ${plainArray(holding)}::uuid[]`;
}

const listed = (sql: Sql, parts: readonly Fragment[], between: Fragment): Fragment =>
  parts.reduce((all, part) => sql`${all} ${between} ${part}`);

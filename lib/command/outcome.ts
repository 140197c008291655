import type { Fragment } from "postgres";
import { nullsOnce, plainArray, sameOnce } from "@/db/arrays";
import { type Executor, type Sql, sendOnly, sqlOf } from "@/db/client";
import { BankError, type RefusalParams, refusal } from "../core/errors";
import type { Reason } from "../core/reasons";
import { constraintOf } from "./sql-state";

/** What a key is answered for ever: the ids of what was done, or the refusal. */
export type Outcome<T> = { done: T } | { refused: { reason: Reason; params: RefusalParams; field?: string } };

export type Claim = {
  scope: string;
  key: string;
  command: string;
  /** SHA-256 of the request, as hex digits. */
  hash: string;
  /** What the key is answered, where that is known beforehand, or foreseen if all goes well: it is then written with the claim. */
  outcome?: Outcome<unknown>;
};

/** The refusals that are an answer; anything else (away, not signed in) leaves the key free. */
const STORED = new Set(["forbidden", "not_found", "conflict", "invalid", "rule_violation"]);

export function isStored(error: unknown): error is BankError {
  return error instanceof BankError && STORED.has(error.code) && error.reason !== "key_reused";
}

/**
 * Claims keys in sorted order, so that two batches never wait for each other in a ring. Answers, in the order asked,
 * `null` for a key that is now ours, or what it was answered before; waits while another transaction holds it. Outside of a
 * transaction that has locked the day nothing is claimed. Keys that are `assumed` to be new are not looked for first: should one
 * of them be known, the transaction fails (`wasKnown`).
 */
export async function claimKeys(
  tx: Executor,
  claims: readonly Claim[],
  how: "lock" | "assume" = "lock",
): Promise<(Outcome<unknown> | BankError | null)[]> {
  const sql = sqlOf(tx);
  const made = await sql<{ scope: string; key: string }[]>`
    ${claiming(sql, claims, sql`where current_setting('app.begun', true) = 'yes'`)}
    ${how === "assume" ? sql`` : sql`on conflict do nothing returning scope, key`}`;
  if (made.count === claims.length) return claims.map(() => null);
  const ours = new Set(made.map((row) => `${row.scope}\0${row.key}`));
  const others = claims.filter((claim) => !ours.has(`${claim.scope}\0${claim.key}`));
  const stored = await sql<(Pick<Claim, "scope" | "key" | "command" | "hash"> & { outcome: Outcome<unknown> })[]>`
    select k.scope, k.key, k.command, encode(k.request_hash, 'hex') as hash, k.outcome from idempotency_keys k
    join unnest(${others.map((claim) => claim.scope)}::text[], ${others.map((claim) => claim.key)}::text[]) as asked (scope, key)
      on k.scope = asked.scope and k.key = asked.key`;
  const answers = new Map(stored.map((row) => [`${row.scope}\0${row.key}`, row]));
  return claims.map((claim) => {
    const name = `${claim.scope}\0${claim.key}`;
    if (ours.has(name)) return null;
    const answer = answers.get(name);
    if (!answer) throw new Error("A claimed key has vanished");
    return answer.command === claim.command && answer.hash === claim.hash ? answer.outcome : refusal("key_reused");
  });
}

/** The statement that claims keys in sorted order, with their answers where there are; `inside` says what must have happened before. */
export function claiming(sql: Sql, claims: readonly Claim[], inside: Fragment): Fragment {
  const sorted = [...claims].sort((a, b) => ((a.scope === b.scope ? a.key < b.key : a.scope < b.scope) ? -1 : 1));
  return sql`
    insert into idempotency_keys (scope, key, command, request_hash, outcome)
    select c.scope, c.key, coalesce(c.command, s.command[1]), decode(c.hash, 'hex'), c.outcome::jsonb
    from (select
      ${sorted.map((claim) => claim.scope)}::text[] as scope, ${plainArray(sorted.map((claim) => claim.key))}::text[] as key,
      ${plainArray(sameOnce(sorted.map((claim) => claim.command)))}::text[] as command,
      ${plainArray(sorted.map((claim) => claim.hash))}::text[] as hash,
      ${nullsOnce(sorted.map(({ outcome }) => (outcome ? JSON.stringify(outcome) : null)))}::text[] as outcome
    ) as s, unnest(s.scope, s.key, s.command, s.hash, s.outcome) as c (scope, key, command, hash, outcome)
    ${inside}`;
}

/** Whether a transaction failed because a key that it assumed to be new was known. */
export const wasKnown = (error: unknown): boolean => constraintOf(error) === "idempotency_keys_pkey";

/** Stores what the claimed keys are answered from now on, where it is not what was foreseen. */
export async function storeOutcomes(
  tx: Executor,
  outcomes: readonly { claim: Claim; outcome: Outcome<unknown> }[],
): Promise<void> {
  if (outcomes.length === 0) return;
  await sendOnly(
    tx,
    sqlOf(tx)`
    update idempotency_keys k set outcome = rows.outcome::jsonb from unnest(
      ${outcomes.map(({ claim }) => claim.scope)}::text[], ${plainArray(outcomes.map(({ claim }) => claim.key))}::text[],
      ${outcomes.map(({ outcome }) => JSON.stringify(outcome))}::text[]
    ) as rows (scope, key, outcome) where k.scope = rows.scope and k.key = rows.key`,
  );
}

/** A stored outcome as the first caller got it: its value, or its refusal thrown. */
export function replay<T>(answer: Outcome<unknown> | BankError): T {
  if (answer instanceof BankError) throw answer;
  if ("done" in answer) return answer.done as T;
  throw refusalOf(answer.refused);
}

export function refusalOf(stored: { reason: Reason; params: RefusalParams; field?: string }): BankError {
  return new BankError(stored.reason, stored.params, stored.field);
}

export function refused(error: BankError): Outcome<never> {
  return { refused: { reason: error.reason, params: error.params, ...(error.field ? { field: error.field } : {}) } };
}

import { type Database, sqlOf } from "@/db/client";
import { record } from "../audit/record";
import { sqlStateOf } from "../command/sql-state";
import { transact } from "../command/transact";
import type { Actor, Ctx } from "../core/context";
import { BankError } from "../core/errors";
import { newId } from "../core/ids";
import { authorize } from "../identity/authorize";
import type { Finding } from "./finding";
import { checkHead, type SignedHead } from "./heads";
import { sealRows } from "./seal";
import { type Listener, verifyLedger } from "./verify";

export type Verification = { id: string; findings: Finding[]; seconds: number };

/**
 * Seals what waits, proves the ledger, and keeps what was found: as a run with who asked, when and how long, and in the
 * activity log; a run that breaks off is kept with its reason. With a head also compares the chain with it. Refuses
 * `verify_running` while another run is under way.
 */
export async function runVerification(
  ctx: Ctx<Actor, Database>,
  { head, ...listener }: Listener & { head?: SignedHead } = {},
): Promise<Verification> {
  authorize(ctx.actor, "ledger.verify");
  const started = performance.now();
  const sql = sqlOf(ctx.db);
  const [start] = await sql<{ at: string }[]>`select bank_now()::text as at`;
  let findings: Finding[] = [];
  const found = (finding: Finding) => {
    findings.push(finding);
    listener.finding?.(finding);
  };
  let end: Run["end"];
  const keep = (failure: string | null) => {
    const millis = Math.round(performance.now() - started);
    return keepRun(ctx, { startedAt: start?.at ?? "", millis, end, findings, failure });
  };
  try {
    await sealRows(ctx.db);
    [end] = await sql<{ number: bigint; hash: Buffer }[]>`select number, hash from seals order by number desc limit 1`;
    findings = await verifyLedger(ctx.db, { ...listener, finding: found });
    if (head) found(await checkHead(ctx.db, head));
  } catch (error) {
    // The error itself is what whoever started the run must hear, also where nothing can be kept of it.
    if (!(error instanceof BankError)) await keep(whyBroken(error, ctx.requestId)).catch(() => undefined);
    throw error;
  }
  return { ...(await keep(null)), findings };
}

/** Why a run broke off, in a sentence; no message of a driver, which may hold what stands in a row. */
function whyBroken(error: unknown, reference: string): string {
  const code = sqlStateOf(error);
  if (code === "57014") return "The database stopped a statement that took too long, or somebody stopped it";
  if (code === "55P03") return "Another transaction kept a table locked for too long";
  const what = code ? `The database answered with error ${code}` : "Something happened that the bank does not expect";
  return `${what}; the log of the server says more under ${reference}`;
}

type Run = {
  startedAt: string;
  millis: number;
  end: { number: bigint; hash: Buffer } | undefined;
  findings: Finding[];
  failure: string | null;
};

function keepRun(
  ctx: Ctx<Actor, Database>,
  { startedAt, millis, end, findings, failure }: Run,
): Promise<{ id: string; seconds: number }> {
  return transact(ctx, "ledger.verify", async (inside) => {
    const id = newId();
    const { actor } = inside;
    const actorId = actor.kind === "system" ? actor.job : actor.kind === "api_client" ? actor.clientId : actor.userId;
    const result = failure ? "failed" : findings.some(({ bad }) => bad !== null) ? "not_proved" : "proved";
    const postings = findings.find(({ check }) => check.startsWith("Every entry balances"))?.rows ?? 0n;
    const told = findings.map(({ check, rows, bad }) => ({ check, rows: rows.toString(), bad }));
    await sqlOf(inside.db)`
      insert into verify_runs (id, started_at, millis, actor_kind, actor_id, head_number, head_hash, result, failure, findings, postings)
      values (${id}, ${startedAt}::timestamptz, ${millis}, ${actor.kind}, ${actorId}, ${end?.number.toString() ?? null}::bigint,
        ${end?.hash ?? null}, ${result}, ${failure}, ${sqlOf(inside.db).json(told)}, ${postings.toString()}::bigint)`;
    await record(inside, { act: "ledger.verified", subjectKind: "verify_run", subjectId: id, after: { result } });
    return { id, seconds: millis / 1000 };
  });
}

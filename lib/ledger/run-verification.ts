import { type Database, sqlOf } from "@/db/client";
import { record } from "../audit/record";
import { transact } from "../command/transact";
import type { Actor, Ctx } from "../core/context";
import { newId } from "../core/ids";
import { authorize } from "../identity/authorize";
import type { Finding } from "./finding";
import { checkHead, type SignedHead } from "./heads";
import { sealRows } from "./seal";
import { type Listener, verifyLedger } from "./verify";

export type Verification = { id: string; findings: Finding[]; seconds: number };

/**
 * Seals what waits, proves the ledger, and keeps what was found: as a run with who asked, when and how long, and in the
 * activity log. With a head also compares the chain with it. Refuses `verify_running` while another run is under way.
 */
export async function runVerification(
  ctx: Ctx<Actor, Database>,
  { head, ...listener }: Listener & { head?: SignedHead } = {},
): Promise<Verification> {
  authorize(ctx.actor, "ledger.verify");
  const started = performance.now();
  const sql = sqlOf(ctx.db);
  const [start] = await sql<{ at: string }[]>`select bank_now()::text as at`;
  await sealRows(ctx.db);
  const [end] = await sql<
    { number: bigint; hash: Buffer }[]
  >`select number, hash from seals order by number desc limit 1`;
  const findings = await verifyLedger(ctx.db, listener);
  if (head) {
    const compared = await checkHead(ctx.db, head);
    listener.finding?.(compared);
    findings.push(compared);
  }
  const millis = Math.round(performance.now() - started);
  const id = await keepRun(ctx, { startedAt: start?.at ?? "", millis, end, findings });
  return { id, findings, seconds: millis / 1000 };
}

type Run = {
  startedAt: string;
  millis: number;
  end: { number: bigint; hash: Buffer } | undefined;
  findings: Finding[];
};

function keepRun(ctx: Ctx<Actor, Database>, { startedAt, millis, end, findings }: Run): Promise<string> {
  return transact(ctx, "ledger.verify", async (inside) => {
    const id = newId();
    const { actor } = inside;
    const actorId = actor.kind === "system" ? actor.job : actor.kind === "api_client" ? actor.clientId : actor.userId;
    const result = findings.some(({ bad }) => bad !== null) ? "not_proved" : "proved";
    const postings = findings.find(({ check }) => check.startsWith("Every entry balances"))?.rows ?? 0n;
    const told = findings.map(({ check, rows, bad }) => ({ check, rows: rows.toString(), bad }));
    await sqlOf(inside.db)`
      insert into verify_runs (id, started_at, millis, actor_kind, actor_id, head_number, head_hash, result, findings, postings)
      values (${id}, ${startedAt}::timestamptz, ${millis}, ${actor.kind}, ${actorId}, ${end?.number.toString() ?? null}::bigint,
        ${end?.hash ?? null}, ${result}, ${sqlOf(inside.db).json(told)}, ${postings.toString()}::bigint)`;
    await record(inside, { act: "ledger.verified", subjectKind: "verify_run", subjectId: id, after: { result } });
    return id;
  });
}

import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { jobsDatabase, sqlOf } from "@/db/client";
import type { BusinessDate } from "@/lib/core/dates";
import { isBankError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import type { Finding } from "@/lib/ledger/finding";
import { type SignedHead, signedHead, signHead } from "@/lib/ledger/heads";
import { runVerification } from "@/lib/ledger/run-verification";
import { formatWaiting, sealingState } from "@/lib/ledger/seal-queries";

const { values: options } = parseArgs({ options: { head: { type: "string" }, "write-head": { type: "string" } } });
const db = jobsDatabase();
try {
  process.exitCode = await verify();
} catch (error) {
  console.error(error instanceof Error ? (isBankError(error) ? error.sentence : error.message) : error);
  process.exitCode = 1;
} finally {
  await db.$client.end({ timeout: 5 });
}

async function verify(): Promise<number> {
  const [day] = await sqlOf(db)<
    { day: BusinessDate }[]
  >`select day::text as day from banking_days where status = 'open'`;
  if (!day) {
    console.log("There is no bank here yet, and so nothing to verify.");
    return 0;
  }
  const head = options.head ? readHead(options.head) : undefined;
  const ctx = {
    actor: { kind: "system", job: "verify" },
    channel: "job",
    db,
    businessDate: day.day,
    requestId: newId(),
  } as const;
  const { findings, seconds } = await runVerification(ctx, { ...(head ? { head } : {}), finding: tell, progress });
  const state = await sealingState(db);
  console.log(`  Not yet sealed, checked for their figures only: ${formatWaiting(state)}`);
  if (options["write-head"]) await writeHead(options["write-head"]);
  const bad = findings.filter((finding) => finding.bad !== null);
  console.log(
    bad.length === 0
      ? `The ledger is proved, in ${seconds.toFixed(1)} s. Its chain ends at seal ${state.head?.number ?? 0n}.`
      : `The ledger is NOT proved: ${bad.length} of ${findings.length} checks found a bad row.`,
  );
  return bad.length === 0 ? 0 : 1;
}

function tell({ check, rows, bad }: Finding): void {
  clearProgress();
  console.log(`${bad === null ? "✓" : "✕"} ${check}${bad === null ? "" : ` — first bad row: ${bad}`} (${rows} rows)`);
}

/** One line that is written over; a log that is no screen gets none of it. */
function progress(rows: bigint, of: bigint): void {
  if (process.stdout.isTTY) process.stdout.write(`\r  ${rows} of ${of} sealed rows compared`);
}

function clearProgress(): void {
  if (process.stdout.isTTY) process.stdout.write("\r\u001b[K");
}

function readHead(file: string): SignedHead {
  try {
    return signedHead.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    throw new Error(`${file} does not hold a head. Name a file that --write-head made.`);
  }
}

async function writeHead(file: string): Promise<void> {
  const head = await signHead(db);
  if (!head) return console.log("  Nothing is sealed yet: no head was written.");
  writeFileSync(file, `${JSON.stringify(head, null, 2)}\n`);
  console.log(
    `  Head of seal ${head.number} written to ${file}. Keep it where the bank's administrators cannot write.`,
  );
}

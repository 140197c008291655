// Transfers a second beside TPC-B of pgbench on the same server: postEntries and the whole createTransfer command.
import { execFileSync, spawnSync } from "node:child_process";
import { randomBytes, randomUUID } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, type Database, sqlOf } from "@/db/client";
import { migrate } from "@/db/migrate";
import { readAhead } from "@/lib/accounts/read-ahead";
import { beginLoading } from "@/lib/command/transact";
import type { Ctx, CustomerActor } from "@/lib/core/context";
import { businessDate } from "@/lib/core/dates";
import { type BranchId, newId } from "@/lib/core/ids";
import { newReference } from "@/lib/core/references";
import { assumeBalances, meetBalances, proveBalances } from "@/lib/ledger/assume-balances";
import { assuming, type How } from "@/lib/ledger/assuming";
import { applyEntry } from "@/lib/ledger/book";
import { openLane } from "@/lib/ledger/lane";
import { lastKnown } from "@/lib/ledger/last-known";
import { lockBalances } from "@/lib/ledger/lock-balances";
import { postEntries } from "@/lib/ledger/post-entries";
import { bookTransfer } from "@/lib/ledger/templates/transfer";
import { verifyLedger } from "@/lib/ledger/verify";
import { createTransfer } from "@/lib/payments/create-transfer";
import { startThrowAway } from "../scripts/lib/throw-away.mjs";
import { openRelay } from "../tests/support/relay";
import { type LoadedAccount, loadAccounts } from "./load/accounts";
import { loadTpcB, runTpcB } from "./load/tpcb";

type Run = {
  what: "postEntries" | "createTransfer";
  callers: number;
  accounts: "uniform" | "zipf" | "hot";
  tps: number;
  ratioSimple: number;
  ratioPrepared: number;
  p50Ms: number;
  p99Ms: number;
  roundTripsPerTransfer: number;
};
type Baseline = { tps: number; p50Ms: number };

const json = process.argv.includes("--json");
const option = (name: string, otherwise: number) => {
  const given = process.argv.find((argument) => argument.startsWith(`--${name}=`));
  return given ? Number(given.slice(name.length + 3)) : otherwise;
};
const seconds = option("seconds", 30);
const accountCount = option("accounts", 100_000);
/** `--only=createTransfer:512:hot`: parts of what a run is called, to look at one of them. */
const only = process.argv.find((argument) => argument.startsWith("--only="))?.slice(7);
const say = (text: string) => (json ? process.stderr.write(`${text}\n`) : process.stdout.write(`${text}\n`));

// A throw-away bank has throw-away keys.
Object.assign(process.env, {
  DATABASE_URL: "postgres://unused@127.0.0.1/unused",
  DATABASE_JOBS_URL: "postgres://unused@127.0.0.1/unused",
  AUTH_SECRET: randomUUID(),
  PASSWORD_PEPPER: randomUUID(),
  BANK_DATA_KEY: randomBytes(32).toString("base64"),
});

const cluster = await startThrowAway("bench", {
  shared_buffers: "1GB",
  max_wal_size: "1GB",
  checkpoint_timeout: "30s",
  max_connections: "200",
});
let failed = false;
try {
  const result = await measure();
  if (json) process.stdout.write(`${JSON.stringify(result)}\n`);
} catch (error) {
  failed = true;
  console.error(error);
} finally {
  await cluster.discard();
}
process.exit(failed ? 1 : 0);

async function measure() {
  say(`Loading ${accountCount} accounts …`);
  await migrate({
    adminUrl: cluster.adminUrl("bank"),
    appUrl: cluster.appUrl("bank"),
    jobsUrl: cluster.jobsUrl("bank"),
    mode: "demo",
  });
  const admin = connect(cluster.adminUrl("bank"), "admin", { max: 1 });
  const accounts = await loadAccounts(admin, accountCount);
  const [branch] = await sqlOf(admin)<{ id: BranchId }[]>`select id from branches where code = '001'`;
  const { simple, prepared } = await baselines();
  say(`baseline simple   ${simple.tps.toFixed(0)} tps, one client p50 ${simple.p50Ms.toFixed(2)} ms`);
  say(`baseline prepared ${prepared.tps.toFixed(0)} tps, one client p50 ${prepared.p50Ms.toFixed(2)} ms`);
  const runs: Run[] = [];
  for (const what of ["postEntries", "createTransfer"] as const) {
    for (const [callers, spread] of [
      [1, "uniform"],
      [64, "uniform"],
      [512, "uniform"],
      [64, "zipf"],
      [512, "zipf"],
      [512, "hot"],
    ] as const) {
      if (only && !`${what}:${callers}:${spread}`.includes(only)) continue;
      const measured = await run(what, callers, spread, accounts, branch?.id as BranchId);
      const entry = {
        ...measured,
        ratioSimple: round(measured.tps / simple.tps),
        ratioPrepared: round(measured.tps / prepared.tps),
      };
      runs.push(entry);
      say(
        `${what.padEnd(15)} ${String(callers).padStart(4)} callers ${spread.padEnd(8)} ${entry.tps.toFixed(0).padStart(6)} tps  ${entry.ratioSimple.toFixed(2)}× simple  ${entry.ratioPrepared.toFixed(2)}× prepared  p50 ${entry.p50Ms.toFixed(1)} ms  p99 ${entry.p99Ms.toFixed(1)} ms  ${entry.roundTripsPerTransfer.toFixed(2)} trips`,
      );
      const bad = (await admin.transaction((tx) => verifyLedger(tx))).find((finding) => finding.bad !== null);
      if (bad) throw new Error(`The ledger is not proved after ${what} ${callers} ${spread}: ${bad.check}: ${bad.bad}`);
    }
  }
  await admin.$client.end({ timeout: 5 });
  return { baseline: { simple, prepared }, runs };
}

/** TPC-B on the same server, by pgbench; where there is none the same profile through the driver, and that is said. */
async function baselines(): Promise<{ simple: Baseline; prepared: Baseline }> {
  const root = connect(cluster.adminUrl("postgres"), "admin", { max: 1 });
  await sqlOf(root)`create database baseline`;
  await root.$client.end({ timeout: 5 });
  if (spawnSync("pgbench", ["--version"]).status === 0)
    return { simple: baseline("simple"), prepared: baseline("prepared") };
  say("pgbench is not here: the baseline is the same profile through the driver");
  const bank = { url: cluster.adminUrl("baseline"), scale: option("scale", 50) };
  await loadTpcB(bank);
  const both = async (mode: "simple" | "prepared") => {
    const { tps } = await runTpcB(bank, { mode, clients: 16, seconds });
    const { p50Ms } = await runTpcB(bank, { mode, clients: 1, seconds: Math.min(10, seconds) });
    return { tps, p50Ms };
  };
  return { simple: await both("simple"), prepared: await both("prepared") };
}

/** TPC-B by pgbench on the same server: throughput at 16 clients, and one client's median. */
function baseline(mode: "simple" | "prepared"): Baseline {
  const url = cluster.adminUrl("baseline");
  const pgbench = (...args: string[]) =>
    execFileSync("pgbench", [...args, url], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  if (mode === "simple") {
    pgbench("-i", "-s", String(option("scale", 50)), "-q");
  }
  const busy = pgbench("-n", "-M", mode, "-c", "16", "-j", "2", "-T", String(seconds));
  const tps = Number(/tps = ([\d.]+)/.exec(busy)?.[1]);
  const logs = mkdtempSync(join(tmpdir(), "countinghouse-pgbench-"));
  pgbench("-n", "-M", mode, "-c", "1", "-T", String(Math.min(10, seconds)), "-l", `--log-prefix=${join(logs, "log")}`);
  const times = readdirSync(logs)
    .flatMap((file) => readFileSync(join(logs, file), "utf8").trim().split("\n"))
    .map((line) => Number(line.split(" ")[2]) / 1000)
    .sort((a, b) => a - b);
  rmSync(logs, { recursive: true, force: true });
  return { tps, p50Ms: times[Math.floor(times.length / 2)] ?? 0 };
}

async function run(
  what: Run["what"],
  callers: number,
  spread: Run["accounts"],
  accounts: LoadedAccount[],
  branch: BranchId,
) {
  const load = { what, callers, spread, accounts, branch };
  const times = await drive(cluster.appUrl("bank"), load, seconds);
  times.sort((a, b) => a - b);
  const quantile = (part: number) => round(times[Math.floor(times.length * part)] ?? 0);
  return {
    what,
    callers,
    accounts: spread,
    tps: round(times.length / seconds),
    p50Ms: quantile(0.5),
    p99Ms: quantile(0.99),
    roundTripsPerTransfer: await tripsPerTransfer(load),
  };
}

type Load = {
  what: Run["what"];
  callers: number;
  spread: Run["accounts"];
  accounts: LoadedAccount[];
  branch: BranchId;
};

/** Concurrent callers, each with one transfer after the other; answers the time of each, in milliseconds. */
async function drive(
  url: string,
  { what, callers, spread, accounts, branch }: Load,
  forSeconds: number,
): Promise<number[]> {
  const db = connect(url, "app", { max: 10 });
  // As a server does when it starts.
  if (what === "createTransfer") await readAhead(db);
  const day = businessDate("2026-03-02");
  const pick = picker(spread, accounts.length);
  const sendPosting = postingLane(db, branch, day);
  const contexts = new Map<string, Ctx<CustomerActor, Database>>();
  const contextOf = ({ userId, customerId }: LoadedAccount) => {
    const known = contexts.get(userId);
    if (known) return known;
    const actor: CustomerActor = { kind: "customer", userId, name: "Bench", customerId, sessionId: null };
    const made: Ctx<CustomerActor, Database> = {
      actor,
      channel: "self_service",
      db,
      businessDate: day,
      requestId: randomUUID(),
    };
    contexts.set(userId, made);
    return made;
  };
  const one = async () => {
    const [from, to] = pick().map((at) => accounts[at] as LoadedAccount) as [LoadedAccount, LoadedAccount];
    if (what === "postEntries") return sendPosting({ from, to });
    const input = {
      key: randomUUID(),
      from: from.id,
      to: to.iban,
      amount: "0.01",
      remittance: undefined,
      beneficiaryId: undefined,
    };
    await createTransfer(contextOf(from), input);
  };
  const times: number[] = [];
  const warmUntil = performance.now() + Math.min(2_000, forSeconds * 500);
  const until = warmUntil + forSeconds * 1_000;
  const caller = async () => {
    for (;;) {
      const started = performance.now();
      if (started > until) return;
      await one();
      const ended = performance.now();
      if (ended >= warmUntil && ended <= until) times.push(ended - started);
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  await db.$client.end({ timeout: 5 });
  return times;
}

/** A short run through a relay that counts how often client and server take turns: it is slower, so it times nothing. */
async function tripsPerTransfer(load: Load): Promise<number> {
  const relay = await openRelay(cluster.appUrl("bank"));
  await drive(relay.url, load, 1);
  const before = relay.trips();
  const times = await drive(relay.url, load, 1);
  const trips = relay.trips() - before;
  await relay.close();
  // The run counts trips while it warms up too: half a second before the second that is timed.
  return round(trips / Math.max(1, times.length * 1.5));
}

/** Two places of a transfer: anywhere, by Zipf's law with exponent 1, or from one account that everyone uses. */
function picker(spread: Run["accounts"], count: number): () => [number, number] {
  const uniform = () => Math.floor(Math.random() * count);
  const harmonic = Math.log(count) + 0.5772;
  const zipf = () => Math.min(count - 1, Math.floor(Math.exp(Math.random() * harmonic) - 1));
  const draw = spread === "zipf" ? zipf : uniform;
  return () => {
    const from = spread === "hot" ? 0 : draw();
    let to = draw();
    while (to === from) to = uniform();
    return spread === "hot" && Math.random() < 0.5 ? [to, from] : [from, to];
  };
}

type Move = { from: LoadedAccount; to: LoadedAccount };

/** `postEntries` fed with transfers, decided before the lock as those of the bank: without authorisation, key, audit or domain row. */
function postingLane(db: Database, branchId: BranchId, day: Ctx["businessDate"]) {
  const ctx: Ctx = {
    actor: { kind: "system", job: "bench" },
    channel: "job",
    db,
    businessDate: day,
    requestId: "bench",
  };
  const post = async (moves: readonly Move[], how: How) => {
    const ids = moves.flatMap(({ from, to }) => [from.id, to.id]);
    const unknown = () => ids.filter((id) => !lastKnown(id));
    const over: Promise<undefined[]> = beginLoading(
      db,
      ctx,
      async ({ db: tx }) => (how === "lock" ? lockBalances(tx, ids) : (await meetBalances(tx, unknown())).book),
      async (inside, book) => {
        if (how === "assume") assumeBalances(book, ids);
        const before = [...book.guarded.values()];
        const postings = moves.map(({ from, to }) => {
          const ends = { id: newId<"entry">(), reference: newReference("TRF"), branchId, from: from.id, to: to.id };
          return { ctx: inside, entry: applyEntry(book, bookTransfer({ ...ends, minor: 1n })) };
        });
        if (how === "assume") await proveBalances(inside.db, before, book, over);
        await postEntries(inside.db, postings);
        return moves.map(() => undefined);
      },
    );
    return over;
  };
  return openLane<Move, void>(
    (moves) =>
      assuming(
        () => moves.flatMap(({ from, to }) => [from.id, to.id]),
        (how) => post(moves, how),
      ),
    { width: 2, size: 256 },
    ({ from, to }) => [from.id, to.id],
  );
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}

// The speed of verify: loads so many postings in bulk, seals them, and proves them (--postings=1000000).
import { randomBytes, randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, sqlOf } from "@/db/client";
import { migrate } from "@/db/migrate";
import { sealRows } from "@/lib/ledger/seal";
import { firstBad, verifyLedger } from "@/lib/ledger/verify";
import { startCluster, stopCluster } from "../scripts/lib/postgres.mjs";
import { loadAccounts } from "./load/accounts";
import { loadTransfers } from "./load/transfers";

const json = process.argv.includes("--json");
const option = (name: string, otherwise: number) => {
  const given = process.argv.find((argument) => argument.startsWith(`--${name}=`));
  return given ? Number(given.slice(name.length + 3)) : otherwise;
};
const say = (text: string) => (json ? process.stderr : process.stdout).write(`${text}\n`);

// A throw-away bank has throw-away keys.
Object.assign(process.env, {
  DATABASE_URL: "postgres://unused@127.0.0.1/unused",
  DATABASE_JOBS_URL: "postgres://unused@127.0.0.1/unused",
  AUTH_SECRET: randomUUID(),
  PASSWORD_PEPPER: randomUUID(),
  BANK_DATA_KEY: randomBytes(32).toString("base64"),
});

const folder = mkdtempSync(join(tmpdir(), "countinghouse-bench-"));
const settings = { shared_buffers: "512MB", max_wal_size: "4GB" };
const cluster = await startCluster({ dir: folder, root: ".", settings });
try {
  const result = await measure(option("postings", 1_000_000), option("accounts", 20_000));
  if (json) process.stdout.write(`${JSON.stringify(result)}\n`);
} catch (error) {
  process.exitCode = 1;
  console.error(error);
} finally {
  await stopCluster(cluster, "immediate");
  rmSync(folder, { recursive: true, force: true });
}

async function measure(wanted: number, accounts: number) {
  const urls = { adminUrl: cluster.adminUrl("bank"), appUrl: cluster.appUrl("bank"), jobsUrl: cluster.jobsUrl("bank") };
  await migrate({ ...urls, mode: "demo" });
  // One connection: the loader keeps what it works on in a temporary table.
  const admin = connect(urls.adminUrl, "admin", { max: 1 });
  const jobs = connect(urls.jobsUrl, "jobs");
  const load = await timed("Loading", async () => {
    await loadAccounts(admin, accounts);
    await loadTransfers(admin, wanted);
  });
  const [count] = await sqlOf(admin)<{ postings: bigint }[]>`select count(*) as postings from postings`;
  const seal = await timed("Sealing", () => sealRows(jobs));
  await timed("Vacuuming", () => sqlOf(admin)`vacuum (analyze) postings, journal_entries, seals`);
  const verify = await timed("Verifying", async () => {
    const bad = firstBad(await verifyLedger(jobs));
    if (bad) throw new Error(`The ledger is not proved: ${bad}`);
  });
  const postings = Number(count?.postings ?? 0n);
  await Promise.all([admin, jobs].map((db) => db.$client.end({ timeout: 5 })));
  const result = {
    postings,
    loadSeconds: load,
    sealSeconds: seal,
    verifySeconds: verify,
    sealedPerSecond: Math.round(postings / seal),
    verifiedPerSecond: Math.round(postings / verify),
  };
  say(`${postings} postings: sealed ${result.sealedPerSecond}/s, verified ${result.verifiedPerSecond}/s (bar 200000)`);
  return result;
}

async function timed(what: string, work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  const seconds = Math.round(performance.now() - started) / 1000;
  say(`${what.padEnd(10)} ${seconds.toFixed(1)} s`);
  return seconds;
}

// Cold and warm `npm run up`: from a copy without node_modules to the open bank, and again.
// Needs the packages from the registry or the cache of npm: it starts a copy of the project in a folder of its own and throws it away.
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { accepts, freePort } from "../scripts/lib/ports.mjs";
import { discardCluster, postmaster, startCluster } from "../scripts/lib/postgres.mjs";
import { ROOT } from "../scripts/lib/project.mjs";

const OWN = new Set(["node_modules", ".next", ".data", ".git", "test-results", "playwright-report", ".env"]);
const copy = mkdtempSync(join(tmpdir(), "countinghouse-"));
const port = String(await freePort());
const place = { dir: join(copy, ".data", "postgres"), root: copy };

try {
  for (const name of readdirSync(ROOT))
    if (!OWN.has(name)) cpSync(join(ROOT, name), join(copy, name), { recursive: true });
  const cold = await up();
  const warm = await up();
  if (cold.entries === 0 || warm.entries < cold.entries)
    throw new Error(`The second start found ${warm.entries} entries of ${cold.entries}`);
  const figures = {
    coldSeconds: cold.seconds,
    warmSeconds: warm.seconds,
    steps: { cold: cold.steps, warm: warm.steps },
  };
  if (process.argv.includes("--json")) console.log(JSON.stringify(figures));
  else
    console.log(
      `Cold start ${cold.seconds.toFixed(1)} s\n${cold.steps.join("\n")}\n\nWarm start ${warm.seconds.toFixed(1)} s\n${warm.steps.join("\n")}`,
    );
} finally {
  await discardCluster(place);
  rmSync(copy, { recursive: true, force: true });
}

/** Starts the bank in the copy, waits for its address, and closes it again. */
async function up() {
  const from = performance.now();
  const child = spawn(process.execPath, ["scripts/up.mjs"], {
    cwd: copy,
    env: { ...process.env, PORT: port },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const exited = new Promise((done) => child.once("exit", done));
  let said = "";
  const opened = new Promise((done, failed) => {
    const hear = (chunk) => {
      said += chunk;
      if (said.includes("The bank is open")) done((performance.now() - from) / 1000);
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    exited.then(() => failed(new Error(`npm run up ended before the bank was open:\n${said}`)));
  });
  const seconds = await opened;
  const { entries, data } = await lookInside();
  // As Ctrl-C does it.
  child.kill("SIGINT");
  await exited;
  if (await accepts(Number(port))) throw new Error("The server still answers after Ctrl-C");
  if (postmaster(data)) throw new Error("The database still runs after Ctrl-C");
  return { seconds, entries, steps: said.split("\n").filter((line) => / \d+\.\d s/.test(line)) };
}

/** What the running bank holds, and where. */
async function lookInside() {
  const { started, data, adminUrl } = await startCluster(place);
  if (started) throw new Error("The bank is open without its database");
  const sql = postgres(adminUrl("bank"), { max: 1, onnotice: () => undefined });
  const [row] = await sql`select count(*)::int as entries from journal_entries`;
  await sql.end();
  return { entries: row.entries, data };
}

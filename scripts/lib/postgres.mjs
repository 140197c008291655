// The embedded PostgreSQL: a cluster in a folder, driven with pg_ctl. Node's built-ins only, as nothing may be installed.
import { spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { accepts, freePort } from "./ports.mjs";
import { isOpen, OPEN_FOLDER, postgresBinaries, serverUser } from "./postgres-binaries.mjs";
import { isAlive, processText } from "./processes.mjs";
import { Sentence } from "./project.mjs";

const DEFAULTS = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "120",
  shared_buffers: "256MB",
  max_wal_size: "2GB",
  timezone: "UTC",
  log_timezone: "UTC",
};

/** Starts the cluster in `dir`, made when there is none, or finds it running, and answers its addresses. */
export async function startCluster({ dir, root, port, settings = {} }) {
  const cluster = { ...locate(dir, root), settings };
  const stateFile = join(cluster.home, "cluster.json");
  // The state is written last: a folder without it is one whose making was interrupted.
  if (!existsSync(stateFile) || !existsSync(join(cluster.data, "PG_VERSION"))) await initialise(cluster, stateFile);
  const state = JSON.parse(readFileSync(stateFile, "utf8"));
  const running = await runningPort(cluster.data);
  if (running) return addresses({ ...cluster, port: running, started: false }, state);
  const chosen = port ?? (await freePort(state.port));
  await start(cluster, chosen);
  if (chosen !== state.port) writeFileSync(stateFile, JSON.stringify({ ...state, port: chosen }), { mode: 0o600 });
  return addresses({ ...cluster, port: chosen, started: true }, state);
}

/** Stops a cluster: `fast` tells open sessions to go, `immediate` leaves recovery to the next start. */
export async function stopCluster({ bin, data, user }, mode = "fast") {
  const stop = (how) => run({ bin, user }, "pg_ctl", ["stop", "-w", "-t", "30", "-s", "-m", how, "-D", data]);
  if ((await stop(mode)) !== 0 && (await runningPort(data))) await stop("immediate");
}

/** Starts a stopped or killed cluster again where it was. */
export async function restartCluster(cluster) {
  await start(cluster, cluster.port);
}

/** Ends a cluster nobody needs any more, and removes it with all that was in it. */
export async function discardCluster({ dir, root }) {
  const cluster = locate(dir, root);
  if (postmaster(cluster.data)) await stopCluster(cluster, "immediate");
  rmSync(cluster.data, { recursive: true, force: true });
  if (cluster.data.startsWith(OPEN_FOLDER)) rmSync(dirname(cluster.data), { recursive: true, force: true });
  rmSync(cluster.home, { recursive: true, force: true });
}

/** The process of the server on this data folder, or null. */
export function postmaster(data) {
  const file = join(data, "postmaster.pid");
  if (!existsSync(file)) return null;
  const pid = Number.parseInt(readFileSync(file, "utf8"), 10);
  // After a crash the number may belong to another process by now.
  return pid > 0 && isAlive(pid) && isServerOf(pid, data) ? pid : null;
}

function locate(dir, root) {
  const user = serverUser();
  const home = resolve(dir);
  mkdirSync(home, { recursive: true, mode: 0o711 });
  // Under root the server is another user: below a closed folder it could not reach its own data.
  const closed = user && !isOpen(home);
  const place = closed ? join(OPEN_FOLDER, createHash("sha256").update(home).digest("hex").slice(0, 16)) : home;
  return { home, data: join(place, "data"), bin: postgresBinaries(resolve(root), user), user };
}

async function start(cluster, port) {
  const log = join(dirname(cluster.data), "server.log");
  const flags = Object.entries({ ...DEFAULTS, ...cluster.settings, port: String(port) }).map(
    ([name, value]) => `-c ${name}=${value}`,
  );
  for (let attempt = 1; ; attempt++) {
    if (!postmaster(cluster.data)) rmSync(join(cluster.data, "postmaster.pid"), { force: true });
    const code = await run(cluster, "pg_ctl", [
      "start",
      "-w",
      "-t",
      "60",
      "-s",
      "-D",
      cluster.data,
      "-l",
      log,
      "-o",
      flags.join(" "),
    ]);
    if (code === 0) return;
    // The children of a killed server hold its memory for a moment longer.
    if (attempt === 5) throw new Sentence(`PostgreSQL did not start. The end of its log ${log}:\n${lastLines(log)}`);
    await pause(attempt * 300);
  }
}

async function initialise(cluster, stateFile) {
  const { data, user } = cluster;
  if (postmaster(data))
    throw new Sentence(`A PostgreSQL without its state file runs on ${data}. Stop it, then start again.`);
  rmSync(data, { recursive: true, force: true });
  mkdirSync(dirname(data), { recursive: true, mode: 0o711 });
  mkdirSync(data, { mode: 0o700 });
  const password = secret();
  const passwordFile = join(dirname(data), "initial-password");
  writeFileSync(passwordFile, password, { mode: 0o600 });
  const log = join(dirname(data), "server.log");
  closeSync(openSync(log, "a", 0o600));
  if (user) for (const path of [data, passwordFile, log]) chownSync(path, user.uid, user.gid);
  const flags = [
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C",
    "--auth=scram-sha-256",
    "--no-instructions",
  ];
  const code = await run(cluster, "initdb", ["-D", data, "-U", "postgres", `--pwfile=${passwordFile}`, ...flags], log);
  rmSync(passwordFile, { force: true });
  if (code !== 0) {
    rmSync(data, { recursive: true, force: true });
    throw new Sentence(`PostgreSQL could not set up its folder. The end of ${log}:\n${lastLines(log)}`);
  }
  writeFileSync(stateFile, JSON.stringify({ password, appPassword: secret(), jobsPassword: secret() }), {
    mode: 0o600,
  });
}

function addresses(cluster, { password, appPassword, jobsPassword }) {
  const url = (user, pass) => (database) => `postgres://${user}:${pass}@127.0.0.1:${cluster.port}/${database}`;
  return {
    ...cluster,
    adminUrl: url("postgres", password),
    appUrl: url("bank_app", appPassword),
    jobsUrl: url("bank_jobs", jobsPassword),
  };
}

/** The port of a live server on this data folder; one that is still starting or recovering is waited for. */
async function runningPort(data) {
  for (let waited = 0; waited < 60_000; waited += 200) {
    if (!postmaster(data)) return null;
    const port = Number.parseInt(readFileSync(join(data, "postmaster.pid"), "utf8").split("\n")[3] ?? "", 10);
    if (port && (await accepts(port))) return port;
    await pause(200);
  }
  throw new Sentence(`The PostgreSQL on ${data} runs but accepts no connection.`);
}

function isServerOf(pid, data) {
  if (process.platform === "linux") {
    try {
      return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(data);
    } catch {
      return processText(pid).includes("postgres");
    }
  }
  return process.platform === "win32" || processText(pid).includes(data);
}

/** Runs one of the binaries. Its output is never piped: the server pg_ctl starts would keep the pipe open. */
function run({ bin, user }, name, args, log) {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([key]) => !key.startsWith("PG") && !key.startsWith("LC_")),
  );
  const output = log ? openSync(log, "a") : "ignore";
  const child = spawn(join(bin, process.platform === "win32" ? `${name}.exe` : name), args, {
    cwd: process.platform === "win32" ? bin : "/",
    env: { ...env, LC_ALL: "C" },
    stdio: ["ignore", output, output],
    // A session of its own: Ctrl-C reaches the one who started it, who then stops it in order.
    detached: process.platform !== "win32",
    ...user,
  });
  return new Promise((done, failed) => {
    child.once("error", failed);
    child.once("exit", (code) => done(code ?? 1));
  }).finally(() => {
    if (log) closeSync(output);
  });
}

const secret = () => randomBytes(24).toString("hex");
const lastLines = (file) =>
  existsSync(file) ? readFileSync(file, "utf8").trimEnd().split("\n").slice(-6).join("\n") : "(empty)";

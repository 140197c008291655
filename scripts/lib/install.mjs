import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { patchDriver } from "../patch-driver.mjs";
import { hashOf, ROOT, Sentence } from "./project.mjs";
import { mustRun } from "./run-command.mjs";

const NODE = [20, 9];
// Inside the folder it speaks of, and written last: whoever empties the folder, or stops half-way, removes the word too.
const MARK = join(ROOT, "node_modules", ".countinghouse-installed");

/** Refuses a Node that cannot run the bank, in a sentence. */
export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map((part) => Number.parseInt(part, 10));
  if (major > NODE[0] || (major === NODE[0] && minor >= NODE[1])) return;
  throw new Sentence(
    `This bank needs Node ${NODE.join(".")} or newer; this is ${process.versions.node}. Install a newer one from your package manager, then start again.`,
  );
}

/** Installs the packages of the lock file unless exactly these are there, and patches the database driver. */
export async function install(options) {
  const wanted = `${hashOf(["package-lock.json", "package.json"])} ${process.platform}-${process.arch}-${process.versions.modules}`;
  const known = existsSync(MARK) && readFileSync(MARK, "utf8") === wanted;
  const complete = known || isInstalled();
  if (!complete) {
    rmSync(MARK, { force: true });
    await mustRun("npm ci", "npm", ["ci", "--include=dev", "--include=optional"], options);
  }
  if (!known) writeFileSync(MARK, wanted);
  patchDriver();
  return complete ? "nothing to do" : undefined;
}

/** Whether somebody's own `npm ci` came to its end: npm writes down what it installed as its last act. */
function isInstalled() {
  const list = join(ROOT, "node_modules", ".package-lock.json");
  if (!existsSync(list)) return false;
  const installed = JSON.parse(readFileSync(list, "utf8")).packages;
  const wanted = Object.entries(JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8")).packages);
  return wanted.every(
    ([at, { version, optional }]) => at === "" || installed[at]?.version === version || (optional && !installed[at]),
  );
}

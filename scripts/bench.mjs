// `npm run bench -- NAME [--json]` runs bench/NAME.ts or .mjs; without a name it lists them.
import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { checkNode, install } from "./lib/install.mjs";
import { ROOT, Sentence } from "./lib/project.mjs";
import { QUIET, withTsx } from "./lib/run-command.mjs";
import { openDataFolder } from "./lib/settings.mjs";

const benches = readdirSync(join(ROOT, "bench")).filter((file) => /\.(ts|mjs)$/.test(file) && !file.endsWith(".d.ts"));
const [name, ...args] = process.argv.slice(2);
const file = benches.find((each) => each.replace(/\.\w+$/, "") === name);

try {
  if (file) {
    process.exitCode = await run(join("bench", file));
  } else {
    if (name) throw new Sentence(`There is no benchmark ${name}. ${list()}`);
    console.log(list());
  }
} catch (error) {
  console.error(error instanceof Sentence ? error.message : error);
  process.exitCode = 1;
}

/** Every benchmark makes what it measures, a database server included: the bank of this folder is left alone. */
async function run(script) {
  checkNode();
  openDataFolder();
  await install();
  const command = script.endsWith(".ts") ? withTsx(script, args) : [script, ...args];
  const child = spawn(process.execPath, command, { cwd: ROOT, stdio: "inherit", env: { ...process.env, ...QUIET } });
  // The terminal sends Ctrl-C to the child as well, which throws its database away first.
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
  return new Promise((done) => child.once("exit", (code) => done(code ?? 1)));
}

function list() {
  const lines = benches.map((each) => {
    const { measures, needs } = purpose(each);
    return `  ${each.replace(/\.\w+$/, "").padEnd(18)}${measures}\n${" ".repeat(20)}${needs}`;
  });
  return `Benchmarks, run with npm run bench -- NAME [--json]:\n${lines.join("\n")}`;
}

/** The first line of a benchmark says what it measures; the second what it needs, if that is more than most. */
function purpose(file) {
  const [first = "", second = ""] = readFileSync(join(ROOT, "bench", file), "utf8").split("\n");
  const needs = second.match(/^\/\/ (Needs .*)/)?.[1];
  return {
    measures: first.startsWith("//") ? first.slice(2).trim() : "",
    needs: needs ?? "Needs nothing beforehand: it makes an empty bank on a server of its own and throws both away.",
  };
}

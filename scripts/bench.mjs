// `npm run bench -- NAME [--json]` runs bench/NAME.ts or .mjs; without a name it lists them.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT, Sentence } from "./lib/project.mjs";
import { runProgram } from "./run.mjs";

const benches = readdirSync(join(ROOT, "bench")).filter((file) => /\.(ts|mjs)$/.test(file) && !file.endsWith(".d.ts"));
const [name, ...args] = process.argv.slice(2);
const file = benches.find((each) => each.replace(/\.\w+$/, "") === name);

try {
  if (file && opensItsOwn(file)) {
    await import(new URL(`../bench/${file}`, import.meta.url));
  } else if (file) {
    process.exitCode = await runProgram(`bench/${file}`, args);
  } else {
    if (name) throw new Sentence(`There is no benchmark ${name}. ${list()}`);
    console.log(list());
  }
} catch (error) {
  console.error(error instanceof Sentence ? error.message : error);
  process.exitCode = 1;
}

/** A plain .mjs measures the start itself: it needs nothing to run beforehand. */
function opensItsOwn(file) {
  return file.endsWith(".mjs");
}

function list() {
  return `Benchmarks, run with npm run bench -- NAME [--json]:\n${benches.map((each) => `  ${each.replace(/\.\w+$/, "").padEnd(18)}${purpose(each)}`).join("\n")}`;
}

/** The first line of a benchmark says what it measures. */
function purpose(file) {
  const [line] = readFileSync(join(ROOT, "bench", file), "utf8").split("\n");
  return line?.startsWith("//") ? line.slice(2).trim() : "";
}

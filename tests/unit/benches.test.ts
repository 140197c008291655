import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";

/** What the README calls each benchmark. */
const CALLED: Record<string, string> = {
  "start-up": "start-up",
  pages: "pages",
  search: "search",
  "sign-in": "sign-in",
  "customer-page": "a customer’s page",
  counter: "the counter",
  ledger: "ledger",
  statement: "statement",
  growth: "growth",
  "hot-path": "hot path",
  verify: "verify",
  names: "names",
  "names-duplicates": "duplicates",
  screening: "screening",
};

const bench = (script: string, ...args: string[]) =>
  spawnSync(process.execPath, [script, ...args], { encoding: "utf8" });

test("the README names every benchmark, and the list says what each measures and needs", () => {
  const files = readdirSync("bench").filter((file) => /\.(ts|mjs)$/.test(file) && !file.endsWith(".d.ts"));
  expect(files.map((file) => file.replace(/\.\w+$/, "")).sort()).toEqual(Object.keys(CALLED).sort());
  const readme = readFileSync("README.md", "utf8")
    .split("\n")
    .find((line) => line.startsWith("| `bench/`"));
  const { stdout } = bench("scripts/bench.mjs");
  for (const [name, called] of Object.entries(CALLED)) {
    expect(readme).toContain(called);
    expect(stdout).toMatch(new RegExp(`^  ${name} +\\S.{20,}\\n {20}Needs .{10,}$`, "m"));
  }
});

test("a benchmark leaves the bank of its folder alone: no database is made or started there", () => {
  const copy = mkdtempSync(join(tmpdir(), "countinghouse-bench-"));
  try {
    for (const part of ["scripts", "bench", "lib", "package.json", "package-lock.json", "tsconfig.json"])
      cpSync(part, join(copy, part), { recursive: true });
    symlinkSync(resolve("node_modules"), join(copy, "node_modules"));
    const { stderr, status } = bench(join(copy, "scripts", "bench.mjs"), "names");
    expect(stderr).toContain("Give the path of a JSON file of labelled pairs");
    expect(status).toBe(1);
    expect(readdirSync(join(copy, ".data"))).not.toContain("postgres");
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
});

// The checks of `npm test` and `npm run check`: each answers { passed, failed, output }.
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { NEXT } from "./build.mjs";
import { ROOT } from "./project.mjs";
import { runCommand } from "./run-command.mjs";

const bin = (...path) => join(ROOT, "node_modules", ...path);

/** Types of the application, and of its tests and scripts. */
export async function types() {
  const generated = await runCommand(process.execPath, [NEXT, "typegen"]);
  if (generated.code !== 0) return { passed: 0, failed: 1, output: generated.output };
  const tsc = (project) => runCommand(process.execPath, [bin("typescript", "bin", "tsc"), "--noEmit", "-p", project]);
  return sum([await asOne(tsc("tsconfig.json")), await asOne(tsc("tsconfig.tests.json"))]);
}

export const lint = () =>
  asOne(runCommand(process.execPath, [bin("@biomejs", "biome", "bin", "biome"), "lint", "--error-on-warnings"]));
export const format = () => asOne(runCommand(process.execPath, [bin("@biomejs", "biome", "bin", "biome"), "format"]));

/** One project of vitest.config.ts, or these files of it. */
export async function vitest(project, env = {}, files = []) {
  return withReport(async (report) => {
    const args = [
      "run",
      "--project",
      project,
      "--passWithNoTests",
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${report}`,
      ...files,
    ];
    const { code, output } = await runCommand(process.execPath, [bin("vitest", "vitest.mjs"), ...args], { env });
    if (!existsSync(report)) return { passed: 0, failed: code === 0 ? 0 : 1, output };
    const { numPassedTests: passed, numFailedTests, testResults } = JSON.parse(readFileSync(report, "utf8"));
    // A file that does not load has no tests to fail.
    const broken = testResults.filter(
      (file) => file.status === "failed" && file.assertionResults.every((test) => test.status !== "failed"),
    );
    const failed = numFailedTests + broken.length;
    const troubles = testResults.flatMap(({ name, message, assertionResults }) => [
      ...(broken.some((file) => file.name === name) ? [trouble(name, "does not load", message)] : []),
      ...assertionResults
        .filter(({ status }) => status === "failed")
        .map(({ fullName, failureMessages }) => trouble(name, fullName, failureMessages[0])),
    ]);
    return { passed, failed: failed === 0 && code !== 0 ? 1 : failed, output, troubles };
  });
}

/** The browser's walks, or these files of them, against a bank that serves already. */
export async function playwright(env, files = []) {
  return withReport(async (report) => {
    const args = [bin("@playwright", "test", "cli.js"), "test", "--pass-with-no-tests", ...files];
    const { code, output } = await runCommand(process.execPath, args, { env: { ...env, PLAYWRIGHT_JSON: report } });
    if (!existsSync(report)) return { passed: 0, failed: code === 0 ? 0 : 1, output };
    const { stats, errors, suites } = JSON.parse(readFileSync(report, "utf8"));
    const failed = stats.unexpected + errors.length;
    return {
      passed: stats.expected + stats.flaky,
      failed: failed === 0 && code !== 0 ? 1 : failed,
      output,
      troubles: suites.flatMap(browserTroubles),
    };
  });
}

/** What failed in the browser, and what passed only at the second try, which is told as loudly. */
function browserTroubles({ suites = [], specs = [] }) {
  return [
    ...specs.flatMap(({ file, line, title, tests }) =>
      tests
        .filter(({ status }) => status === "unexpected" || status === "flaky")
        .map(({ status, results }) =>
          trouble(
            `${file}:${line}`,
            status === "flaky" ? `${title} (passed at the second try)` : title,
            results.find(({ error }) => error)?.error.message,
          ),
        ),
    ),
    ...suites.flatMap(browserTroubles),
  ];
}

const trouble = (where, what, message = "") => ({
  where: relative(ROOT, resolve(ROOT, where)),
  what,
  message: stripVTControlCharacters(message).split("\n").slice(0, 12).join("\n"),
});

export function sum(results) {
  const output = results
    .map((result) => result.output)
    .filter(Boolean)
    .join("\n");
  return { passed: total(results, "passed"), failed: total(results, "failed"), output };
}

const total = (results, key) => results.reduce((count, result) => count + result[key], 0);

async function asOne(running) {
  const { code, output } = await running;
  return code === 0 ? { passed: 1, failed: 0, output: "" } : { passed: 0, failed: 1, output };
}

async function withReport(run) {
  const folder = mkdtempSync(join(tmpdir(), "countinghouse-"));
  try {
    return await run(join(folder, "report.json"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

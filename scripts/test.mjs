// `npm test`: everything, on throw-away databases and a server of its own. `npm test -- unit e2e` runs only these, and
// `npm test -- e2e tests/e2e/journeys/counter.spec.ts` only that file of them.
import { randomBytes } from "node:crypto";
import { migrateDatabase, seedOnce, urlsOf } from "./lib/bank-database.mjs";
import { BUILD, build, isBuilt, TEST_BUILD } from "./lib/build.mjs";
import { checkNode, install } from "./lib/install.mjs";
import { freePort } from "./lib/ports.mjs";
import { Sentence } from "./lib/project.mjs";
import { runCommand, withTsx } from "./lib/run-command.mjs";
import { openDataFolder } from "./lib/settings.mjs";
import { step } from "./lib/steps.mjs";

const SUITES = ["types", "lint", "format", "unit", "service", "api", "e2e", "faults"];
const given = process.argv.slice(2).filter((argument) => !argument.startsWith("-"));
const files = given.filter((argument) => argument.includes("/"));
const named = given.filter((argument) => !files.includes(argument));
const opened = [];

for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, async () => {
    await closeAll();
    process.exit(130);
  });
}

try {
  await run();
} catch (error) {
  console.error(error instanceof Sentence ? `\n${error.message}` : error);
  console.log("\n0 passed, 1 failed");
  process.exitCode = 1;
} finally {
  await closeAll();
}

async function run() {
  const unknown = named.filter((name) => !SUITES.includes(name));
  if (unknown.length > 0)
    throw new Sentence(`There is no suite ${unknown.join(", ")}. There are ${SUITES.join(", ")}.`);
  const wants = (...names) => named.length === 0 || names.some((name) => named.includes(name));
  checkNode();
  openDataFolder();
  await step("Packages", install);
  // These need the packages.
  const checks = await import("./lib/checks.mjs");
  const { report } = await import("./lib/report.mjs");
  const { startThrowAway } = await import("./lib/throw-away.mjs");
  const { check, end } = report();

  if (wants("types")) await check("Types", checks.types);
  if (wants("lint")) await check("Lint", checks.lint);
  if (wants("format")) await check("Format", checks.format);
  if (wants("unit")) await check("Unit", () => checks.vitest("unit", {}, files));

  if (wants("service", "api", "e2e")) {
    const cluster = await step("Test database", () => startThrowAway("test"));
    opened.push(cluster.discard);
    const shared = { TEST_CLUSTER_DIR: cluster.dir };
    if (wants("service")) await check("Service", () => checks.vitest("service", shared, files));
    if (wants("api", "e2e")) {
      let bank;
      const serves = await check("Server", async () => {
        bank = await serve(cluster);
        return { passed: 1, failed: 0, output: "" };
      });
      if (serves.failed === 0 && wants("api"))
        await check("API", () => checks.vitest("api", { ...shared, ...bank.env }, files));
      if (serves.failed === 0 && wants("e2e")) {
        const walked = await check("Browser", async () =>
          checks.playwright({ ...bank.env, ...(await browser()) }, files),
        );
        // A page that answered 500 says why only here.
        if (walked.failed > 0 || walked.troubles?.length)
          console.log(`What the server wrote last:\n${bank.wrote().slice(-8_000) || "nothing"}`);
      }
      if (serves.failed === 0) {
        // What people and programs did to the bank by now: its books are proved as anybody proves them.
        await check("Ledger", async () => {
          const { code, output } = await runCommand(process.execPath, withTsx("scripts/verify.ts"), { env: bank.env });
          return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, output };
        });
        const { canariesIn } = await import("./lib/canary.mjs");
        await check("Server log", async () => {
          const found = canariesIn(bank.wrote());
          return { passed: found.length === 0 ? 1 : 0, failed: found.length, output: found.join("\n") };
        });
      }
    }
    await closeAll();
  }
  if (wants("faults")) await check("Faults", () => checks.vitest("faults", {}, files));
  end();
}

/** The seeded demo bank on a server of its own, from the build of these sources, wherever that lies. */
async function serve(cluster) {
  const { startServer } = await import("./lib/server.mjs");
  const secret = () => randomBytes(48).toString("base64url");
  const env = {
    BANK_MODE: "demo",
    ...urlsOf(cluster, "browser_tests"),
    AUTH_SECRET: secret(),
    PASSWORD_PEPPER: secret(),
    BANK_DATA_KEY: randomBytes(32).toString("base64"),
    LOG_LEVEL: "warn",
  };
  const distDir = isBuilt(BUILD) ? BUILD : TEST_BUILD;
  await Promise.all([
    step("Pages built", () => build(distDir)),
    step("Demo bank", () => migrateDatabase(env).then(() => seedOnce(env))),
  ]);
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const { DATABASE_ADMIN_URL, ...serverEnv } = {
    ...env,
    APP_ORIGIN: origin,
    ...(distDir === BUILD ? {} : { NEXT_DIST_DIR: distDir }),
  };
  const server = await startServer({ port, env: serverEnv, quiet: true });
  opened.push(server.stop);
  // Not BASE_URL: Vitest keeps one of its own.
  return { env: { ...env, BANK_URL: origin }, wrote: server.output };
}

async function browser() {
  const { findBrowser } = await import("./lib/browser.mjs");
  return findBrowser();
}

async function closeAll() {
  for (const close of opened.splice(0).reverse()) await close().catch((error) => console.error(error.message));
}

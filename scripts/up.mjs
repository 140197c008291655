// `npm run up`: from a fresh clone to a bank that serves. `npm run dev` is the same with `next dev`.
// Node's built-ins only until the packages are installed.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { migrateDatabase, openDatabase, refuseOtherMode, seedOnce } from "./lib/bank-database.mjs";
import { BUILD, build } from "./lib/build.mjs";
import { checkNode, install } from "./lib/install.mjs";
import { endOrphan, forgetRunning, noteRunning, running } from "./lib/only-one.mjs";
import { choosePort } from "./lib/ports.mjs";
import { ROOT, Sentence } from "./lib/project.mjs";
import { answers, startServer } from "./lib/server.mjs";
import { openDataFolder, readSettings } from "./lib/settings.mjs";
import { step } from "./lib/steps.mjs";

const dev = process.argv.includes("--dev");
const opened = [];
const children = new Set();
let ending = null;

try {
  await up();
} catch (error) {
  if (!ending) {
    console.error(error instanceof Sentence ? `\n${error.message}\n` : error);
    await end(1);
  }
}

async function up() {
  console.log(`\nCountinghouse${dev ? ", for development" : ""}\n`);
  checkNode();
  openDataFolder();
  if (await alreadyRuns()) return;
  await endOrphan();
  noteRunning({});
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => end(0));

  await step("Packages", () => install({ onStart }));
  const { settings, embedded } = readSettings();
  // A port that was chosen on purpose and is taken is told before anything is built.
  if (settings.PORT || settings.APP_ORIGIN) await choosePort(settings);
  const database = await step("Database", () => openDatabase({ settings, embedded }));
  opened.push(database.stop);
  const env = { ...settings, ...database.urls };
  await refuseOtherMode(env).catch(unlessMissing);
  // The build needs no database, so it goes beside.
  await Promise.all([dev ? undefined : step("Pages built", () => build(BUILD, { onStart })), prepare(env)]);

  const port = await choosePort(settings);
  const origin = settings.APP_ORIGIN || `http://localhost:${port}`;
  const server = await step("Server", () => startServer({ port, dev, env: { ...serverEnv(env), APP_ORIGIN: origin } }));
  opened.push(server.stop);
  noteRunning({ origin, server: server.child.pid });
  await banner(origin, env.BANK_MODE);
  const code = await server.exited;
  if (!ending) {
    console.error(`\nThe server ended (${code}).\n`);
    await end(1);
  }
}

async function prepare(env) {
  await step("Roles and schema", () => migrateDatabase(env, { onStart }));
  if (env.BANK_MODE === "demo") await step("Demo bank", () => seedOnce(env, { onStart }));
}

/** The server runs as bank_app and bank_jobs: what the administrator may do is not its business. */
function serverEnv({ DATABASE_ADMIN_URL, ...env }) {
  return env;
}

async function alreadyRuns() {
  const other = running();
  if (!other || other.pid === process.pid) return false;
  const port = other.origin && new URL(other.origin).port;
  if (other.origin && (!port || (await answers(port)))) {
    console.log(`The bank runs here already: ${other.origin}\n`);
  } else {
    console.log(
      `Another start is under way in this folder (process ${other.pid}). Wait for it, or end it, then start again.\n`,
    );
  }
  return true;
}

async function banner(origin, mode) {
  console.log(`\n  The bank is open: ${origin}\n`);
  const people = join(ROOT, "scripts", "seed", "people.mjs");
  if (mode === "demo" && existsSync(people)) {
    const { demoSignIns } = await import(pathToFileURL(people).href);
    const width = (key) => Math.max(...demoSignIns.map((person) => person[key].length)) + 2;
    const [role, name, signInName] = ["role", "name", "signInName"].map(width);
    console.log(`  ${"Demo sign-ins".padEnd(role)}${"".padEnd(name)}${"User name".padEnd(signInName)}Password`);
    for (const person of demoSignIns) {
      console.log(
        `  ${person.role.padEnd(role)}${person.name.padEnd(name)}${person.signInName.padEnd(signInName)}${person.password}`,
      );
    }
    console.log(
      "\n  Each sign-in also asks for a code: npm run code -- NAME, in another terminal, shows the one of the moment.\n",
    );
  }
  console.log("  Ctrl-C closes it.\n");
}

function onStart(child) {
  children.add(child);
  child.once("close", () => children.delete(child));
}

/** A database that does not exist yet holds no bank of another mode. */
function unlessMissing(error) {
  if (error.code !== "3D000") throw error;
}

/** Stops in reverse order: the pages first, then the records. A second Ctrl-C does not cut it short. */
async function end(code) {
  ending ??= (async () => {
    if (opened.length > 0) console.log("\n  Closing …");
    for (const child of children) child.kill("SIGTERM");
    for (const stop of opened.reverse()) await stop().catch((error) => console.error(error.message));
    forgetRunning();
    process.exit(code);
  })();
  await ending;
}

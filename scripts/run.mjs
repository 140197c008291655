// Runs one TypeScript program against the bank's database: that of a running `npm run up`, or started for the purpose.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { migrateDatabase, openDatabase, refuseOtherMode } from "./lib/bank-database.mjs";
import { checkNode, install } from "./lib/install.mjs";
import { ROOT, Sentence } from "./lib/project.mjs";
import { QUIET, withTsx } from "./lib/run-command.mjs";
import { openDataFolder, readSettings } from "./lib/settings.mjs";

/** Runs a program of this project with its arguments, and answers its exit code. */
export async function runProgram(script, args) {
  checkNode();
  openDataFolder();
  await install();
  const { settings, embedded } = readSettings();
  const database = await openDatabase({ settings, embedded });
  try {
    const env = { ...process.env, ...QUIET, ...settings, ...database.urls };
    // A database that runs was migrated by the one who started it.
    if (database.started) await migrateDatabase(env);
    await refuseOtherMode(env);
    const command = script.endsWith(".ts") ? withTsx(script, args) : [script, ...args];
    const child = spawn(process.execPath, command, { cwd: ROOT, stdio: "inherit", env });
    // The terminal sends Ctrl-C to the child as well: it ends first, then the database.
    for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
    return await new Promise((done) => child.once("exit", (code) => done(code ?? 1)));
  } finally {
    if (database.started) await database.stop();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [script, ...args] = process.argv.slice(2);
  try {
    if (!script) throw new Sentence("Name the program to run: node scripts/run.mjs FILE");
    process.exitCode = await runProgram(script, args);
  } catch (error) {
    console.error(error instanceof Sentence ? error.message : error);
    process.exitCode = 1;
  }
}

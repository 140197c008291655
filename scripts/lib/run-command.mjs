import { spawn } from "node:child_process";
import { ROOT, Sentence } from "./project.mjs";

/** What children are told: nothing that reports home, nothing that asks. */
export const QUIET = {
  NEXT_TELEMETRY_DISABLED: "1",
  npm_config_audit: "false",
  npm_config_fund: "false",
  npm_config_update_notifier: "false",
};

/** Runs a command to its end. Its output is kept back and shown only when it fails, unless `show` is set. */
export function runCommand(command, args, { env = {}, show = false, onStart } = {}) {
  const child = spawn(command, args, {
    cwd: ROOT,
    env: { ...process.env, ...QUIET, ...env },
    stdio: ["ignore", show ? "inherit" : "pipe", show ? "inherit" : "pipe"],
    // npm is a script on Windows, which only a shell runs.
    shell: process.platform === "win32" && command === "npm",
  });
  onStart?.(child);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (output += chunk));
  return new Promise((done) => {
    child.once("error", (error) => done({ code: 1, output: error.message }));
    child.once("close", (code, signal) => done({ code: code ?? 1, signal, output }));
  });
}

/** The same, where a failure ends the work: the end of the output is what the person sees. */
export async function mustRun(what, command, args, options) {
  const { code, output } = await runCommand(command, args, options);
  if (code !== 0) throw new Sentence(`${what} failed:\n\n${output.trimEnd().split("\n").slice(-40).join("\n")}`);
  return output;
}

/** What the bank does leaves a lot behind that dies young: with more room for it the collector runs a fraction as often. */
export const ROOM = "--max-semi-space-size=64";

/** Node itself, as the server runs, with TypeScript through tsx. */
export const withTsx = (script, args = []) => [ROOM, "--import", "tsx", script, ...args];

// The web server as a child: started on the loopback, watched until it answers, stopped in order.
import { spawn } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { NEXT } from "./build.mjs";
import { ROOT, Sentence } from "./project.mjs";
import { QUIET, ROOM } from "./run-command.mjs";

/** Starts `next start` (or `next dev`) and answers when /livez does. */
export async function startServer({ port, env, dev = false, quiet = false }) {
  const from = dev ? "dev" : "start";
  let said = "";
  const child = spawn(process.execPath, [ROOM, NEXT, from, "-H", "127.0.0.1", "-p", String(port)], {
    cwd: ROOT,
    env: { ...process.env, ...QUIET, ...env, NODE_ENV: dev ? "development" : "production" },
    stdio: ["ignore", "pipe", "pipe"],
    // Ctrl-C at the terminal reaches the whole group: the child is told by its parent, in order.
    detached: process.platform !== "win32",
  });
  let up = false;
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => {
      if (up && !quiet) process.stdout.write(chunk);
      // Of a server under test all is kept: its output is searched for what no log may hold.
      else said = (said + chunk).slice(quiet ? -50_000_000 : -8_000);
    });
  }
  const exited = new Promise((done) => child.once("exit", (code, signal) => done(code ?? signal)));
  let over = false;
  exited.then(() => (over = true));
  for (let waited = 0; !over && waited < 90_000; waited += 100) {
    if (await answers(port)) {
      up = true;
      return { child, exited, stop: () => stop(child, exited), output: () => said };
    }
    await pause(100);
  }
  await stop(child, exited);
  throw new Sentence(`The server did not start:\n\n${said.slice(-8_000).trim()}`);
}

/** Whether a bank answers there. */
export async function answers(port) {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/livez`, {
      signal: AbortSignal.timeout(3_000),
      redirect: "manual",
    });
    return response.ok;
  } catch {
    return false;
  }
}

async function stop(child, exited) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGTERM");
  const late = setTimeout(() => child.kill("SIGKILL"), 10_000);
  await exited;
  clearTimeout(late);
}

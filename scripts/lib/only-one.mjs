// One start per clone: who runs here, and where. A note left by a killed start is seen through and overwritten.
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { isAlive, processText } from "./processes.mjs";
import { DATA } from "./project.mjs";

const NOTE = join(DATA, "running.json");

/** The start that runs in this clone: `{ pid, origin? }`, without an origin while it is still on its way. */
export function running() {
  const note = read();
  // After a restart of the machine the number may be anybody's.
  return note && isAlive(note.pid) && isOurs(note.pid, "up.mjs") ? note : null;
}

/** Ends the web server that a killed start left behind: it would hold the port. */
export async function endOrphan() {
  const server = read()?.server;
  if (!server || !isAlive(server) || !isOurs(server, "next")) return;
  process.kill(server, "SIGTERM");
  for (let waited = 0; isAlive(server) && waited < 5_000; waited += 100) await pause(100);
  if (isAlive(server)) process.kill(server, "SIGKILL");
}

export function noteRunning(note) {
  writeFileSync(NOTE, JSON.stringify({ pid: process.pid, ...note }));
}

export function forgetRunning() {
  if (read()?.pid === process.pid) rmSync(NOTE, { force: true });
}

function read() {
  if (!existsSync(NOTE)) return null;
  try {
    return JSON.parse(readFileSync(NOTE, "utf8"));
  } catch {
    // A start that was killed while it wrote.
    return null;
  }
}

function isOurs(pid, word) {
  return processText(pid).includes(process.platform === "win32" ? "node" : word);
}

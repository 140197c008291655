// Clusters of tests: named after the process that made them, so that what a killed run left behind can be told.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { discardCluster, startCluster } from "./postgres.mjs";
import { isAlive } from "./processes.mjs";
import { DATA, ROOT } from "./project.mjs";

/** Nothing in them has to survive a crash. */
const FAST = { fsync: "off", synchronous_commit: "off", full_page_writes: "off", shared_buffers: "128MB" };

/** Starts the throw-away cluster of this process, under a name of its kind, after those of dead processes are gone. */
export async function startThrowAway(kind, settings = FAST) {
  await sweep();
  const dir = join(DATA, `${kind}-${process.pid}`);
  const cluster = await startCluster({ dir, root: ROOT, settings });
  return { ...cluster, dir, discard: () => discardCluster({ dir, root: ROOT }) };
}

async function sweep() {
  for (const name of existsSync(DATA) ? readdirSync(DATA) : []) {
    const pid = name.match(/^(?:test|faults|bench)-(\d+)$/)?.[1];
    if (pid && !isAlive(Number.parseInt(pid, 10))) await discardCluster({ dir: join(DATA, name), root: ROOT });
  }
}

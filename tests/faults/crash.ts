import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { type Cluster, postmaster, restartCluster } from "../../scripts/lib/postgres.mjs";

/** Kills the server with all its processes, as a power cut would, and starts it again after a while. */
export async function crash(cluster: Cluster, downMs: number): Promise<void> {
  const pid = postmaster(cluster.data);
  if (pid === null) throw new Error("The server to be killed does not run");
  const all = [pid, ...childrenOf(pid)];
  for (const each of all) kill(each);
  await pause(downMs);
  await restartCluster(cluster);
}

function childrenOf(pid: number): number[] {
  // Elsewhere the children see that their parent is gone and end by themselves.
  if (process.platform !== "linux") return [];
  const list = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8");
  return list.trim().split(/\s+/).filter(Boolean).map(Number);
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}

import { rmSync } from "node:fs";
import { migrate } from "@/db/migrate";
import { startCluster, stopCluster } from "../../scripts/lib/postgres.mjs";

/** One throw-away server per run, with one migrated template that every test file clones. */
export default async function setup(project: { provide: (name: "cluster", value: Cluster) => void }) {
  const given = process.env.TEST_CLUSTER_DIR;
  const dir = given ?? `.data/test-${process.pid}`;
  const cluster = await startCluster({ dir, root: ".", settings: { fsync: "off", synchronous_commit: "off", full_page_writes: "off" } });
  const addresses = (name: string) => ({ adminUrl: cluster.adminUrl(name), appUrl: cluster.appUrl(name), jobsUrl: cluster.jobsUrl(name) });
  const template = `template_${process.pid}`;
  await migrate({ ...addresses(template), mode: "demo" });
  project.provide("cluster", { template, ...addresses("DATABASE") });
  return () => {
    if (given) return;
    stopCluster(cluster, "immediate");
    rmSync(dir, { recursive: true, force: true });
  };
}

export type Cluster = { template: string; adminUrl: string; appUrl: string; jobsUrl: string };

declare module "vitest" {
  interface ProvidedContext {
    cluster: Cluster;
  }
}

import type { TestProject } from "vitest/node";
import { migrate } from "@/db/migrate";
import { removeCluster, startCluster, stopCluster } from "../../scripts/lib/postgres.mjs";
import { openAdmin } from "./admin";

/** One throw-away server per run, never that of `up`, with one migrated template that every test file clones. */
export default async function setup(project: TestProject) {
  const dir = process.env.TEST_CLUSTER_DIR ?? `.data/test-${process.pid}`;
  const cluster = await startCluster({ dir, root: ".", settings: throwAway });
  const template = `template_${process.pid}`;
  const urls = (name: string) => ({
    adminUrl: cluster.adminUrl(name),
    appUrl: cluster.appUrl(name),
    jobsUrl: cluster.jobsUrl(name),
  });
  try {
    await migrate({ ...urls(template), mode: "test" });
  } catch (error) {
    await end();
    throw error;
  }
  project.provide("cluster", { template, ...urls("DATABASE") });
  return end;

  async function end() {
    if (cluster.started) {
      await stopCluster(cluster, "immediate");
      removeCluster(cluster);
      return;
    }
    const admin = openAdmin(cluster.adminUrl("postgres"));
    await admin.unsafe(`drop database if exists ${template} with (force)`);
    await admin.end();
  }
}

/** Nothing here has to survive a crash. */
const throwAway = { fsync: "off", synchronous_commit: "off", full_page_writes: "off", shared_buffers: "128MB" };

export type ClusterUrls = { template: string; adminUrl: string; appUrl: string; jobsUrl: string };

declare module "vitest" {
  interface ProvidedContext {
    cluster: ClusterUrls;
  }
}

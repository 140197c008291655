import type { TestProject } from "vitest/node";
import { migrate } from "@/db/migrate";
import { startCluster } from "../../scripts/lib/postgres.mjs";
import { startThrowAway } from "../../scripts/lib/throw-away.mjs";
import { openAdmin } from "./admin";

/** One throw-away server per run, never that of `up`, with one migrated template that every test file clones. */
export default async function setup(project: TestProject) {
  const { cluster, discard } = await open();
  const template = `template_${process.pid}`;
  const at = (name: string) => ({
    adminUrl: cluster.adminUrl(name),
    appUrl: cluster.appUrl(name),
    jobsUrl: cluster.jobsUrl(name),
  });
  const end = async () => {
    if (discard) return discard();
    const admin = openAdmin(cluster.adminUrl("postgres"));
    await admin.unsafe(`drop database if exists ${template} with (force)`);
    await admin.end();
  };
  try {
    await migrate({ ...at(template), mode: "test" });
  } catch (error) {
    await end();
    throw error;
  }
  project.provide("cluster", { template, ...at("DATABASE") });
  return end;
}

/** `npm test` runs several suites on one server, which it ends itself; a suite run alone has its own. */
async function open() {
  const shared = process.env.TEST_CLUSTER_DIR;
  if (shared) return { cluster: await startCluster({ dir: shared, root: "." }), discard: undefined };
  const cluster = await startThrowAway("test");
  return { cluster, discard: cluster.discard };
}

export type ClusterUrls = { template: string; adminUrl: string; appUrl: string; jobsUrl: string };

declare module "vitest" {
  interface ProvidedContext {
    cluster: ClusterUrls;
  }
}

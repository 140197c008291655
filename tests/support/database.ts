import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { inject } from "vitest";
import { connect, type Database } from "@/db/client";

export type TestDatabase = { db: Database; jobs: Database; admin: Database; urls: { app: string; jobs: string; admin: string }; close: () => Promise<void> };

/** A database of this test file's own: a clone of the migrated template, as the server, the jobs and the superuser see it. */
export async function testDatabase(): Promise<TestDatabase> {
  const { template, ...urls } = inject("cluster");
  const name = `test_${randomBytes(6).toString("hex")}`;
  const at = (url: string, database = name) => url.replace("DATABASE", database);
  const root = postgres(at(urls.adminUrl, "postgres"), { max: 1, onnotice: () => undefined });
  await root.unsafe(`create database ${name} template ${template}`);
  const open = { app: at(urls.appUrl), jobs: at(urls.jobsUrl), admin: at(urls.adminUrl) };
  const databases = [connect(open.app, "app"), connect(open.jobs, "jobs"), connect(open.admin, "jobs", 2)] as const;
  return {
    db: databases[0],
    jobs: databases[1],
    admin: databases[2],
    urls: open,
    async close() {
      await Promise.all(databases.map((database) => database.$client.end({ timeout: 1 })));
      await root.unsafe(`drop database ${name} with (force)`);
      await root.end();
    },
  };
}

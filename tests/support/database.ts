import { randomBytes } from "node:crypto";
import { inject } from "vitest";
import { connect, type Database } from "@/db/client";
import { openAdmin } from "./admin";

export type TestDatabase = {
  /** As the server sees it (`bank_app`). */
  db: Database;
  /** As long work sees it (`bank_jobs`). */
  jobs: Database;
  /** As the superuser sees it: to break promises on purpose, and to look behind the application's back. */
  admin: Database;
  urls: { app: string; jobs: string; admin: string };
  close: () => Promise<void>;
};

/** A database of this test file's own, a clone of the migrated template; `close` drops it. */
export async function testDatabase(): Promise<TestDatabase> {
  const { template, adminUrl, appUrl, jobsUrl } = inject("cluster");
  const name = `test_${randomBytes(6).toString("hex")}`;
  const root = openAdmin(adminUrl.replace("DATABASE", "postgres"));
  await root.unsafe(`create database ${name} template ${template}`);
  const urls = {
    app: appUrl.replace("DATABASE", name),
    jobs: jobsUrl.replace("DATABASE", name),
    admin: adminUrl.replace("DATABASE", name),
  };
  const db = connect(urls.app, "app");
  const jobs = connect(urls.jobs, "jobs");
  const admin = connect(urls.admin, "admin");
  return {
    db,
    jobs,
    admin,
    urls,
    async close() {
      await Promise.all([db, jobs, admin].map((database) => database.$client.end({ timeout: 1 })));
      await root.unsafe(`drop database if exists ${name} with (force)`);
      await root.end();
    },
  };
}

import { createHash, randomBytes } from "node:crypto";
import { connect, type Database, sqlOf } from "@/db/client";
import { migrate } from "@/db/migrate";
import { BUILD } from "../../scripts/lib/build.mjs";
import { freePort } from "../../scripts/lib/ports.mjs";
import { startServer } from "../../scripts/lib/server.mjs";
import { startThrowAway, type ThrowAway } from "../../scripts/lib/throw-away.mjs";
import { type TestBank, testBank } from "../support/bank";
import { buildFolder } from "./build";

type Server = Awaited<ReturnType<typeof startServer>>;

/** A bank of its own on a database server of its own, with fsync, and a web server that can be killed. */
export type ServedBank = {
  cluster: ThrowAway;
  admin: Database;
  jobsUrl: string;
  bank: TestBank;
  origin: string;
  /** The web server that runs now. */
  server: () => Server;
  start: () => Promise<void>;
  /** The cookie of somebody who is signed in. */
  session: (userId: string) => Promise<string>;
  close: () => Promise<void>;
};

/** Makes the bank and serves it from the build of these sources. */
export async function serveBank(): Promise<ServedBank> {
  const cluster = await startThrowAway("faults", { shared_buffers: "64MB" });
  const [adminUrl, appUrl, jobsUrl] = [cluster.adminUrl("served"), cluster.appUrl("served"), cluster.jobsUrl("served")];
  await migrate({ adminUrl, appUrl, jobsUrl, mode: "demo" });
  const admin = connect(adminUrl, "admin");
  const bank = await testBank(admin);
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const distDir = buildFolder();
  const env = {
    BANK_MODE: "demo",
    DATABASE_URL: appUrl,
    DATABASE_JOBS_URL: jobsUrl,
    AUTH_SECRET: randomBytes(48).toString("base64url"),
    PASSWORD_PEPPER: randomBytes(48).toString("base64url"),
    BANK_DATA_KEY: randomBytes(32).toString("base64"),
    APP_ORIGIN: origin,
    LOG_LEVEL: "silent",
    ...(distDir === BUILD ? {} : { NEXT_DIST_DIR: distDir }),
  };
  let server = await startServer({ port, env, quiet: true });
  return {
    cluster,
    admin,
    jobsUrl,
    bank,
    origin,
    server: () => server,
    async start() {
      // Control 59: no session hangs on it, so each start has another one and those who are signed in stay so.
      env.AUTH_SECRET = randomBytes(48).toString("base64url");
      server = await startServer({ port, env, quiet: true });
    },
    async session(userId) {
      const token = randomBytes(32).toString("base64url");
      await sqlOf(admin)`
        insert into sessions (id, token_hash, user_id, activated_at, factor_at, expires_at)
        values (gen_random_uuid(), ${createHash("sha256").update(token).digest()}, ${userId}, bank_now(), bank_now(), bank_now() + interval '8 hours')`;
      return `bank.sid=${token}`;
    },
    async close() {
      await server.stop();
      await admin.$client.end({ timeout: 1 });
      await cluster.discard();
    },
  };
}

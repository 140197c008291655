import { createHash, randomBytes } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { connect, type Database, sqlOf } from "@/db/client";
import { migrate } from "@/db/migrate";
import { BUILD, build, isBuilt, TEST_BUILD } from "../../scripts/lib/build.mjs";
import { freePort } from "../../scripts/lib/ports.mjs";
import { startServer } from "../../scripts/lib/server.mjs";
import { startThrowAway, type ThrowAway } from "../../scripts/lib/throw-away.mjs";
import { type Answer, ask } from "../api/http";
import { testBank } from "../support/bank";
import { crash } from "./crash";

/** A bank of its own on a server of its own, with a teller and a customer who are signed in. */
let cluster: ThrowAway;
let server: Awaited<ReturnType<typeof startServer>>;
let admin: Database;
let origin: string;
let asked: { path: string; cookie: string }[];

beforeAll(async () => {
  cluster = await startThrowAway("faults", { shared_buffers: "64MB" });
  const urls = {
    adminUrl: cluster.adminUrl("served"),
    appUrl: cluster.appUrl("served"),
    jobsUrl: cluster.jobsUrl("served"),
  };
  await migrate({ ...urls, mode: "demo" });
  admin = connect(urls.adminUrl, "admin");
  const bank = await testBank(admin);
  const teller = await bank.staff("teller");
  const customer = await bank.customer();
  const account = await bank.account(customer.id, 50_000n);
  const [staffCookie, customerCookie] = [await session(teller.actor.userId), await session(customer.ctx.actor.userId)];
  asked = [
    { path: "/desk", cookie: staffCookie },
    { path: `/accounts/${account.id}`, cookie: staffCookie },
    { path: "/my", cookie: customerCookie },
    { path: `/my/accounts/${account.id}`, cookie: customerCookie },
  ];
  const distDir = isBuilt(BUILD) ? BUILD : TEST_BUILD;
  await build(distDir);
  const port = await freePort();
  origin = `http://localhost:${port}`;
  const env = {
    BANK_MODE: "demo",
    DATABASE_URL: urls.appUrl,
    DATABASE_JOBS_URL: urls.jobsUrl,
    AUTH_SECRET: randomBytes(48).toString("base64url"),
    PASSWORD_PEPPER: randomBytes(48).toString("base64url"),
    BANK_DATA_KEY: randomBytes(32).toString("base64"),
    APP_ORIGIN: origin,
    LOG_LEVEL: "silent",
    ...(distDir === BUILD ? {} : { NEXT_DIST_DIR: distDir }),
  };
  server = await startServer({ port, env, quiet: true });
}, 300_000);

afterAll(async () => {
  await server?.stop();
  await admin?.$client.end({ timeout: 1 });
  await cluster?.discard();
});

it("with Postgres killed and started three times under signed-in load, pages say so, nobody is signed out, and it recovers by itself", async () => {
  for (const one of asked) expect((await page(one)).status).toBe(200);
  let running = true;
  const statuses = new Map<number, number>();
  const wrong: string[] = [];
  let slowestMs = 0;
  const visitor = async (at: number) => {
    while (running) {
      const one = asked[at % asked.length] as (typeof asked)[number];
      const from = performance.now();
      const answer = await page(one).catch(
        (error: Error): Answer => ({ status: 0, cookies: [], text: error.message, headers: {} }),
      );
      slowestMs = Math.max(slowestMs, performance.now() - from);
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      if (answer.status !== 200 && answer.status !== 503)
        wrong.push(`${one.path}: ${answer.status} ${answer.text.slice(0, 200)}`);
      if (answer.cookies.some((cookie) => cookie.includes("bank.sid")))
        wrong.push(`${one.path}: the session cookie was touched`);
      if (answer.status === 503 && !answer.headers["retry-after"]) wrong.push(`${one.path}: 503 without Retry-After`);
      if (answer.status === 503) await pause(20);
    }
  };
  const visitors = Array.from({ length: 16 }, (_, at) => visitor(at));
  for (const downMs of [500, 2_000, 1_000]) {
    await pause(1_500);
    await crash(cluster, downMs);
  }
  await pause(3_000);
  running = false;
  await Promise.all(visitors);

  expect(wrong.slice(0, 5)).toEqual([]);
  expect(statuses.get(200)).toBeGreaterThan(0);
  expect(statuses.get(503)).toBeGreaterThan(0);
  expect(slowestMs).toBeLessThan(9_000); // control 71: an answer within the deadline, never a hung request
  expect(server.child.exitCode).toBeNull();
  for (const one of asked) expect((await page(one)).status).toBe(200);
}, 120_000);

/** A page as a browser gets it: one that finds the database away by itself sends to the same address once more. */
async function page({ path, cookie }: { path: string; cookie: string }): Promise<Answer> {
  const answer = await ask(origin, path, { headers: { cookie } });
  const sentBack = answer.status === 307 && answer.headers.location === path;
  return sentBack ? ask(origin, path, { headers: { cookie } }) : answer;
}

async function session(userId: string): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  await sqlOf(admin)`
    insert into sessions (id, token_hash, user_id, activated_at, expires_at)
    values (gen_random_uuid(), ${createHash("sha256").update(token).digest()}, ${userId}, bank_now(), bank_now() + interval '8 hours')`;
  return `bank.sid=${token}`;
}

import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Role } from "@/lib/core/context";
import { demoStaff } from "../../scripts/seed/people.mjs";
import { type Answer, ask } from "../api/http";
import { routes } from "../e2e/support/routes";
import { crash } from "./crash";
import { type ServedBank, serveBank } from "./served-bank";

const VISITORS = 16;

/** A bank with a teller and a customer who are signed in. */
let served: ServedBank;
let asked: { path: string; cookie: string }[];

beforeAll(async () => {
  served = await serveBank();
  const { bank, session } = served;
  const teller = await bank.teller();
  const customer = await bank.customer();
  const account = await bank.account(customer.id, 50_000n);
  const [staffCookie, customerCookie] = [await session(teller.actor.userId), await session(customer.ctx.actor.userId)];
  const cookies = new Map([
    ["teller", staffCookie],
    ["amina", customerCookie],
  ]);
  const cookieOf = async (who: string) => {
    const roles = demoStaff.find(({ signInName }) => signInName === who)?.roles as Role[] | undefined;
    const cookie = cookies.get(who) ?? (roles && (await session((await bank.staff(roles)).actor.userId)));
    if (cookie) cookies.set(who, cookie);
    return cookie;
  };
  asked = [
    { path: `/accounts/${account.id}`, cookie: staffCookie },
    { path: `/my/accounts/${account.id}`, cookie: customerCookie },
  ];
  // Every page that stands by itself; one that leads on in this small bank is not asked under load.
  for (const { who, path, found, fresh } of routes) {
    const cookie = path && !found && !fresh ? await cookieOf(who) : undefined;
    if (path && cookie && (await page({ path, cookie })).status === 200) asked.push({ path, cookie });
  }
  expect(asked.length).toBeGreaterThan(45);
});

afterAll(() => served?.close());

it("with Postgres killed and started three times under signed-in load, pages say so, nobody is signed out, and it recovers by itself", async () => {
  for (const one of asked) expect((await page(one)).status).toBe(200);
  let running = true;
  const statuses = new Map<number, number>();
  const wrong: string[] = [];
  let [sent, answered] = [0, 0];
  const visitor = async (at: number) => {
    for (let turn = 0; running; turn += 1) {
      const one = asked[(at + turn * VISITORS) % asked.length] as (typeof asked)[number];
      sent += 1;
      const answer = await page(one).catch(
        (error: Error): Answer => ({ status: 0, cookies: [], text: error.message, headers: {} }),
      );
      answered += 1;
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      if (answer.status !== 200 && answer.status !== 503)
        wrong.push(`${one.path}: ${answer.status} ${answer.text.slice(0, 200)}`);
      if (answer.cookies.some((cookie) => cookie.includes("bank.sid")))
        wrong.push(`${one.path}: the session cookie was touched`);
      if (answer.status === 503 && !answer.headers["retry-after"]) wrong.push(`${one.path}: 503 without Retry-After`);
      if (answer.status === 503) await pause(20);
    }
  };
  const visitors = Array.from({ length: VISITORS }, (_, at) => visitor(at));
  for (const downMs of [500, 2_000, 1_000]) {
    await pause(1_500);
    await crash(served.cluster, downMs);
    const before = statuses.get(200) ?? 0;
    while ((statuses.get(200) ?? 0) <= before + visitors.length) await pause(20);
  }
  running = false;
  await Promise.all(visitors);

  expect(wrong.slice(0, 5)).toEqual([]);
  expect(statuses.get(200)).toBeGreaterThan(0);
  expect(statuses.get(503)).toBeGreaterThan(0);
  expect(answered).toBe(sent); // control 71: an answer for everyone, never a hung request
  expect(served.server().child.exitCode).toBeNull();
  for (const one of asked) expect((await page(one)).status).toBe(200);
}, 120_000);

/** A page as a browser gets it: one that finds the database away by itself sends to the same address once more. */
async function page({ path, cookie }: { path: string; cookie: string }): Promise<Answer> {
  const answer = await ask(served.origin, path, { headers: { cookie } });
  const sentBack = answer.status === 307 && answer.headers.location === path;
  return sentBack ? ask(served.origin, path, { headers: { cookie } }) : answer;
}

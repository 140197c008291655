import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { connect, type Database, isDatabaseAway, sqlOf } from "@/db/client";
import { migrate } from "@/db/migrate";
import { startThrowAway, type ThrowAway } from "../../scripts/lib/throw-away.mjs";
import { crash } from "./crash";

// A server of its own: the others share theirs. With fsync, so that what was acknowledged can be asked for.
let cluster: ThrowAway;
let db: Database;
const notices: boolean[] = [];
const uncaught: unknown[] = [];
const note = (error: unknown) => uncaught.push(error);

beforeAll(async () => {
  process.on("uncaughtException", note);
  process.on("unhandledRejection", note);
  cluster = await startThrowAway("faults", { shared_buffers: "64MB" });
  const urls = { adminUrl: cluster.adminUrl("bank"), appUrl: cluster.appUrl("bank"), jobsUrl: cluster.jobsUrl("bank") };
  await migrate({ ...urls, mode: "test" });
  const admin = connect(urls.adminUrl, "admin");
  await sqlOf(admin)`create table pairs (id int, half int, primary key (id, half))`;
  await sqlOf(admin)`grant select, insert on pairs to bank_app`;
  await admin.$client.end();
  db = connect(urls.appUrl, "app", { max: 5, notice: (away) => notices.push(away) });
});

afterAll(async () => {
  await db.$client.end({ timeout: 1 });
  await cluster.discard();
  process.off("uncaughtException", note);
  process.off("unhandledRejection", note);
});

it("survives three kills of the server under load: everyone is answered, nothing is half done, it serves again", async () => {
  let running = true;
  let next = 0;
  let [asked, answered] = [0, 0];
  const acknowledged: number[] = [];
  const strange: unknown[] = [];

  const counted = async (work: () => Promise<unknown>) => {
    asked += 1;
    try {
      await work();
    } catch (error) {
      if (!isDatabaseAway(error)) strange.push(error);
      // A refused connection answers at once: do not spin.
      await pause(5);
    } finally {
      answered += 1;
    }
  };
  const read = () => sqlOf(db)`select count(*) from pairs where id < ${next}`;
  const write = async () => {
    const id = next++;
    await db.transaction(async (tx) => {
      await sqlOf(tx)`insert into pairs values (${id}, 1)`;
      // Some are still here when the server has died and is back: their second half must not go through on its own.
      await pause(id % 20 === 0 ? 4_000 : id % 7);
      await sqlOf(tx)`insert into pairs values (${id}, 2)`;
    });
    acknowledged.push(id);
  };
  const loops = Array.from({ length: 16 }, async (_, index) => {
    while (running) await counted(index % 2 === 0 ? read : write);
  });

  for (const downMs of [300, 2_000, 1_000]) {
    await pause(1_000);
    await crash(cluster, downMs);
    const before = acknowledged.length;
    while (acknowledged.length === before) await pause(20);
  }
  running = false;
  await Promise.all(loops);

  const halves = await sqlOf(db)`select id from pairs group by id having count(*) <> 2`;
  const kept = new Set((await sqlOf(db)<{ id: number }[]>`select distinct id from pairs`).map(({ id }) => id));
  expect(halves).toHaveLength(0);
  expect(acknowledged.filter((id) => !kept.has(id))).toEqual([]);
  expect(strange).toEqual([]);
  expect(uncaught).toEqual([]);
  expect(answered).toBe(asked);
  expect(notices).toContain(true);
  expect(notices.at(-1)).toBe(false);
}, 120_000);

import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Database, sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "@/lib/core/context";
import { verifyRuns } from "@/lib/ledger/verify-queries";
import { verifyNow } from "@/lib/operations/verify-now";
import { type TestBank, testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";
import { sealAll } from "../../support/seal";
import { whenBlockedOnALock } from "../payments/money";

let database: TestDatabase;
let bank: TestBank;
let auditor: Ctx<StaffActor, Database>;
beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  auditor = await bank.staff("auditor", "000");
  await bank.account((await bank.customer("Amina Okafor")).id, 1_000n);
  await sealAll(database);
});
afterAll(() => database.close());

const onJobs = { database: () => database.jobs };
const verify = () => verifyNow(auditor, onJobs);

/** Starts a verification that stands still before the value movements, which it reads towards its end, and does something meanwhile. */
async function stopped(failed: (error: unknown) => void, meanwhile: () => Promise<void>): Promise<void> {
  await database.admin.transaction(async (tx) => {
    await sqlOf(tx)`lock table value_movements in access exclusive mode`;
    expect(await verifyNow(auditor, { ...onJobs, waitMs: 1, failed })).toEqual({ state: "running" });
    await whenBlockedOnALock(database.admin);
    expect((await verifyRuns(auditor)).running).toBe(true);
    await meanwhile();
  });
}

/** The newest run, once none is under way and there are so many. */
async function newest(count: number) {
  for (;;) {
    const { runs, running } = await verifyRuns(auditor, 100);
    if (!running && runs.length === count) return runs[0];
    await pause(10);
  }
}

describe("a verification started on screen", () => {
  test("is kept with who asked, how far the chain reached and what was compared", async () => {
    expect(await verifyRuns(auditor)).toEqual({ runs: [], running: false });
    expect(await verify()).toEqual({ state: "proved" });
    const [end] = await sqlOf(database.db)<{ number: bigint; hash: string }[]>`
      select number, encode(hash, 'hex') as hash from seals order by number desc limit 1`;
    const { runs, running } = await verifyRuns(auditor);
    expect(running).toBe(false);
    expect(runs).toHaveLength(1);
    const [run] = runs;
    expect(run).toMatchObject({ who: auditor.actor.name, result: "proved", failure: null, headNumber: end?.number });
    expect(run?.headHash).toBe(end?.hash);
    expect(run?.postings).toBeGreaterThan(0n);
    expect(run?.findings.length).toBeGreaterThan(15);
  });

  test("is refused to who may not start one, and none is kept", async () => {
    await expect(verifyNow(await bank.staff("teller"))).rejects.toMatchObject({ reason: "not_permitted" });
    expect((await verifyRuns(auditor)).runs).toHaveLength(1);
  });

  test("goes on when nobody waits any more; a second one is refused meanwhile", async () => {
    const told: unknown[] = [];
    await stopped(
      (error) => told.push(error),
      async () => {
        await expect(verify()).rejects.toMatchObject({ reason: "verify_running" });
      },
    );
    expect(await newest(2)).toMatchObject({ result: "proved" });
    expect(told).toEqual([]);
  });

  test("that breaks is told to who waits, and stays as a run that broke off, above the last one that was proved", async () => {
    await sqlOf(database.admin)`revoke select on value_movements from bank_jobs`;
    await expect(verify()).rejects.toThrow();
    await sqlOf(database.admin)`grant select on value_movements to bank_jobs`;
    const run = await newest(3);
    expect(run).toMatchObject({ result: "failed", who: auditor.actor.name });
    expect(run?.failure).toContain("42501");
    expect(run?.failure).toContain(auditor.requestId);
    expect(run?.findings.map(({ check }) => check)).not.toContain("Every value movement is what its postings make");
    const [act] = await sqlOf(database.db)<{ actor: string }[]>`
      select actor_id as actor from audit_events where act = 'ledger.verified' and subject_id = ${run?.id ?? ""}`;
    expect(act).toEqual({ actor: auditor.actor.userId });
  });

  test("that breaks when nobody waits any more is told to the log, and stays", async () => {
    const told: unknown[] = [];
    await stopped(
      (error) => told.push(error),
      async () => {
        await sqlOf(database.admin)`
          select pg_cancel_backend(pid) from pg_stat_activity
          where datname = current_database() and usename = 'bank_jobs' and wait_event_type = 'Lock'`;
      },
    );
    const run = await newest(4);
    expect(told).toHaveLength(1);
    expect(run?.failure).toBe("The database stopped a statement that took too long, or somebody stopped it");
  });
});

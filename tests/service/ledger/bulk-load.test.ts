import { afterAll, beforeAll, expect, test } from "vitest";
import { sqlOf } from "@/db/client";
import { firstBad, verifyLedger } from "@/lib/ledger/verify";
import { loadAuditEvents } from "../../../bench/load/audit";
import { loadTpcB, runTpcB } from "../../../bench/load/tpcb";
import { testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";
import { sealAll } from "../../support/seal";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await testBank(database.db);
});
afterAll(() => database.close());

test("acts that the bulk loader writes are sealed and pass verify, their details too", async () => {
  await sealAll(database);
  await loadAuditEvents(database.admin, 2_500);
  expect(await sealAll(database)).toBe(2_500n);
  const findings = await verifyLedger(database.jobs);
  expect(firstBad(findings)).toBeNull();
  const [count] = await sqlOf(database.db)`
    select count(*)::int as acts, count(details_hash)::int as detailed from audit_events where request_id like 'bench-%'`;
  expect(count).toEqual({ acts: 2_500, detailed: 1_250 });
});

test.each(["simple", "prepared"] as const)(
  "TPC-B through the driver keeps its books, with %s statements",
  async (mode) => {
    const bank = { url: database.urls.admin, scale: 1 };
    const sql = sqlOf(database.admin);
    await sql`drop table if exists pgbench_branches, pgbench_tellers, pgbench_accounts, pgbench_history`;
    await loadTpcB(bank);
    const { tps, p50Ms } = await runTpcB(bank, { mode, clients: 4, seconds: 0.5 });
    expect(tps).toBeGreaterThan(0);
    expect(p50Ms).toBeGreaterThan(0);
    const [sums] = await sql`
    select (select sum(bbalance) from pgbench_branches)::int as branches, (select sum(tbalance) from pgbench_tellers)::int as tellers,
      (select sum(abalance) from pgbench_accounts)::int as accounts, (select sum(delta) from pgbench_history)::int as history,
      (select count(*)::int from pgbench_history) > 0 as any`;
    const { history } = sums as { history: number };
    expect(sums).toEqual({ branches: history, tellers: history, accounts: history, history, any: true });
  },
);

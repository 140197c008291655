import { afterAll, beforeAll, expect, test } from "vitest";
import { sqlOf } from "@/db/client";
import { firstBad, verifyLedger } from "@/lib/ledger/verify";
import { loadAccounts } from "../../../bench/load/accounts";
import { loadAuditEvents } from "../../../bench/load/audit";
import { openBenchBank } from "../../../bench/load/bank";
import { loadCustomers } from "../../../bench/load/customers";
import { loadTpcB, runTpcB } from "../../../bench/load/tpcb";
import { loadTransfers } from "../../../bench/load/transfers";
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

test("a bank that the bulk loader fills passes verify, and every row has what it names", async () => {
  const empty = await testDatabase();
  try {
    const accounts = await loadAccounts(empty.admin, 200);
    await loadTransfers(empty.admin, 1_000);
    await loadTransfers(empty.admin, 100, { payer: accounts[0]?.id ?? null });
    await sealAll(empty);
    const findings = await verifyLedger(empty.jobs);
    expect(firstBad(findings)).toBeNull();
    const [count] = await sqlOf(empty.admin)`select count(*)::int as postings from postings`;
    expect(count?.postings).toBeGreaterThanOrEqual(1_100 + 200);
    // The loader switches off what would refuse an orphan row by row.
    expect(await orphansIn(empty)).toEqual([]);
  } finally {
    await empty.close();
  }
});

test("customers loaded by COPY leave no orphan, and are found by their words", async () => {
  const empty = await testDatabase();
  try {
    const { serving } = await openBenchBank(empty.admin, 3);
    await empty.admin.transaction(async (tx) => {
      await sqlOf(tx)`set local session_replication_role = replica`;
      await loadCustomers(tx, 300, serving);
    });
    expect(await orphansIn(empty)).toEqual([]);
    const [found] = await sqlOf(empty.admin)`
      select count(*)::int as customers, (select count(distinct customer_id)::int from customer_words) as worded from customers`;
    expect(found).toEqual({ customers: 300, worded: 300 });
  } finally {
    await empty.close();
  }
});

/** Every foreign key of the schema that some row breaks, by name. */
async function orphansIn({ admin }: TestDatabase): Promise<string[]> {
  const sql = sqlOf(admin);
  const keys = await sql<{ name: string; child: string; parent: string; pairs: [string, string][] }[]>`
    select c.conname as name, c.conrelid::regclass::text as child, c.confrelid::regclass::text as parent,
      (select json_agg(json_build_array(own.attname, theirs.attname) order by k.at)
        from unnest(c.conkey, c.confkey) with ordinality k (own, theirs, at)
          join pg_attribute own on own.attrelid = c.conrelid and own.attnum = k.own
          join pg_attribute theirs on theirs.attrelid = c.confrelid and theirs.attnum = k.theirs) as pairs
    from pg_constraint c where c.contype = 'f' and c.connamespace = 'public'::regnamespace`;
  expect(keys.length).toBeGreaterThan(100);
  const broken: string[] = [];
  for (const { name, child, parent, pairs } of keys) {
    const named = pairs.map(([own]) => `c.${own} is not null`).join(" and ");
    const same = pairs.map(([own, theirs]) => `p.${theirs} = c.${own}`).join(" and ");
    const [orphan] = await sql.unsafe(
      `select 1 from ${child} c where ${named} and not exists (select from ${parent} p where ${same}) limit 1`,
    );
    if (orphan) broken.push(name);
  }
  return broken;
}

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

// What a posting costs as the ledger grows, and how large it is (--small=1000000 --large=20000000 --accounts=100000).
import { sqlOf } from "@/db/client";
import type { BusinessDate } from "@/lib/core/dates";
import type { BranchId } from "@/lib/core/ids";
import { loadAccounts } from "./load/accounts";
import { type BenchBank, endDay, FIRST_DAY, median, onBenchBank, option, round, say, timed } from "./load/bench-bank";
import { postFor } from "./load/post-transfers";
import { loadTransfers } from "./load/transfers";

const BAR = 1.5;
const DAYS = option("days", 20);
const [ROUNDS, SECONDS] = [option("rounds", 3), option("seconds", 15)];
const TABLES = [
  "journal_entries",
  "postings",
  "account_balances",
  "daily_balances",
  "value_movements",
  "seals",
  "sealed_movements",
];

const settings = { shared_buffers: "1GB", max_wal_size: "4GB", checkpoint_timeout: "60s", track_wal_io_timing: "on" };
await onBenchBank(settings, async (bank) => {
  const [small, large] = [option("small", 1_000_000), option("large", 20_000_000)];
  const accounts = await loadAccounts(bank.admin, option("accounts", 100_000));
  const [branch] = await sqlOf(bank.admin)<{ id: BranchId }[]>`select id from branches where code = '001'`;
  const on = { accounts, branchId: branch?.id as BranchId };
  let day: BusinessDate = FIRST_DAY;
  await timed(`Loading ${small} postings`, () => loadTransfers(bank.admin, small));
  const first = await cost(bank, { ...on, day });
  let rows = await countOf(bank);
  await timed(`Loading up to ${large}`, async () => {
    while (rows < large) {
      day = await endDay(bank, day);
      await loadTransfers(bank.admin, Math.min(large - rows, Math.ceil((large - small) / DAYS)));
      rows = await countOf(bank);
      say(`  ${rows} postings, ${day} is open`);
    }
  });
  const last = await cost(bank, { ...on, day });
  const ratio = round(last.microsPerPosting / first.microsPerPosting);
  say(`A posting at ${last.rows} rows costs ${ratio}× one at ${first.rows} (bar ${BAR}×)`);
  return { bar: BAR, small: first, large: last, ratio, sizes: await sizes(bank), reads: await reads(bank, day) };
});

type Place = Omit<Parameters<typeof postFor>[1], "seconds">;

/** Time and write-ahead log of a posting at the present size: the middle of several runs after one that warms up. */
async function cost(bank: BenchBank, place: Place) {
  const sql = sqlOf(bank.admin);
  await sql`vacuum (analyze)`;
  await sql`checkpoint`;
  await postFor(bank.app, { ...place, seconds: Math.min(5, SECONDS) });
  const before = await walOf(bank);
  const rowsBefore = await countOf(bank);
  const runs: number[] = [];
  for (let at = 0; at < ROUNDS; at += 1) runs.push(await postFor(bank.app, { ...place, seconds: SECONDS }));
  const [after, rows] = [await walOf(bank), await countOf(bank)];
  const [hot] = await sql<{ updates: bigint; hot: bigint }[]>`
    select n_tup_upd as updates, n_tup_hot_upd as hot from pg_stat_user_tables where relname = 'account_balances'`;
  const perPosting = (bytes: bigint) => Math.round(Number(bytes) / (rows - rowsBefore));
  const result = {
    rows,
    microsPerPosting: round(1_000_000 / median(runs)),
    postingsPerSecond: Math.round(median(runs)),
    walBytesPerPosting: perPosting(after.bytes - before.bytes),
    fullPageImagesPerPosting: round(Number(after.images - before.images) / (rows - rowsBefore)),
    walSyncs: Number(after.syncs - before.syncs),
    hotUpdates: hot ? round(Number(hot.hot) / Math.max(1, Number(hot.updates))) : 0,
  };
  say(
    `${rows} rows: ${result.microsPerPosting} µs a posting, ${result.walBytesPerPosting} bytes of WAL, ${result.fullPageImagesPerPosting} page images`,
  );
  return result;
}

async function countOf({ admin }: BenchBank): Promise<number> {
  const [row] = await sqlOf(admin)<{ n: bigint }[]>`select count(*) as n from postings`;
  return Number(row?.n ?? 0n);
}

async function walOf({ admin }: BenchBank) {
  await sqlOf(admin)`select pg_stat_clear_snapshot()`;
  const [row] = await sqlOf(admin)<{ bytes: bigint; images: bigint; syncs: bigint }[]>`
    select w.wal_bytes::bigint as bytes, w.wal_fpi as images,
      coalesce((select sum(fsyncs) from pg_stat_io where object = 'wal'), 0)::bigint as syncs from pg_stat_wal w`;
  return row as { bytes: bigint; images: bigint; syncs: bigint };
}

/** Bytes of each table and of each of its indexes. */
async function sizes({ admin }: BenchBank) {
  const found = await sqlOf(admin)<{ name: string; bytes: bigint; rows: number }[]>`
    select c.relname as name, pg_relation_size(c.oid) as bytes, c.reltuples as rows
    from pg_class c left join pg_index i on i.indexrelid = c.oid
    where coalesce(i.indrelid, c.oid)::regclass::text = any(${TABLES}) order by bytes desc`;
  for (const { name, bytes, rows } of found)
    say(`  ${name.padEnd(34)} ${(Number(bytes) / 1_000_000).toFixed(1).padStart(9)} MB ${Math.round(rows)} rows`);
  return found.map(({ name, bytes, rows }) => ({ name, bytes: Number(bytes), rows: Math.round(rows) }));
}

/** What end of day reads of the last closed day: by the BRIN index on the booking date. */
async function reads({ admin }: BenchBank, day: BusinessDate) {
  const plan = await sqlOf(admin).unsafe<{ "QUERY PLAN": [{ Plan: object; "Execution Time": number }] }[]>(
    `explain (analyze, buffers, format json) select account_id, sum(amount_minor) from postings where booking_date = date '${day}' - 1 group by account_id`,
  );
  const [found] = plan[0]?.["QUERY PLAN"] ?? [];
  const text = JSON.stringify(found?.Plan ?? {});
  const result = { dayMs: round(found?.["Execution Time"] ?? 0), brin: text.includes("postings_booking_date") };
  say(`A closed day's postings are read in ${result.dayMs} ms${result.brin ? " through the BRIN index" : ""}`);
  return result;
}

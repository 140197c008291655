import { openPool, type Sql } from "@/db/pool";

/** TPC-B through the driver at one number of clients: transactions a second, and one transaction's median. */
export type Measured = { tps: number; p50Ms: number };

/** Branches of TPC-B: each has 10 tellers and 100,000 accounts, as in pgbench. */
type Scale = { url: string; scale: number };

/** The tables of TPC-B, filled as `pgbench -i -s` fills them. */
export async function loadTpcB({ url, scale }: Scale): Promise<void> {
  await withPool(url, 1, async (sql) => {
    await sql.unsafe(`
      create table pgbench_branches (bid int not null, bbalance int, filler char(88)) with (fillfactor = 100);
      create table pgbench_tellers (tid int not null, bid int, tbalance int, filler char(84)) with (fillfactor = 100);
      create table pgbench_accounts (aid int not null, bid int, abalance int, filler char(84)) with (fillfactor = 100);
      create table pgbench_history (tid int, bid int, aid int, delta int, mtime timestamp, filler char(22));
      insert into pgbench_branches select b, 0, '' from generate_series(1, ${scale}) b;
      insert into pgbench_tellers select t, (t - 1) / 10 + 1, 0, '' from generate_series(1, ${scale * 10}) t;
      insert into pgbench_accounts select a, (a - 1) / 100000 + 1, 0, '' from generate_series(1, ${scale * 100_000}) a;
      alter table pgbench_branches add primary key (bid);
      alter table pgbench_tellers add primary key (tid);
      alter table pgbench_accounts add primary key (aid);`);
    await sql.unsafe("vacuum analyze pgbench_branches");
    await sql.unsafe("vacuum analyze pgbench_tellers");
    await sql.unsafe("vacuum analyze pgbench_accounts");
  });
}

/**
 * Runs the transaction of `pgbench` (three updates, one read, one insert, each a trip of its own) with so many clients for
 * so many seconds: `simple` sends text, `prepared` named statements.
 */
export function runTpcB(
  { url, scale }: Scale,
  { mode, clients, seconds }: { mode: "simple" | "prepared"; clients: number; seconds: number },
): Promise<Measured> {
  return withPool(url, clients, async (sql) => {
    const end = performance.now() + seconds * 1000;
    const times: number[] = [];
    const client = async () => {
      const own = await sql.reserve();
      const send = async (text: string, values: number[]) => {
        if (mode === "prepared") await own.unsafe(text, values, { prepare: true });
        else await own.unsafe(text.replace(/\$(\d)/g, (_, at: string) => String(values[Number(at) - 1]))).simple();
      };
      try {
        while (performance.now() < end) {
          const started = performance.now();
          await transaction(send, scale);
          times.push(performance.now() - started);
        }
      } finally {
        own.release();
      }
    };
    const started = performance.now();
    await Promise.all(Array.from({ length: clients }, client));
    const tps = (times.length * 1000) / (performance.now() - started);
    times.sort((a, b) => a - b);
    return { tps, p50Ms: times[Math.floor(times.length / 2)] ?? 0 };
  });
}

async function transaction(send: (text: string, values: number[]) => Promise<void>, scale: number): Promise<void> {
  const any = (most: number) => 1 + Math.floor(Math.random() * most);
  const [account, branch, teller, delta] = [any(100_000 * scale), any(scale), any(10 * scale), any(10_001) - 5_001];
  await send("begin", []);
  await send("update pgbench_accounts set abalance = abalance + $1 where aid = $2", [delta, account]);
  await send("select abalance from pgbench_accounts where aid = $1", [account]);
  await send("update pgbench_tellers set tbalance = tbalance + $1 where tid = $2", [delta, teller]);
  await send("update pgbench_branches set bbalance = bbalance + $1 where bid = $2", [delta, branch]);
  await send("insert into pgbench_history (tid, bid, aid, delta, mtime) values ($1, $2, $3, $4, current_timestamp)", [
    teller,
    branch,
    account,
    delta,
  ]);
  await send("end", []);
}

async function withPool<T>(url: string, max: number, work: (sql: Sql) => Promise<T>): Promise<T> {
  const sql = openPool(url, { name: "tpc-b", max, deadlineMs: 60 * 60_000, maxCalls: 10_000 });
  try {
    return await work(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

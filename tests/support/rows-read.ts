import { type Database, sqlOf, type Transaction } from "@/db/client";

/**
 * How many rows and index entries of the given tables a piece of work reads, by PostgreSQL's own count. What parallel
 * workers read is counted elsewhere, so there are none.
 */
export async function rowsRead(
  db: Database,
  tables: readonly string[],
  work: (tx: Transaction) => Promise<unknown>,
): Promise<number> {
  return db.transaction(async (tx) => {
    const sql = sqlOf(tx);
    await sql`select set_config('max_parallel_workers_per_gather', '0', true)`;
    const read = async () => {
      const [row] = await sql<{ n: string }[]>`
        select sum(n)::text as n from (
          select pg_stat_get_xact_tuples_returned(c.oid) + pg_stat_get_xact_tuples_fetched(c.oid) as n
          from pg_class c where c.oid = any(${[...tables]}::regclass[])
          union all
          select pg_stat_get_xact_tuples_returned(i.indexrelid) from pg_index i where i.indrelid = any(${[...tables]}::regclass[])
        ) counted`;
      return Number(row?.n ?? 0);
    };
    const before = await read();
    await work(tx);
    return (await read()) - before;
  });
}

import { type Sql, sqlOf, type Transaction } from "@/db/client";
import type { Finding } from "./finding";
import { BLOCK_HASH, leafOf } from "./leaf";
import { type SealedTable, sealedTables } from "./sealed-tables";

/** Blocks that are recomputed at once: bounds the memory and paces the progress. */
const BLOCKS = 50n;

type Block = {
  number: bigint;
  previous: string;
  hash: string;
  computed: string;
  size: bigint;
  total: bigint;
  ordered: boolean;
};

/** Recomputes each block of the chain from what it states and from the block before. */
export async function verifySeals(tx: Transaction): Promise<Finding> {
  const finding: Finding = { check: "Every seal follows from the one before", rows: 0n, bad: null };
  let last = { number: 0n, hash: "", total: 0n };
  for (;;) {
    const blocks = await readBlocks(sqlOf(tx), last.number);
    if (blocks.length === 0) return finding;
    for (const block of blocks) {
      if (!follows(block, last)) finding.bad ??= `seals ${block.number}`;
      last = block;
    }
    finding.rows += BigInt(blocks.length);
  }
}

function readBlocks(sql: Sql, after: bigint) {
  return sql.unsafe<Block[]>(
    `select number, encode(previous_hash, 'hex') as previous, encode(hash, 'hex') as hash, encode(${BLOCK_HASH}, 'hex') as computed,
      cardinality(ids)::bigint as size, total,
      first_id = ids[1] and last_id = ids[cardinality(ids)] and (first_epoch, first_xact) <= (last_epoch, last_xact) as ordered
    from seals s where number > $1 order by number limit $2`,
    [after.toString(), BLOCKS.toString()],
  );
}

function follows(block: Block, last: Pick<Block, "number" | "hash" | "total">): boolean {
  return (
    block.number === last.number + 1n &&
    block.previous === last.hash &&
    block.hash === block.computed &&
    block.total === last.total + block.size &&
    block.ordered
  );
}

/** The check of every leaf against its row: `run` on as many connections of one snapshot as there are, then `finding`. */
export type LeafCheck = { run: (tx: Transaction) => Promise<void>; finding: () => Finding };

/** Hashes every sealed row again, range by range of the chain, whoever comes for the next one. */
export async function leafCheck(
  tx: Transaction,
  progress: (rows: bigint, of: bigint) => void = () => undefined,
): Promise<LeafCheck> {
  const [end] = await sqlOf(tx)<{ number: bigint; total: bigint }[]>`
    select number, total from seals order by number desc limit 1`;
  const bad = new Map<bigint, string>();
  let [next, rows] = [0n, 0n];
  const run = async (on: Transaction) => {
    const sql = sqlOf(on);
    await lookUpByKey(sql, "off");
    while (next < (end?.number ?? 0n)) {
      const after = next;
      next += BLOCKS;
      const range = await checkRange(sql, after, next);
      if (range.bad !== null) bad.set(after, range.bad);
      rows += range.rows;
      progress(rows, end?.total ?? 0n);
    }
    await lookUpByKey(sql, "on");
  };
  const finding = () => ({
    check: "Every sealed row is as it was sealed",
    rows,
    bad: [...bad].sort(([a], [b]) => (a < b ? -1 : 1))[0]?.[1] ?? null,
  });
  return { run, finding };
}

/** Whatever the planner thinks of a table's size, a range must not read it whole. */
async function lookUpByKey(sql: Sql, others: "on" | "off"): Promise<void> {
  await sql`
    select set_config('enable_hashjoin', ${others}, true), set_config('enable_mergejoin', ${others}, true),
      set_config('enable_seqscan', ${others}, true)`;
}

async function checkRange(sql: Sql, after: bigint, upTo: bigint): Promise<{ rows: bigint; bad: string | null }> {
  const [found] = await sql.unsafe<{ rows: bigint; bad: string | null }[]>(BAD_ROWS, [
    after.toString(),
    upTo.toString(),
  ]);
  return { rows: found?.rows ?? 0n, bad: found?.bad ?? null };
}

const badRowsOf = (one: SealedTable) => `
  select l.number, l.place, l.tab, l.id, r.${one.id} is null as gone from leaves l left join ${one.table} r on r.${one.id} = l.id
  where l.tab = '${one.table}' and (r.${one.id} is null or l.leaf is distinct from ${leafOf(one)})`;

const BAD_ROWS = `
  with leaves as materialized (
    select s.number, u.place, u.tab, u.id, u.leaf from seals s, unnest(s.tables, s.ids, s.leaves) with ordinality u (tab, id, leaf, place)
    where s.number > $1 and s.number <= $2
  ), bad as (
    ${sealedTables.map(badRowsOf).join(" union all ")}
    union all select number, place, tab, id, true from leaves where tab <> all ('{${sealedTables.map(({ table }) => table).join()}}')
  )
  select (select count(*) from leaves) as rows, (
    select format('%s %s %s (seal %s, place %s)', tab, id, case when gone then 'removed' else 'changed' end, number, place)
    from bad order by number, place limit 1) as bad`;

/** A row in the sealed part that no leaf states was inserted behind the seals, and so was one with a transaction yet to come. */
export async function verifyBehind(tx: Transaction): Promise<Finding> {
  const sql = sqlOf(tx);
  const finding: Finding = { check: "No row was inserted behind the seals", rows: 0n, bad: null };
  for (const table of sealedTables) {
    const [count] = await sql.unsafe<{ sealed: bigint; stated: bigint; ahead: string | null }[]>(countsOf(table));
    finding.rows += count?.sealed ?? 0n;
    if (count?.ahead) finding.bad ??= `${table.table} ${count.ahead} inserted`;
    if (count && count.sealed > count.stated && finding.bad === null) {
      const [row] = await sql.unsafe<{ id: string }[]>(unstated(table));
      finding.bad = row ? `${table.table} ${row.id} inserted` : `${table.table}: more rows than leaves`;
    }
  }
  return finding;
}

const HEAD = `select last_epoch, last_xact, last_id, tables[cardinality(tables)] as last_table from seals order by number desc limit 1`;
const isSealed = ({ table, id }: SealedTable) =>
  `(t.epoch, t.xact, t.${id}, '${table}'::text collate "C") <= (head.last_epoch, head.last_xact, head.last_id, head.last_table)`;

const countsOf = (one: SealedTable) => `
  with head as (${HEAD})
  select (select count(*) from ${one.table} t, head where ${isSealed(one)}) as sealed,
    (select count(*) from seals s, unnest(s.tables) u (tab) where u.tab = '${one.table}') as stated,
    (select min(t.${one.id}::text) from ${one.table} t where t.epoch > bank_epoch() or (t.epoch = bank_epoch()
      and t.xact >= pg_snapshot_xmax(pg_current_snapshot()) and t.xact is distinct from pg_current_xact_id_if_assigned())) as ahead`;

const unstated = (one: SealedTable) => `
  with head as (${HEAD}), stated as (select u.id from seals s, unnest(s.tables, s.ids) u (tab, id) where u.tab = '${one.table}')
  select t.${one.id} as id from ${one.table} t, head where ${isSealed(one)} and not exists (select from stated where stated.id = t.${one.id})
  order by t.epoch, t.xact, t.${one.id} limit 1`;

/** The encrypted before and after of an act is the one whose hash the act's sealed row states. */
export async function verifyDetails(tx: Transaction): Promise<Finding> {
  const [row] = await sqlOf(tx)<{ rows: bigint; bad: string | null }[]>`
    select count(*) as rows, min(format('audit_details %s', coalesce(d.event_id, e.id)))
      filter (where d.event_id is null or e.details_hash is null or e.details_hash <> sha256(d.ciphertext)
        or d.key_owner is distinct from e.customer_id) as bad
    from (select id, details_hash, customer_id from audit_events where details_hash is not null) e full join audit_details d on d.event_id = e.id`;
  return { check: "Every detail of an act is the one it sealed", rows: row?.rows ?? 0n, bad: row?.bad ?? null };
}

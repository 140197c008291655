import { ADVISORY } from "@/db/advisory-locks";
import { type Database, sqlOf, type Transaction } from "@/db/client";
import { BLOCK_HASH, leafOf } from "./leaf";
import { writeSealedMovements } from "./sealed-movements";
import { type SealedTable, sealedTables } from "./sealed-tables";

/** Rows of a block, and blocks of one transaction: a long backlog is sealed in pieces that each stand. */
export const BLOCK_SIZE = 1_000;
const BLOCKS = 20;

/**
 * Seals every row whose transaction, and each before it, has ended: the chain has no holes. Answers how many rows that
 * were, or null when another sealer is at work.
 */
export async function sealRows(db: Database): Promise<bigint | null> {
  let sealed: bigint | null = null;
  for (;;) {
    const rows = await db.transaction(sealSome);
    if (rows === null) return sealed;
    sealed = (sealed ?? 0n) + rows;
    if (rows < BigInt(BLOCKS * BLOCK_SIZE)) return sealed;
  }
}

async function sealSome(tx: Transaction): Promise<bigint | null> {
  const sql = sqlOf(tx);
  const [lock] = await sql<{ mine: boolean }[]>`select pg_try_advisory_xact_lock(${ADVISORY.sealer}) as mine`;
  if (!lock?.mine) return null;
  // In a statement of its own: what is below this horizon is visible to every statement that comes after.
  const [snapshot] = await sql<{ horizon: string }[]>`select pg_snapshot_xmin(pg_current_snapshot())::text as horizon`;
  const [sealed] = await sql.unsafe<{ rows: bigint; first: bigint | null }[]>(SEAL, [snapshot?.horizon ?? "0"]);
  if (!sealed?.first) return 0n;
  await writeSealedMovements(tx, sealed.first);
  return sealed.rows;
}

const ORDER = 'epoch, xact, id, tab collate "C"';

/** The next row of a table after the end of the chain, by its index. */
const nextRows = ({ table, id }: SealedTable) => `
  (select t.epoch, t.xact, t.${id} as id, '${table}'::text as tab from ${table} t, head
    where (t.epoch, t.xact) >= (head.last_epoch, head.last_xact)
      and (t.epoch, t.xact, t.${id}, '${table}'::text collate "C") > (head.last_epoch, head.last_xact, head.last_id, head.last_table)
      and (t.epoch < bank_epoch() or t.xact < $1::xid8)
    order by t.epoch, t.xact, t.${id} limit ${BLOCKS * BLOCK_SIZE})`;

const leafByTable = sealedTables.map(
  (one) => `when '${one.table}' then (select ${leafOf(one)} from ${one.table} r where r.${one.id} = p.id)`,
);

/** Picks the next rows of all tables in one order, hashes them, cuts them into blocks and chains these to the last. */
const SEAL = `
  with recursive head as materialized (
    select number, total, hash, last_epoch, last_xact, last_id, last_table from (
      select number, total, hash, last_epoch, last_xact, last_id, tables[cardinality(tables)] as last_table from seals
      union all select 0, 0, '', 0::smallint, '0'::xid8, '00000000-0000-0000-0000-000000000000'::uuid, ''
    ) ends order by number desc limit 1
  ), picked as materialized (
    select *, (row_number() over (order by ${ORDER}) - 1) / ${BLOCK_SIZE} + 1 as block
    from (select * from (${sealedTables.map(nextRows).join(" union all ")}) rows order by ${ORDER} limit ${BLOCKS * BLOCK_SIZE}) first
  ), hashed as materialized (
    select p.*, case p.tab ${leafByTable.join(" ")} end as leaf from picked p
  ), blocks as materialized (
    select block, count(*) as size, array_agg(epoch order by ${ORDER}) as epochs, array_agg(xact order by ${ORDER}) as xacts,
      array_agg(tab order by ${ORDER}) as tables, array_agg(id order by ${ORDER}) as ids, array_agg(leaf order by ${ORDER}) as leaves
    from hashed group by block
  ), chain as (
    select 0::bigint as block, number, total, hash, 0::smallint as first_epoch, '0'::xid8 as first_xact, last_id as first_id,
      last_epoch, last_xact, last_id, '{}'::text[] as tables, '{}'::uuid[] as ids, '{}'::bytea[] as leaves,
      bank_now() as sealed_at, ''::bytea as previous_hash from head
    union all
    select s.block, s.number, s.total, ${BLOCK_HASH}, s.first_epoch, s.first_xact, s.first_id, s.last_epoch, s.last_xact, s.last_id,
      s.tables, s.ids, s.leaves, s.sealed_at, s.previous_hash
    from chain c join lateral (
      select b.block, c.number + 1 as number, c.total + b.size as total, b.epochs[1] as first_epoch, b.xacts[1] as first_xact,
        b.ids[1] as first_id, b.epochs[b.size] as last_epoch, b.xacts[b.size] as last_xact, b.ids[b.size] as last_id,
        b.tables, b.ids, b.leaves, c.sealed_at, c.hash as previous_hash
      from blocks b where b.block = c.block + 1
    ) s on true
  ), written as (
    insert into seals (number, first_epoch, first_xact, first_id, last_epoch, last_xact, last_id, tables, ids, leaves, total, sealed_at, previous_hash, hash)
    select number, first_epoch, first_xact, first_id, last_epoch, last_xact, last_id, tables, ids, leaves, total, sealed_at, previous_hash, hash
    from chain where block > 0 order by number
    returning number, cardinality(ids) as size
  )
  select coalesce(sum(size), 0)::bigint as rows, min(number) as first from written`;

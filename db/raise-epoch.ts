import type postgres from "postgres";

type Sql = Pick<postgres.ISql, "unsafe">;

/**
 * Whether rows of this epoch carry transactions that this server has yet to begin: a dump of another server was loaded,
 * which begins its transaction ids anew. What is written there would lie behind the seals.
 */
export async function isRestored(sql: Sql): Promise<boolean> {
  const tables = await sql.unsafe<{ name: string }[]>(SEALED);
  if (tables.length === 0) return false;
  const newest = tables.map(
    ({ name }) => `(select t.xact from ${name} t where t.epoch = bank_epoch() order by t.xact desc limit 1)`,
  );
  const [row] = await sql.unsafe<{ restored: boolean | null }[]>(
    `select bool_or(xact >= pg_snapshot_xmax(pg_current_snapshot())) as restored from unnest(array[${newest.join()}]) t (xact)`,
  );
  return row?.restored ?? false;
}

/** Raises the epoch of a restored bank by one, as its owner, and writes that down in the activity log. */
export async function raiseEpoch(sql: postgres.Sql): Promise<void> {
  await sql.begin(async (tx) => {
    if (!(await isRestored(tx))) return;
    const [next] = await tx<{ epoch: number }[]>`select bank_epoch() + 1 as epoch`;
    const epoch = Number(next?.epoch);
    await tx.unsafe(
      `create or replace function bank_epoch() returns smallint language sql stable as $$ select ${epoch}::smallint $$`,
    );
    await tx`
      insert into audit_events (id, actor_kind, actor_id, channel, act, result, subject_kind, subject_id, request_id)
      values (uuidv7(), 'system', 'migrate', 'job', 'ledger.restored', 'done', 'epoch', ${String(epoch)}, 'migrate')`;
  });
}

/** Every table that has a place in the chain of seals. */
const SEALED = `
  select c.oid::regclass::text as name from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and to_regprocedure('bank_epoch()') is not null
    and (select count(*) from pg_attribute a where a.attrelid = c.oid and a.attname in ('epoch', 'xact') and not a.attisdropped) = 2
  order by 1`;

import { type Executor, sqlOf } from "@/db/client";
import { formatCount } from "../core/format-count";
import { sealedTables } from "./sealed-tables";

/** Where the chain stands: instants on the bank's clock, to the second. */
export type SealingState = {
  head: { number: bigint; hash: string; sealedAt: string; total: bigint } | null;
  waiting: bigint;
  /** Whether more wait than were counted. */
  more: boolean;
  /** When the oldest row that waits came to be, and how many seconds ago. */
  waitingSince: string | null;
  lagSeconds: number;
};

/** Seconds after which what waits is no longer just on its way: another transaction holds the horizon. */
export const LATE_SECONDS = 60;

/** Counting the rows of a table that wait stops here: the sealer is far behind, and the page must stay quick. */
const COUNTED = 100_000;

/** How many rows wait, in words: of a chain that is far behind no more than that they are many. */
export function formatWaiting({ waiting, more }: Pick<SealingState, "waiting" | "more">): string {
  if (more) return `more than ${formatCount(waiting)} rows`;
  return waiting === 1n ? "1 row" : `${formatCount(waiting)} rows`;
}

/** How far the chain reaches and what waits for it; of each table no more than `counted` rows are counted. */
export async function sealingState(db: Executor, counted = COUNTED): Promise<SealingState> {
  const [row] = await sqlOf(db).unsafe<(Omit<SealingState, "head"> & NonNullable<SealingState["head"]>)[]>(STATE, [
    counted,
  ]);
  if (!row) throw new Error("The bank has no settings");
  const { waiting, more, waitingSince, lagSeconds, ...head } = row;
  return { head: head.number === 0n ? null : head, waiting, more, waitingSince, lagSeconds };
}

/** The rows of a table that wait, of as many as are counted, whether there are more, and the oldest, which its index has first. */
const waitingIn = sealedTables.map(({ table, id, at }) => {
  const rows = `from ${table} t, head where (t.epoch, t.xact) >= (head.last_epoch, head.last_xact)
      and (t.epoch, t.xact, t.${id}, '${table}'::text collate "C") > (head.last_epoch, head.last_xact, head.last_id, head.last_table)`;
  return `
    (select least(n.rows, $1::bigint) as rows, n.rows > $1::bigint as more, (select ${at} as at ${rows} order by t.epoch, t.xact limit 1) as since
      from (select count(*) as rows from (select ${rows} limit $1::bigint + 1) counted) n)`;
});

const STATE = `
  with head as materialized (
    select * from (
      select number, hash, sealed_at, total, last_epoch, last_xact, last_id, tables[cardinality(tables)] as last_table from seals
      union all select 0, ''::bytea, null, 0, 0::smallint, '0'::xid8, '00000000-0000-0000-0000-000000000000'::uuid, ''
    ) ends order by number desc limit 1
  ), waiting as (
    select sum(rows)::bigint as rows, bool_or(more) as more, min(since) as since from (${waitingIn.join(" union all ")}) tables
  )
  select head.number, encode(head.hash, 'hex') as hash, head.total,
    to_char(head.sealed_at at time zone b.time_zone, 'YYYY-MM-DD HH24:MI:SS') as "sealedAt",
    waiting.rows as waiting, waiting.more, to_char(waiting.since at time zone b.time_zone, 'YYYY-MM-DD HH24:MI:SS') as "waitingSince",
    greatest(0, coalesce(extract(epoch from bank_now() - waiting.since), 0))::int as "lagSeconds"
  from head, waiting, bank_settings b`;

export type RowSeal = { number: bigint; place: number; hash: string; sealedAt: string };

/** The seal of one row of a sealed table, found by its place in the order, or null while it waits. */
export async function sealOf(
  db: Executor,
  table: (typeof sealedTables)[number]["table"],
  rowId: string,
): Promise<RowSeal | null> {
  const one = sealedTables.find((sealed) => sealed.table === table);
  if (!one) throw new Error(`${table} is not sealed`);
  const [seal] = await sqlOf(db).unsafe<RowSeal[]>(
    `select s.number, leaf.place::int as place, encode(s.hash, 'hex') as hash,
      to_char(s.sealed_at at time zone b.time_zone, 'YYYY-MM-DD HH24:MI:SS') as "sealedAt"
    from ${one.table} r cross join bank_settings b cross join lateral (
      select * from seals where (last_epoch, last_xact, last_id) >= (r.epoch, r.xact, r.${one.id})
        and (last_epoch, last_xact, last_id, tables[cardinality(tables)] collate "C") >= (r.epoch, r.xact, r.${one.id}, '${one.table}')
      order by last_epoch, last_xact, last_id, number limit 1) s
    cross join lateral unnest(s.tables, s.ids) with ordinality leaf (tab, id, place)
    where r.${one.id} = $1 and leaf.tab = '${one.table}' and leaf.id = r.${one.id}`,
    [rowId],
  );
  return seal ?? null;
}

/** The last blocks of the chain, newest first. */
export function lastSeals(db: Executor, limit = 10) {
  return sqlOf(db)<{ number: bigint; rows: number; total: bigint; hash: string; sealedAt: string }[]>`
    select s.number, cardinality(s.ids) as rows, s.total, encode(s.hash, 'hex') as hash,
      to_char(s.sealed_at at time zone b.time_zone, 'YYYY-MM-DD HH24:MI:SS') as "sealedAt"
    from seals s cross join bank_settings b order by s.number desc limit ${limit}`;
}

import type { SealedTable } from "./sealed-tables";

/**
 * SQL for the SHA-256 of a row with the alias `r` and of the rows that belong to it: the table's name, then every column
 * in PostgreSQL's binary form with its type and length, which no setting of a session changes and no two rows share.
 */
export function leafOf({ table, id, columns, added, parts }: SealedTable): string {
  const own = `'${table}'::bytea || ${rowBytes("r", columns, added)}`;
  if (!parts) return hashOf(own);
  const rest = `(select pg_catalog.string_agg(${rowBytes("p", parts.columns, parts.added)}, ''::bytea order by p.${parts.order})
    from ${parts.table} p where p.${parts.of} = r.${id})`;
  return hashOf(`${own} || coalesce(${rest}, '')`);
}

/** SQL for the hash of a block with the alias `s`: over everything in its row but the hash itself. */
export const BLOCK_HASH = hashOf(
  rowBytes("s", [
    ...["number", "first_epoch", "first_xact", "first_id", "last_epoch", "last_xact", "last_id"],
    ...["tables", "ids", "leaves", "total", "sealed_at", "previous_hash"],
  ]),
);

function rowBytes(alias: string, columns: readonly string[], added: readonly string[] = []): string {
  const row = `pg_catalog.record_send(row(${columns.map((column) => `${alias}.${column}`).join(", ")}))`;
  const later = added.map(
    (column) =>
      ` || case when ${alias}.${column} is null then '' else '${column}'::bytea || pg_catalog.record_send(row(${alias}.${column})) end`,
  );
  return row + later.join("");
}

/** The server's own function, and none of the same name that somebody put in front. */
function hashOf(bytes: string): string {
  return `pg_catalog.sha256(${bytes})`;
}

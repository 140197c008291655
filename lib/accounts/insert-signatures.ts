import type { Fragment } from "postgres";
import { type Sql, sendOnly, sqlOf, type Transaction } from "@/db/client";
import type { CustomerId, EntryId } from "../core/ids";

/** Keeps with entries who was present and signed for them; nothing where nobody was asked. */
export async function insertSignatures(
  tx: Transaction,
  rows: readonly { id: EntryId; signed: readonly CustomerId[] }[],
): Promise<void> {
  const inserting = signaturesIn(sqlOf(tx), rows);
  if (inserting) await sendOnly(tx, sqlOf(tx)`${inserting}`);
}

/** What keeps them, as a part of a statement; null where nobody was asked. */
export function signaturesIn(
  sql: Sql,
  rows: readonly { id: EntryId; signed: readonly CustomerId[] }[],
): Fragment | null {
  const pairs = rows.flatMap(({ id, signed }) => signed.map((customerId) => ({ id, customerId })));
  if (pairs.length === 0) return null;
  return sql`
    insert into account_signatures (entry_id, customer_id)
    select * from unnest(${pairs.map(({ id }) => id)}::uuid[], ${pairs.map(({ customerId }) => customerId)}::uuid[])`;
}

import { sendOnly, sqlOf, type Transaction } from "@/db/client";
import type { CustomerId, EntryId } from "../core/ids";

/** Keeps with entries who was present and signed for them; nothing where nobody was asked. */
export async function insertSignatures(
  tx: Transaction,
  rows: readonly { id: EntryId; signed: readonly CustomerId[] }[],
): Promise<void> {
  const pairs = rows.flatMap(({ id, signed }) => signed.map((customerId) => ({ id, customerId })));
  if (pairs.length === 0) return;
  await sendOnly(
    tx,
    sqlOf(tx)`
    insert into account_signatures (entry_id, customer_id)
    select * from unnest(${pairs.map(({ id }) => id)}::uuid[], ${pairs.map(({ customerId }) => customerId)}::uuid[])`,
  );
}

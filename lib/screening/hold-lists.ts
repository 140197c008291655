import { sqlOf, type Transaction } from "@/db/client";

/** Lets nobody replace a list until this transaction has ended: what is compared meanwhile is compared with the lists in use. */
export async function holdLists(tx: Transaction): Promise<void> {
  await sqlOf(tx)`select pg_advisory_xact_lock_shared(hashtextextended('screening lists', 0))`;
}

/** Waits for every comparison under way, and keeps the next ones waiting, so that the lists can be replaced. */
export async function holdComparisons(tx: Transaction): Promise<void> {
  await sqlOf(tx)`select pg_advisory_xact_lock(hashtextextended('screening lists', 0))`;
}

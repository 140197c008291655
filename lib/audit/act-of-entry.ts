import { type Executor, sqlOf } from "@/db/client";
import type { EntryId, Id } from "../core/ids";

/** How long after its entry an act may have got its id: both are made in one transaction. */
const TRANSACTION_MS = 60_000;

/**
 * The act that booked an entry, or one of the entries booked together, or null: looked for among what its actor did just
 * after they got their ids, so that no act needs an index for it.
 */
export async function actOfEntry(
  db: Executor,
  { ids, actorId }: { ids: readonly EntryId[]; actorId: string },
): Promise<{ id: Id<"auditEvent">; act: string } | null> {
  const first = [...ids].sort()[0] as EntryId;
  const [row] = await sqlOf(db)<{ id: Id<"auditEvent">; act: string }[]>`
    select id, act from audit_events
    where actor_id = ${actorId} and id > ${first} and id < ${laterId(first, TRANSACTION_MS)} and entry_id = any(${[...ids]}::uuid[])
    order by id limit 1`;
  return row ?? null;
}

/** The smallest id that is made so many milliseconds later: the first 48 bits are the time. */
function laterId(id: string, ms: number): string {
  const time = (Number.parseInt(id.replace("-", "").slice(0, 12), 16) + ms).toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`;
}

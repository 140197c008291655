import { type Executor, sqlOf } from "@/db/client";
import type { Actor } from "../core/context";
import type { EntryId, Id } from "../core/ids";

/** How long after its entry an act may have got its id: both are made in one transaction. */
const TRANSACTION_MS = 60_000;
/** Acts of everybody that are looked through for one of a customer. */
const LOOKED_THROUGH = 50_000;

/**
 * The act that booked an entry, or one of the entries booked together, or null: looked for among what its actor did just
 * after they got their ids, so that no act needs an index for it. What customers do has no index by who did it either: theirs is looked for
 * among all acts from then on, where it is one of the next.
 */
export async function actOfEntry(
  db: Executor,
  { ids, actor }: { ids: readonly EntryId[]; actor: { kind: Actor["kind"]; id: string } },
): Promise<{ id: Id<"auditEvent">; act: string } | null> {
  const sql = sqlOf(db);
  const first = [...ids].sort()[0] as EntryId;
  const by = actor.kind === "customer" ? sql`` : sql`and actor_kind <> 'customer' and actor_id = ${actor.id}`;
  const [row] = await sql<{ id: Id<"auditEvent">; act: string }[]>`
    select id, act from (
      select id, act, entry_id from audit_events
      where id > ${first} and id < ${laterId(first, TRANSACTION_MS)} ${by} order by id limit ${LOOKED_THROUGH}) near
    where entry_id = any(${[...ids]}::uuid[]) order by id limit 1`;
  return row ?? null;
}

/** The smallest id that is made so many milliseconds later: the first 48 bits are the time. */
function laterId(id: string, ms: number): string {
  const time = (Number.parseInt(id.replace("-", "").slice(0, 12), 16) + ms).toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`;
}

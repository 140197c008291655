import type { Ctx, StaffActor } from "../core/context";
import type { CustomerId } from "../core/ids";
import { type AuditDraft, recordMany } from "./record";

/** Which personal data were shown, and whose. */
export type View = {
  act: "customer.viewed" | "account.viewed";
  subjectKind: "customer" | "account";
  subjectId: string;
  /** One record for each, so that each finds it among the acts on them. */
  customerIds: readonly CustomerId[];
};

type Item = { ctx: Ctx; draft: AuditDraft };
type Waiting = { items: Item[]; written: Promise<void> };

// By database, because tests and jobs of one process may serve several.
const gathering = new WeakMap<object, Waiting>();

/**
 * Records that a member of staff was shown personal data (control 53). The page awaits it beside its own queries and is
 * not shown unless it was written; views of the same moment share one insert.
 */
export function recordView(ctx: Ctx<StaffActor>, { customerIds, ...view }: View): Promise<void> {
  const db = ctx.db;
  const seen = customerIds.map((customerId): Item => ({ ctx, draft: { ...view, customerId } }));
  const open = gathering.get(db);
  if (open) {
    open.items.push(...seen);
    return open.written;
  }
  const items = seen;
  const written = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
    gathering.delete(db);
    return recordMany(db, items);
  });
  gathering.set(db, { items, written });
  return written;
}

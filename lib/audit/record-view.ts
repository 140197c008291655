import type { Ctx, StaffActor } from "../core/context";
import type { CustomerId } from "../core/ids";
import { type AuditDraft, recordMany } from "./record";

/** Which personal data were shown, and whose. */
export type View = {
  act: "customer.viewed" | "account.viewed" | "customer.scan_opened";
  subjectKind: "customer" | "account";
  subjectId: string;
  /** One record for each, so that each finds it among the acts on them. */
  customerIds: readonly CustomerId[];
};

type Item = { ctx: Ctx; draft: AuditDraft };
type Waiting = { items: Item[]; written: Promise<void> };

/** Somebody who turns pages in a statement, or comes back from a form, is still at the same look. */
const SAME_LOOK_MS = 5 * 60_000;
const REMEMBERED = 10_000;

// By database, because tests and jobs of one process may serve several.
const gathering = new WeakMap<object, Waiting>();
const looks = new WeakMap<object, Map<string, number>>();

/**
 * Records that a member of staff was shown personal data (control 53). The page awaits it beside its own queries and is
 * not shown unless it was written; views of the same moment share one insert, and the same person's next view of the
 * same thing within five minutes is the same look.
 */
export async function recordView(ctx: Ctx<StaffActor>, view: View): Promise<void> {
  const seen = looks.get(ctx.db) ?? new Map<string, number>();
  looks.set(ctx.db, seen);
  const look = `${ctx.actor.userId} ${ctx.actor.sessionId} ${view.act} ${view.subjectId} ${view.customerIds.join(" ")}`;
  const last = seen.get(look);
  if (last !== undefined && performance.now() - last < SAME_LOOK_MS) return;
  await write(ctx, view);
  remember(seen, look);
}

/** Records that a member of staff was shown a customer's personal data: see `recordView`. */
export async function recordCustomerView(ctx: Ctx<StaffActor>, customerId: CustomerId | null): Promise<void> {
  if (customerId === null) return;
  await recordView(ctx, {
    act: "customer.viewed",
    subjectKind: "customer",
    subjectId: customerId,
    customerIds: [customerId],
  });
}

/** Records that a member of staff was shown a list with the personal data of customers: each of them once. */
export async function recordCustomerViews(
  ctx: Ctx<StaffActor>,
  customerIds: readonly (CustomerId | null)[],
): Promise<void> {
  await Promise.all([...new Set(customerIds)].map((customerId) => recordCustomerView(ctx, customerId)));
}

function write(ctx: Ctx<StaffActor>, { customerIds, ...view }: View): Promise<void> {
  const db = ctx.db;
  const items = customerIds.map((customerId): Item => ({ ctx, draft: { ...view, customerId } }));
  const open = gathering.get(db);
  if (open) {
    open.items.push(...items);
    return open.written;
  }
  const written = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
    gathering.delete(db);
    return recordMany(db, items);
  });
  gathering.set(db, { items, written });
  return written;
}

/** Forgets the oldest: what is forgotten is recorded once more. */
function remember(seen: Map<string, number>, look: string): void {
  seen.delete(look);
  seen.set(look, performance.now());
  const [oldest] = seen.keys();
  if (seen.size > REMEMBERED && oldest !== undefined) seen.delete(oldest);
}

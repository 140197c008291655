import type { Ctx, StaffActor } from "../core/context";
import { recordMany } from "./record";

/** Lists and searches that show what belongs to many customers at once. */
export type ListName =
  | "customers"
  | "accounts"
  | "applications"
  | "loans"
  | "movements"
  | "cheques"
  | "journal"
  | "mails"
  | "find";

/** Where a viewer types freely: a name typed there is somebody's, and outlives them in no record. */
const TYPED = new Set(["q", "customer", "iban", "reference", "text", "note"]);

const SAME_LOOK_MS = 5 * 60_000;
const REMEMBERED = 50_000;

// By database, because tests and jobs of one process may serve several.
const seenBy = new WeakMap<object, Map<string, number>>();

/**
 * Records that a member of staff was shown a page of a list or what a search found (control 53): which list, by which
 * filters, how many and which of them, by their ids. One record for each page; a page of which everything was shown to
 * them in this list in the last five minutes is the same look. The page is not shown unless it was written.
 */
export async function recordListView(
  ctx: Ctx<StaffActor>,
  { list, filters = {}, ids }: { list: ListName; filters?: Readonly<Record<string, unknown>>; ids: readonly string[] },
): Promise<void> {
  const seen = seenBy.get(ctx.db) ?? new Map<string, number>();
  seenBy.set(ctx.db, seen);
  const looks = ids.map((id) => `${ctx.actor.userId} ${ctx.actor.sessionId} ${list} ${id}`);
  const now = performance.now();
  if (looks.every((look) => now - (seen.get(look) ?? Number.NEGATIVE_INFINITY) < SAME_LOOK_MS)) return;
  const after = { filters: filterWords(filters), shown: String(ids.length), ids: ids.join(" ") };
  const draft = { act: "list.viewed", subjectKind: "list", subjectId: list, after };
  await ctx.db.transaction((tx) => recordMany(tx, [{ ctx, draft }]));
  for (const look of looks) remember(seen, look, now);
}

function filterWords(filters: Readonly<Record<string, unknown>>): string {
  const set = Object.entries(filters).filter(([, value]) => value !== undefined && value !== "");
  return set.map(([name, value]) => (TYPED.has(name) ? `${name}: typed` : `${name}: ${value}`)).join(", ") || "none";
}

/** Forgets the oldest: what is forgotten is recorded once more. */
function remember(seen: Map<string, number>, look: string, now: number): void {
  seen.delete(look);
  seen.set(look, now);
  const [oldest] = seen.keys();
  if (seen.size > REMEMBERED && oldest !== undefined) seen.delete(oldest);
}

import { wasKnown } from "../command/outcome";
import { NotAsAssumed, wasNotAsAssumed } from "./assume-balances";

/** Whether a batch locks the accounts before it decides, or assumes how they stand and has it proved. */
export type How = "lock" | "assume";

/** How many batches lock first, after one has found that accounts were not as it had assumed; doubled each time. */
const MOST = 64;
let lockedFirst = 1;
let left = 0;
/** Batches that lock, and what they touch: how they leave it is not known before they have ended. */
const locked = new Map<Promise<unknown>, ReadonlySet<string>>();

/**
 * Runs a batch on what this process knows of its accounts, and again under locks where that did not hold. Where others move the
 * same accounts, assuming soon costs more than it saves: then batches lock first for a while. A batch assumes nothing of what another of this
 * process is about to leave under locks (`touched`, by name): it waits for that one.
 */
export async function assuming<T>(touched: () => readonly string[], run: (how: How) => Promise<T>): Promise<T> {
  if (left > 0) {
    left -= 1;
    return underLocks(touched, run);
  }
  for (let before = lockedOf(touched); before.length > 0; before = lockedOf(touched)) await Promise.allSettled(before);
  try {
    const done = await run("assume");
    lockedFirst = Math.max(1, lockedFirst / 2);
    return done;
  } catch (error) {
    if (wasNotAsAssumed(error)) {
      left = lockedFirst;
      lockedFirst = Math.min(MOST, lockedFirst * 2);
    } else if (!(error instanceof NotAsAssumed || wasKnown(error))) throw error;
    return underLocks(touched, run);
  }
}

function lockedOf(touched: () => readonly string[]): Promise<unknown>[] {
  if (locked.size === 0) return [];
  const own = touched();
  return [...locked].flatMap(([batch, names]) => (own.some((name) => names.has(name)) ? [batch] : []));
}

async function underLocks<T>(touched: () => readonly string[], run: (how: How) => Promise<T>): Promise<T> {
  const running = run("lock");
  locked.set(running, new Set(touched()));
  try {
    return await running;
  } finally {
    locked.delete(running);
  }
}

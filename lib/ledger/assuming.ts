import { wasKnown } from "../command/outcome";
import { perProcess } from "../core/per-process";
import { NotAsAssumed, wasNotAsAssumed } from "./assume-balances";

/** Whether a batch locks the accounts before it decides, or assumes how they stand and has it proved. */
export type How = "lock" | "assume";

/** How many batches lock first, after one has found that accounts were not as it had assumed; doubled each time. */
const MOST = 64;
/** How long a batch waits for what another leaves, before it locks as well: a few batches. */
const PATIENCE_MS = 100;

const state = perProcess("assuming", () => ({
  lockedFirst: 1,
  left: 0,
  /** Batches that lock, and what they touch: how they leave it is not known before they have ended. */
  locked: new Map<Promise<unknown>, ReadonlySet<string>>(),
}));

/**
 * Runs a batch on what this process knows of its accounts, and again under locks where that did not hold. Where others move the
 * same accounts, assuming soon costs more than it saves: then batches lock first for a while. A batch assumes nothing of what another of this
 * process is about to leave under locks (`touched`, by name): it waits for that one, or locks as well where that one waits itself.
 */
export async function assuming<T>(touched: () => readonly string[], run: (how: How) => Promise<T>): Promise<T> {
  if (state.left > 0) {
    state.left -= 1;
    return underLocks(touched, run);
  }
  const before = lockedOf(touched);
  if (before.length > 0) await Promise.race([Promise.allSettled(before), patience()]);
  if (before.some((batch) => state.locked.has(batch))) return underLocks(touched, run);
  try {
    const done = await run("assume");
    state.lockedFirst = Math.max(1, state.lockedFirst / 2);
    return done;
  } catch (error) {
    if (wasNotAsAssumed(error)) {
      state.left = state.lockedFirst;
      state.lockedFirst = Math.min(MOST, state.lockedFirst * 2);
    } else if (!(error instanceof NotAsAssumed || wasKnown(error))) throw error;
    return underLocks(touched, run);
  }
}

function lockedOf(touched: () => readonly string[]): Promise<unknown>[] {
  if (state.locked.size === 0) return [];
  const own = touched();
  return [...state.locked].flatMap(([batch, names]) => (own.some((name) => names.has(name)) ? [batch] : []));
}

const patience = () => new Promise((done) => setTimeout(done, PATIENCE_MS).unref());

async function underLocks<T>(touched: () => readonly string[], run: (how: How) => Promise<T>): Promise<T> {
  const names = new Set(touched());
  const running = run("lock");
  state.locked.set(running, names);
  try {
    return await running;
  } finally {
    state.locked.delete(running);
  }
}

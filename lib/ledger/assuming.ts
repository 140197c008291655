import { wasKnown } from "../command/outcome";
import { NotAsAssumed, wasNotAsAssumed } from "./assume-balances";

/** Whether a batch locks the accounts before it decides, or assumes how they stand and has it proved. */
export type How = "lock" | "assume";

/** How many batches lock first, after one has found that accounts were not as it had assumed; doubled each time. */
const MOST = 64;
let lockedFirst = 1;
let left = 0;

/**
 * Runs a batch on what this process knows of its accounts, and again under locks where that did not hold. Where others move the
 * same accounts, assuming soon costs more than it saves: then batches lock first for a while.
 */
export async function assuming<T>(run: (how: How) => Promise<T>): Promise<T> {
  if (left > 0) {
    left -= 1;
    return run("lock");
  }
  try {
    const done = await run("assume");
    lockedFirst = Math.max(1, lockedFirst / 2);
    return done;
  } catch (error) {
    if (wasNotAsAssumed(error)) {
      left = lockedFirst;
      lockedFirst = Math.min(MOST, lockedFirst * 2);
    } else if (!(error instanceof NotAsAssumed || wasKnown(error))) throw error;
    return run("lock");
  }
}

import "server-only";
import { refusal } from "../core/errors";

/**
 * A line before work of which a process does only so much at once: what is more waits its turn, and what would wait
 * behind too many is turned away with `files_busy` (control 68).
 */
export function lineFor({ atOnce, waiting }: { atOnce: number; waiting: number }) {
  let running = 0;
  const line: (() => void)[] = [];
  return async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (running < atOnce) running += 1;
    else if (line.length >= waiting) throw refusal("files_busy");
    else await new Promise<void>((go) => line.push(go));
    try {
      return await work();
    } finally {
      const next = line.shift();
      // Whoever goes next takes the place over.
      if (next) next();
      else running -= 1;
    }
  };
}

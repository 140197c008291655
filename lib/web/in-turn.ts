import "server-only";
import { refusal } from "../core/errors";

/** How much of some work is done at once, and how much waits for it, of everybody and of each one. */
type Room = { atOnce: number; waiting: number; waitingEach: number };

/**
 * A line before work of which a process does only so much at once, of each person one piece at a time: what is more waits
 * its turn. Whoever would wait behind too many, or with too much of their own, is turned away with `files_busy`
 * (control 68). The place that is given is kept until it is left; to leave it again does nothing.
 */
export function lineFor({ atOnce, waiting, waitingEach }: Room): (who: string) => Promise<() => void> {
  const working = new Set<string>();
  const line: { who: string; go: () => void }[] = [];
  const isFree = (who: string) => working.size < atOnce && !working.has(who);
  const take = (who: string) => {
    working.add(who);
    let left = false;
    return () => {
      if (left) return;
      left = true;
      working.delete(who);
      const next = line.findIndex((one) => isFree(one.who));
      line.splice(next, next === -1 ? 0 : 1)[0]?.go();
    };
  };
  return async (who) => {
    if (isFree(who)) return take(who);
    if (line.length >= waiting || line.filter((one) => one.who === who).length >= waitingEach)
      throw refusal("files_busy");
    return new Promise((given) => line.push({ who, go: () => given(take(who)) }));
  };
}

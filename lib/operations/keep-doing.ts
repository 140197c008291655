import { setTimeout as pause } from "node:timers/promises";
import { perProcess } from "../core/per-process";

/** How long a loop rests after its work, and after its work failed. */
export type Pace = { everyMs?: number; afterFailureMs?: number };

const loops = perProcess("loops", () => new Map<string, () => void>());

/**
 * Does a job of the bank again and again until the process is told to end; asked twice, one loop runs. A database that is
 * away is tried again; `failed` hears of it once for each outage. Answers how to stop it.
 */
export function keepDoing(
  job: string,
  work: () => Promise<unknown>,
  failed: (error: unknown) => void,
  { everyMs = 5_000, afterFailureMs = 15_000 }: Pace = {},
): () => void {
  const running = loops.get(job);
  if (running) return running;
  const ending = new AbortController();
  const stop = () => {
    ending.abort();
    if (loops.get(job) === stop) loops.delete(job);
  };
  loops.set(job, stop);
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, stop);
  void loop(ending.signal, work, failed, { everyMs, afterFailureMs });
  return stop;
}

async function loop(
  signal: AbortSignal,
  work: () => Promise<unknown>,
  failed: (error: unknown) => void,
  { everyMs, afterFailureMs }: Required<Pace>,
): Promise<void> {
  for (let away = false; !signal.aborted; ) {
    try {
      await work();
      away = false;
    } catch (error) {
      if (!away) failed(error);
      away = true;
    }
    // Never what keeps a process from ending.
    await pause(away ? afterFailureMs : everyMs, undefined, { ref: false, signal }).catch(() => undefined);
  }
}

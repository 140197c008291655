import { setTimeout as pause } from "node:timers/promises";
import { type Database, jobsDatabase } from "@/db/client";
import { sealRows } from "../ledger/seal";

type Options = { database?: () => Database; everyMs?: number; afterFailureMs?: number };

// On globalThis, because the bundles of one server each have their own copy of this file.
const holder = globalThis as { countinghouseSealing?: AbortController };

/**
 * Seals what waits, every few seconds, until the process is told to end; asked twice, one loop runs. A database that is
 * away is tried again; `failed` hears of it once for each outage. Answers how to stop it.
 */
export function keepSealing(
  failed: (error: unknown) => void,
  { database = jobsDatabase, everyMs = 5_000, afterFailureMs = 15_000 }: Options = {},
): () => void {
  const running = holder.countinghouseSealing;
  if (running) return () => running.abort();
  const ending = new AbortController();
  const stop = () => {
    ending.abort();
    if (holder.countinghouseSealing === ending) delete holder.countinghouseSealing;
  };
  holder.countinghouseSealing = ending;
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, stop);
  void loop(ending.signal, failed, { database, everyMs, afterFailureMs });
  return stop;
}

async function loop(
  signal: AbortSignal,
  failed: (error: unknown) => void,
  { database, everyMs, afterFailureMs }: Required<Options>,
): Promise<void> {
  for (let away = false; !signal.aborted; ) {
    try {
      await sealRows(database());
      away = false;
    } catch (error) {
      if (!away) failed(error);
      away = true;
    }
    // Never what keeps a process from ending.
    await pause(away ? afterFailureMs : everyMs, undefined, { ref: false, signal }).catch(() => undefined);
  }
}

import { setTimeout as pause } from "node:timers/promises";
import { type Database, jobsDatabase, sqlOf } from "@/db/client";
import { openDay } from "../calendar/queries";
import { rescreenCustomers } from "./rescreen-customers";

type Options = { database?: () => Database; everyMs?: number; afterFailureMs?: number };

// On globalThis, because the bundles of one server each have their own copy of this file.
const holder = globalThis as { countinghouseScreening?: AbortController };

/**
 * Compares every customer with the lists soon after one changed, until the process is told to end; asked twice, one loop
 * runs. A database that is away is tried again; `failed` hears of it once for each outage.
 */
export function keepScreening(
  failed: (error: unknown) => void,
  { database = jobsDatabase, everyMs = 5_000, afterFailureMs = 15_000 }: Options = {},
): () => void {
  const running = holder.countinghouseScreening;
  if (running) return () => running.abort();
  const ending = new AbortController();
  const stop = () => {
    ending.abort();
    if (holder.countinghouseScreening === ending) delete holder.countinghouseScreening;
  };
  holder.countinghouseScreening = ending;
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
      await screenIfAsked(database());
      away = false;
    } catch (error) {
      if (!away) failed(error);
      away = true;
    }
    // Never what keeps a process from ending.
    await pause(away ? afterFailureMs : everyMs, undefined, { ref: false, signal }).catch(() => undefined);
  }
}

async function screenIfAsked(db: Database): Promise<void> {
  const [asked] = await sqlOf(db)`select 1 from screening_runs where ended_at is null`;
  if (!asked) return;
  await rescreenCustomers({
    actor: { kind: "system", job: "screening" },
    channel: "job",
    db,
    businessDate: await openDay(db),
    requestId: "screening",
  });
}

import { perProcess } from "@/lib/core/per-process";

type Breaker = { away: boolean; timer: NodeJS.Timeout | undefined; probe: (() => Promise<unknown>) | undefined };

const breaker = perProcess<Breaker>("breaker", () => ({ away: false, timer: undefined, probe: undefined }));

const PROBE_EVERY_MS = 1_000;

/** Whether the last call, or the last probe since, found the database away. Heals by itself, with or without callers. */
export function databaseIsAway(): boolean {
  return breaker.away;
}

/** Notes what a call found; away starts a probe every second until the database answers. */
export function noteDatabase(away: boolean): void {
  breaker.away = away;
  if (away) scheduleProbe();
}

/** How the breaker asks whether the database is back. */
export function probeWith(probe: () => Promise<unknown>): void {
  breaker.probe = probe;
}

function scheduleProbe(): void {
  if (breaker.timer || !breaker.probe) return;
  const { probe } = breaker;
  breaker.timer = setTimeout(() => {
    probe()
      .then(
        () => noteDatabase(false),
        () => undefined,
      )
      .finally(() => {
        breaker.timer = undefined;
        if (breaker.away) scheduleProbe();
      });
  }, PROBE_EVERY_MS);
  breaker.timer.unref();
}

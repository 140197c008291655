type Breaker = { away: boolean; timer: NodeJS.Timeout | undefined; probe: (() => Promise<unknown>) | undefined };

// One per process, shared by every bundle of the server (pages, actions, the proxy).
const holder = globalThis as { countinghouseBreaker?: Breaker };

function breaker(): Breaker {
  holder.countinghouseBreaker ??= { away: false, timer: undefined, probe: undefined };
  return holder.countinghouseBreaker;
}

const PROBE_EVERY_MS = 1_000;

/** Whether the last call, or the last probe since, found the database away. Heals by itself, with or without callers. */
export function databaseIsAway(): boolean {
  return breaker().away;
}

/** Notes what a call found; away starts a probe every second until the database answers. */
export function noteDatabase(away: boolean): void {
  const state = breaker();
  state.away = away;
  if (away) scheduleProbe(state);
}

/** How the breaker asks whether the database is back. */
export function probeWith(probe: () => Promise<unknown>): void {
  breaker().probe = probe;
}

function scheduleProbe(state: Breaker): void {
  if (state.timer || !state.probe) return;
  const { probe } = state;
  state.timer = setTimeout(() => {
    probe()
      .then(
        () => noteDatabase(false),
        () => undefined,
      )
      .finally(() => {
        state.timer = undefined;
        if (state.away) scheduleProbe(state);
      });
  }, PROBE_EVERY_MS);
  state.timer.unref();
}

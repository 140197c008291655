type Breaker = { away: boolean; probing: boolean; probedAt: number; probe: (() => Promise<unknown>) | undefined };

// One per process, shared by every bundle of the server (pages, actions, the proxy).
const holder = globalThis as { countinghouseBreaker?: Breaker };

function breaker(): Breaker {
  holder.countinghouseBreaker ??= { away: false, probing: false, probedAt: 0, probe: undefined };
  return holder.countinghouseBreaker;
}

const PROBE_EVERY_MS = 1_000;

/** Whether the last call found the database away; while it is, a probe at most once a second finds it again. */
export function databaseIsAway(): boolean {
  const state = breaker();
  if (state.away && !state.probing && state.probe && performance.now() - state.probedAt > PROBE_EVERY_MS) void tryAgain(state, state.probe);
  return state.away;
}

export function noteDatabase(away: boolean): void {
  breaker().away = away;
}

/** How the breaker asks whether the database is back. */
export function probeWith(probe: () => Promise<unknown>): void {
  breaker().probe = probe;
}

async function tryAgain(state: Breaker, probe: () => Promise<unknown>): Promise<void> {
  state.probing = true;
  state.probedAt = performance.now();
  try {
    await probe();
    state.away = false;
  } catch {
    state.away = true;
  } finally {
    state.probing = false;
  }
}

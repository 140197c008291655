/**
 * Coalesces concurrent calls: an idle lane runs a call at once, and what arrives while it is busy is the next batch.
 * Nobody waits on a timer, and each caller gets the outcome of its own call after the batch has committed.
 */
export type Lane<Call, Outcome> = (call: Call) => Promise<Outcome>;

type Waiting<Call, Outcome> = {
  call: Call;
  /** What the call locks, by name. */
  names: readonly string[];
  resolve: (outcome: Outcome) => void;
  reject: (error: unknown) => void;
};

/**
 * `width` batches run at once, of at most `size` calls each. A call that would only wait for what a running batch has
 * locked (`touches`) is left for the next one, as long as there are others: batches on the same accounts would run one
 * after the other in the database, whatever its processors. Names need not be complete: the locks decide.
 */
export function openLane<Call, Outcome>(
  run: (calls: readonly Call[]) => Promise<readonly Outcome[]>,
  { width, size }: { width: number; size: number },
  touches: (call: Call) => readonly string[] = () => [],
): Lane<Call, Outcome> {
  let waiting: Waiting<Call, Outcome>[] = [];
  const busy = new Set<string>();
  // Runners begun, and those of them that have a batch in the database.
  let running = 0;
  let under = 0;

  const take = (): Waiting<Call, Outcome>[] => {
    // Shared among the lane's batches, so that one does not take all and leave the others idle.
    const share = Math.min(size, Math.max(1, Math.ceil(waiting.length / (width - under))));
    const free = waiting.filter(({ names }) => !names.some((name) => busy.has(name)));
    const batch = (free.length > 0 ? free : waiting).slice(0, share);
    const taken = new Set(batch);
    waiting = waiting.filter((one) => !taken.has(one));
    return batch;
  };

  const next = async () => {
    if (running === width) return;
    running += 1;
    // What arrives in one turn of the event loop goes together: callers just answered come again in it.
    for (await turn(); waiting.length > 0; await turn()) {
      const batch = take();
      const names = batch.flatMap((one) => one.names).filter((name) => !busy.has(name));
      for (const name of names) busy.add(name);
      under += 1;
      try {
        const outcomes = await run(batch.map(({ call }) => call));
        for (const [at, { resolve }] of batch.entries()) resolve(outcomes[at] as Outcome);
      } catch (error) {
        for (const { reject } of batch) reject(error);
      } finally {
        under -= 1;
        for (const name of names) busy.delete(name);
      }
    }
    running -= 1;
  };

  return (call) =>
    new Promise((resolve, reject) => {
      waiting.push({ call, names: touches(call), resolve, reject });
      void next();
    });
}

const turn = () => new Promise((done) => setImmediate(done));

/**
 * Coalesces concurrent calls: an idle lane runs a call at once, and what arrives while it is busy is the next batch.
 * Nobody waits on a timer, and each caller gets the outcome of its own call after the batch has committed.
 */
export type Lane<Call, Outcome> = (call: Call) => Promise<Outcome>;

type Waiting<Call, Outcome> = { call: Call; resolve: (outcome: Outcome) => void; reject: (error: unknown) => void };

/** `width` batches run at once, of at most `size` calls each. */
export function openLane<Call, Outcome>(
  run: (calls: readonly Call[]) => Promise<readonly Outcome[]>,
  { width, size }: { width: number; size: number },
): Lane<Call, Outcome> {
  const waiting: Waiting<Call, Outcome>[] = [];
  let running = 0;

  const next = async () => {
    if (running === width) return;
    running += 1;
    while (waiting.length > 0) {
      // Shared among the lane's batches, so that one does not take all and leave the others idle.
      const share = Math.min(size, Math.max(1, Math.ceil(waiting.length / (width - running + 1))));
      const batch = waiting.splice(0, share);
      try {
        const outcomes = await run(batch.map(({ call }) => call));
        for (const [at, { resolve }] of batch.entries()) resolve(outcomes[at] as Outcome);
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    running -= 1;
  };

  return (call) =>
    new Promise((resolve, reject) => {
      waiting.push({ call, resolve, reject });
      void next();
    });
}

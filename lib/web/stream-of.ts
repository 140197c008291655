/** A reader who takes nothing for so long has gone, or keeps others waiting. */
const QUIET_MS = 60_000;

type How = {
  /** Stands before all pieces. */
  start?: string;
  /** Told once: when all was read, reading failed, or the reader went away. */
  ended?: () => void;
};

/**
 * Text as a body, written as it is read: the next piece is asked for only when the reader has taken the one before.
 * Whoever stops reading is cut off after a while.
 */
export function streamOf(pieces: AsyncGenerator<string>, { start, ended }: How = {}): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let quiet: ReturnType<typeof setTimeout> | undefined;
  let open = true;
  const end = () => {
    clearTimeout(quiet);
    if (open) ended?.();
    open = false;
  };
  const stop = () => pieces.return(undefined).finally(end);
  const waitForReader = (controller: ReadableStreamDefaultController) => {
    quiet = setTimeout(() => {
      controller.error(new Error("The reader took nothing for too long"));
      // What fails while it is put away has nobody to be told to.
      stop().catch(() => undefined);
    }, QUIET_MS);
  };
  return new ReadableStream({
    start(controller) {
      if (start) controller.enqueue(encoder.encode(start));
      waitForReader(controller);
    },
    async pull(controller) {
      clearTimeout(quiet);
      try {
        const { done, value } = await pieces.next();
        if (!open) return;
        if (done) {
          end();
          controller.close();
        } else {
          controller.enqueue(encoder.encode(value));
          waitForReader(controller);
        }
      } catch (error) {
        end();
        throw error;
      }
    },
    cancel: async () => void (await stop()),
  });
}

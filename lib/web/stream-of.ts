/** Text as a body, written as it is read: the next piece is asked for only when the reader has taken the one before. */
export function streamOf(pieces: AsyncGenerator<string>, start = ""): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    start: (controller) => {
      if (start) controller.enqueue(encoder.encode(start));
    },
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    cancel: () => void pieces.return(undefined),
  });
}

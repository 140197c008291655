import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { refusal } from "../core/errors";

export type DrawnPage = { width: number; height: number; data: Uint8Array };

const MAX_PAGES = 20;
/** The longer side of a drawn page: small print stays readable. */
const LONGEST = 2_000;
/** Pixels to a point at most: a stamp does not become a wall. */
const SHARPEST = 4;
const PATIENCE_MS = 30_000;

let last: Promise<unknown> = Promise.resolve();

/**
 * Draws the pages of a PDF one by one and hands each to `take`. Nothing of the file but its looks gets through: no script,
 * no attached file, no link. One file at a time is drawn, each in a thread that is put down when it takes too long.
 */
export function drawPages<T>(bytes: Buffer, take: (page: DrawnPage) => Promise<T>): Promise<T[]> {
  const drawn = last.then(() => drawNow(bytes, take));
  last = drawn.catch(() => undefined);
  return drawn;
}

async function drawNow<T>(bytes: Buffer, take: (page: DrawnPage) => Promise<T>): Promise<T[]> {
  const worker = new Worker(join(process.cwd(), "lib/customers/pdf-worker.mjs"), {
    workerData: { bytes: new Uint8Array(bytes), longest: LONGEST, sharpest: SHARPEST },
  });
  // Heard from the start: a thread that is put down while nobody waits for it is not waited for afterwards.
  const gone = new Promise<never>((_, reject) => {
    const unreadable = () => reject(refusal("scan_unreadable"));
    worker.on("error", unreadable).once("exit", unreadable);
  });
  gone.catch(() => undefined);
  const answer = <A>() => Promise.race([new Promise<A>((resolve) => worker.once("message", resolve)), gone]);
  const late = setTimeout(() => void worker.terminate(), PATIENCE_MS);
  try {
    const opened = await answer<{ pages?: number; refused?: "locked" | "unreadable" }>();
    if (opened.refused === "locked") throw refusal("scan_locked");
    if (!opened.pages) throw refusal("scan_unreadable");
    if (opened.pages > MAX_PAGES) throw refusal("scan_pages");
    const taken: T[] = [];
    for (let at = 0; at < opened.pages; at += 1) {
      worker.postMessage(at);
      taken.push(await take(await answer<DrawnPage>()));
    }
    return taken;
  } finally {
    clearTimeout(late);
    await worker.terminate();
  }
}

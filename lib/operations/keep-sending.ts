import { setTimeout as pause } from "node:timers/promises";
import { type Database, jobsDatabase } from "@/db/client";
import { postOf } from "../notifications/post";
import { type Post, sendMails } from "../notifications/send-mails";

type Options = { database?: () => Database; post?: Post | null; everyMs?: number; afterFailureMs?: number };

// On globalThis, because the bundles of one server each have their own copy of this file.
const holder = globalThis as { countinghouseSending?: AbortController };

/**
 * Sends the e-mails that wait, every few seconds, until the process is told to end; asked twice, one loop runs. A database
 * that is away is tried again; `failed` hears of it once for each outage. Without a post nothing is sent and all wait.
 */
export function keepSending(
  failed: (error: unknown) => void,
  { database = jobsDatabase, post = postOf(), everyMs = 5_000, afterFailureMs = 15_000 }: Options = {},
): () => void {
  const running = holder.countinghouseSending;
  if (running) return () => running.abort();
  const ending = new AbortController();
  const stop = () => {
    ending.abort();
    if (holder.countinghouseSending === ending) delete holder.countinghouseSending;
  };
  holder.countinghouseSending = ending;
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, stop);
  if (post) void loop(ending.signal, failed, { database, post, everyMs, afterFailureMs });
  return stop;
}

async function loop(
  signal: AbortSignal,
  failed: (error: unknown) => void,
  {
    database,
    post,
    everyMs,
    afterFailureMs,
  }: { database: () => Database; post: Post; everyMs: number; afterFailureMs: number },
): Promise<void> {
  for (let away = false; !signal.aborted; ) {
    try {
      await sendMails(database(), post);
      away = false;
    } catch (error) {
      if (!away) failed(error);
      away = true;
    }
    // Never what keeps a process from ending.
    await pause(away ? afterFailureMs : everyMs, undefined, { ref: false, signal }).catch(() => undefined);
  }
}

import { setTimeout as pause } from "node:timers/promises";
import { jobsDatabase } from "@/db/client";
import { beforeAct } from "../command/before-act";
import type { Actor, Ctx } from "../core/context";
import { authorize } from "../identity/authorize";
import { runVerification } from "../ledger/run-verification";

/** How long a person waits for the result; a longer run goes on without them, and the page shows it when it ends. */
const WAIT_MS = 5_000;

/** Starts a verification on the pool of long work, and says how it ended if that is soon. Refuses `verify_running`. */
export async function verifyNow(ctx: Ctx<Actor>): Promise<{ state: "proved" | "not_proved" | "running" }> {
  await beforeAct(ctx, "ledger.verify", () => authorize(ctx.actor, "ledger.verify"));
  const run = runVerification({ ...ctx, db: jobsDatabase() });
  const ended = run.then(({ findings }) => ({
    state: findings.some(({ bad }) => bad !== null) ? ("not_proved" as const) : ("proved" as const),
  }));
  // What happens after nobody waits any more is told by the runs: there is one, or there is none.
  ended.catch(() => undefined);
  return Promise.race([ended, pause(WAIT_MS, { state: "running" as const }, { ref: false })]);
}

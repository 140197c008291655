import { setTimeout as pause } from "node:timers/promises";
import { jobsDatabase } from "@/db/client";
import { beforeAct } from "../command/before-act";
import type { Actor, Ctx } from "../core/context";
import { BankError } from "../core/errors";
import { authorize } from "../identity/authorize";
import { runVerification } from "../ledger/run-verification";

/** How long a person waits for the result; a longer run goes on without them, and the page shows it when it ends. */
const WAIT_MS = 5_000;

type Options = {
  /** Hears what broke a run that nobody waits for any more. */
  failed?: (error: unknown) => void;
  waitMs?: number;
  database?: typeof jobsDatabase;
};

/** Starts a verification on the pool of long work, and says how it ended if that is soon. Refuses `verify_running`. */
export async function verifyNow(
  ctx: Ctx<Actor>,
  { failed = () => undefined, waitMs = WAIT_MS, database = jobsDatabase }: Options = {},
): Promise<{ state: "proved" | "not_proved" | "running" }> {
  await beforeAct(ctx, "ledger.verify", () => authorize(ctx.actor, "ledger.verify"));
  const run = runVerification({ ...ctx, db: database() });
  const ended = run.then(({ findings }) => ({
    state: findings.some(({ bad }) => bad !== null) ? ("not_proved" as const) : ("proved" as const),
  }));
  let waits = true;
  ended.catch((error) => {
    if (!waits && !(error instanceof BankError)) failed(error);
  });
  const patience = pause(waitMs, { state: "running" as const }, { ref: false }).then((running) => {
    waits = false;
    return running;
  });
  return Promise.race([ended, patience]);
}

import { setTimeout as pause } from "node:timers/promises";
import { env } from "@/lib/core/env";
import { type Database, database, isDatabaseAway, sqlOf } from "./client";
import { isRestored } from "./raise-epoch";

type Check = (db: Database) => Promise<void>;

/**
 * Ends the process when its settings are wrong, when its database holds a bank of the other mode or was restored and not
 * migrated since, or when one of these checks throws. A throw here would leave a server that answers 500 to everyone, so it exits, with a sentence.
 */
export async function refuseToStart(...checks: Check[]): Promise<void> {
  try {
    env();
    await ask(checks);
  } catch (error) {
    if (!isDatabaseAway(error)) exit(error);
    // The server may start before its database, and says 503 meanwhile; the question is asked until it is answered.
    void askAgain(checks);
  }
}

async function ask(checks: readonly Check[]): Promise<void> {
  await refuseOtherMode();
  await refuseRestored();
  for (const check of checks) await check(database());
}

async function askAgain(checks: readonly Check[]): Promise<void> {
  for (;;) {
    await pause(1_000);
    try {
      return await ask(checks);
    } catch (error) {
      if (!isDatabaseAway(error)) exit(error);
    }
  }
}

async function refuseOtherMode(): Promise<void> {
  const [bank] = await sqlOf(database())<{ demo: boolean }[]>`select demo from bank_settings`;
  const { BANK_MODE: mode } = env();
  if (mode === "production") await refuseDemoSecrets();
  if (!bank || bank.demo === (mode === "demo")) return;
  const held = bank.demo ? "the demo bank" : "a real bank";
  throw new Error(`BANK_MODE is ${mode}, and this database holds ${held}. Point the server to another database.`);
}

/** What a server writes before the epoch is raised lies behind the seals for good. */
async function refuseRestored(): Promise<void> {
  if (await isRestored(sqlOf(database())))
    throw new Error(
      "This database was restored from another server. Run npm run up, or db/migrate.ts, before it is served.",
    );
}

/** Whoever reads the demo bank's sources knows these secrets, whatever the bank around them is called. */
async function refuseDemoSecrets(): Promise<void> {
  const [known] = await sqlOf(database())`select 1 from totp_factors where demo and removed_at is null limit 1`;
  if (known) throw new Error("This database holds sign-ins of the demo bank. Point the server to another database.");
}

function exit(error: unknown): never {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

import { setTimeout as pause } from "node:timers/promises";
import { sealRows } from "@/lib/ledger/seal";
import { sealingState } from "@/lib/ledger/seal-queries";
import type { TestDatabase } from "./database";

/**
 * Seals until nothing waits, and answers how many rows that were. Transactions of other tests on the same server hold
 * the horizon as well.
 */
export async function sealAll({ db, jobs }: TestDatabase): Promise<bigint> {
  for (let sealed = 0n, tries = 0; ; tries += 1) {
    sealed += (await sealRows(jobs)) ?? 0n;
    if ((await sealingState(db)).waiting === 0n) return sealed;
    if (tries === 1_000) throw new Error("Something holds the sealing horizon");
    await pause(10);
  }
}

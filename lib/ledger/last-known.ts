import type { LedgerAccountId } from "../core/ids";
import { perProcess } from "../core/per-process";
import type { GuardedAccount } from "./book";

/** A batch that is about to move accounts. Every promise is kept, also where it fails. */
export type Locking = {
  /** By what the database knows it, where it is one statement. */
  turn: number | null;
  sent: Promise<void>;
  /** It has its locks; in one statement it has then ended. */
  has: Promise<void>;
  ended: boolean;
  end: Promise<void>;
  /** It has failed: accounts are not as it would have left them. */
  failed: boolean;
};

/** A guarded account as this process has seen it last, or as a batch that is locking it will leave it. */
export type LastKnown = { account: GuardedAccount; locking: Locking | null };

/** How many accounts a process knows: those met first go first. */
const KNOWN = 150_000;
const known = perProcess("last known", () => new Map<LedgerAccountId, LastKnown>());

/**
 * An account as this process knows it. What an account is never changes; what stands on it is only assumed, until a lock
 * proves it.
 */
export function lastKnown(id: LedgerAccountId): Readonly<LastKnown> | undefined {
  return known.get(id);
}

/** Keeps accounts as a lock found them, or as a batch that is `locking` them will leave them. */
export function keepKnown(accounts: Iterable<GuardedAccount>, locking: Locking | null = null): void {
  for (const account of accounts) {
    const before = known.get(account.id);
    if (!before) known.set(account.id, { account, locking });
    else {
      before.account = account;
      before.locking = locking;
    }
  }
  for (const id of known.keys()) {
    if (known.size <= KNOWN) return;
    known.delete(id);
  }
}

/** Takes back what a batch that failed would have left, where no other has gone on from it; of those before it some may still be about to move it. */
export function giveBack(before: ReadonlyMap<LedgerAccountId, LastKnown>, locking: Locking): void {
  for (const [id, { account, locking: earlier }] of before) {
    const last = known.get(id);
    if (last?.locking === locking) Object.assign(last, { account, locking: earlier });
  }
}

/** Keeps what entries leave on an account, where its batch has locked it before it decided. */
export function leaveKnown(
  id: LedgerAccountId,
  { balance, held, unarranged, seq }: Pick<GuardedAccount, "balance" | "held" | "unarranged" | "seq">,
): void {
  const last = known.get(id);
  if (last && last.account.seq !== seq) last.account = { ...last.account, balance, held, unarranged, seq };
}

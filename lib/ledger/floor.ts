import { type BankError, refusal } from "../core/errors";
import { MAX_MINOR } from "../core/money";
import type { GuardedAccount } from "./book";

/** What a customer or a till can still give, in minor units. */
export function availableOf(account: Pick<GuardedAccount, "balance" | "held" | "floor">): bigint {
  return account.balance - account.held - account.floor;
}

/**
 * The floor (ledger: The floor): an ordinary change is refused only if it lowers balance − held and the result is below
 * the floor. A forced movement and a change of the floor itself store the excess; everything else keeps the lesser of
 * the old excess and the new. Refuses `insufficient_funds`, `till_short`, `vault_short`, `amount_too_large`.
 */
export function keepFloor(before: GuardedAccount, after: GuardedAccount, rule: "ordinary" | "stored"): GuardedAccount {
  const below = -availableOf(after);
  const excess = below > 0n ? below : 0n;
  const lowered = before.balance - before.held - (after.balance - after.held);
  const stored = rule === "stored";
  if (!stored && lowered > 0n && excess > 0n) throw shortfall(before, lowered);
  if (after.balance > MAX_MINOR || after.balance < -MAX_MINOR) throw refusal("amount_too_large");
  const unarranged = stored || excess < before.unarranged ? excess : before.unarranged;
  return after.unarranged === unarranged ? after : { ...after, unarranged };
}

function shortfall(account: GuardedAccount, wanted: bigint): BankError {
  const free = availableOf(account);
  const available = free > 0n ? free : 0n;
  const params = {
    availableMinor: available.toString(),
    shortfallMinor: (wanted - available).toString(),
    currency: account.currency,
  };
  return refusal(
    account.kind === "till" ? "till_short" : account.kind === "vault" ? "vault_short" : "insufficient_funds",
    params,
  );
}

import { randomFillSync } from "node:crypto";
import { v7 } from "uuid";

/** UUIDv7 ids, branded by what they name so that one cannot stand in for another. */
export type Id<Name extends string> = string & { readonly __id: Named<Name> };

/** A customer's account is its ledger account, a till or a vault a cash point, and a cheque its entry: one id under two names. */
type Named<Name extends string> = Name extends "account"
  ? "ledgerAccount"
  : Name extends "till" | "vault"
    ? "cashPoint"
    : Name extends "cheque"
      ? "entry"
      : Name;

export type BranchId = Id<"branch">;
export type UserId = Id<"user">;
export type CustomerId = Id<"customer">;
export type LedgerAccountId = Id<"ledgerAccount">;
export type EntryId = Id<"entry">;
export type LoanId = Id<"loan">;
export type HoldId = Id<"hold">;
export type AccountId = LedgerAccountId;

/** A new time-ordered id; those of one process are in the order of their making, by a clock that is never set back. */
export function newId<Name extends string>(): Id<Name> {
  const random = randomBytes(16);
  const now = Math.floor(performance.timeOrigin + performance.now());
  if (now > latest.msecs)
    Object.assign(latest, { msecs: now, seq: new DataView(random.buffer, random.byteOffset).getUint32(0) >>> 1 });
  else latest.seq += 1;
  return v7({ random, ...latest }) as Id<Name>;
}

/** Counts up within a millisecond, from a random number under 2^31: so it cannot run over before the next. */
const latest = { msecs: 0, seq: 0 };

const drawn = new Uint8Array(4_096);
let used = drawn.length;

/** Random bytes, asked of the system in bulk: by itself for every id, asking cost more than making one. */
export function randomBytes(count: number): Uint8Array {
  if (used + count > drawn.length) {
    randomFillSync(drawn);
    used = 0;
  }
  used += count;
  return drawn.subarray(used - count, used);
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether text from a URL or a form can be an id at all; anything else is answered like an unknown id. */
export function isId(text: unknown): text is Id<string> {
  return typeof text === "string" && UUID.test(text);
}

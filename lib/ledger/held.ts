import { refusal } from "../core/errors";
import type { LedgerAccountId } from "../core/ids";
import { MAX_MINOR } from "../core/money";
import { type Book, guardedAccount } from "./book";
import { keepFloor } from "./floor";

/** Holds an amount on a locked account: it stays in the balance and cannot be spent. Refuses `insufficient_funds`. */
export function holdFunds(book: Book, id: LedgerAccountId, minor: bigint): void {
  if (minor <= 0n) throw refusal("amount_not_positive");
  if (minor > MAX_MINOR) throw refusal("amount_too_large");
  change(book, id, { held: guardedAccount(book, id).held + minor });
}

/** Lets go of an amount that is held on a locked account. */
export function releaseFunds(book: Book, id: LedgerAccountId, minor: bigint): void {
  change(book, id, { held: guardedAccount(book, id).held - minor });
}

/** Sets how far a locked account may go below zero; what it is already below that is stored as unarranged. */
export function changeFloor(book: Book, id: LedgerAccountId, floor: bigint): void {
  change(book, id, { floor }, "stored");
}

function change(
  book: Book,
  id: LedgerAccountId,
  to: { held: bigint } | { floor: bigint },
  rule: "ordinary" | "stored" = "ordinary",
): void {
  const before = guardedAccount(book, id);
  book.guarded.set(id, keepFloor(before, { ...before, ...to }, rule));
}

import { v7 } from "uuid";

/** UUIDv7 ids, branded by what they name so that one cannot stand in for another. */
export type Id<Name extends string> = string & { readonly __id: Named<Name> };

/** A customer's account is its ledger account, and a till or a vault is a cash point: one id under two names. */
type Named<Name extends string> = Name extends "account"
  ? "ledgerAccount"
  : Name extends "till" | "vault"
    ? "cashPoint"
    : Name;

export type BranchId = Id<"branch">;
export type UserId = Id<"user">;
export type CustomerId = Id<"customer">;
export type LedgerAccountId = Id<"ledgerAccount">;
export type EntryId = Id<"entry">;
export type LoanId = Id<"loan">;
export type HoldId = Id<"hold">;
export type AccountId = LedgerAccountId;

/** A new time-ordered id. */
export function newId<Name extends string>(): Id<Name> {
  return v7() as Id<Name>;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether text from a URL or a form can be an id at all; anything else is answered like an unknown id. */
export function isId(text: unknown): text is Id<string> {
  return typeof text === "string" && UUID.test(text);
}

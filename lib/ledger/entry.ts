import type { BusinessDate } from "../core/dates";
import type { BranchId, EntryId, HoldId, LedgerAccountId } from "../core/ids";
import type { TemplateName } from "./templates/registry";

/** One side of an entry: what is debited or credited, always a positive amount in minor units. */
export type Leg = { account: LedgerAccountId; side: "debit" | "credit"; minor: bigint };

/** An entry as a template makes it, before the book has decided it. */
export type EntryDraft = {
  id: EntryId;
  kind: TemplateName;
  reference: string;
  /** Names documents and references, never a person. */
  narrative: string;
  /** The branch where it happens. */
  branchId: BranchId;
  legs: readonly Leg[];
  /** The day from which it counts for interest; the booking date when absent. */
  valueDate?: BusinessDate;
  /** What no longer is held on an account because this entry takes it, or lets go of it. */
  captures?: { account: LedgerAccountId; heldMinor: bigint };
  /** What is held of what this entry brings to an account, until it is known to be good. */
  holds?: { account: LedgerAccountId; heldMinor: bigint };
  reversesId?: EntryId;
  /** A second person agreed to it: what the template lets pass a floor only then may. */
  agreed?: boolean;
};

export const debit = (account: LedgerAccountId, minor: bigint): Leg => ({ account, side: "debit", minor });
export const credit = (account: LedgerAccountId, minor: bigint): Leg => ({ account, side: "credit", minor });

type LegAfter = {
  balance: bigint;
  held: bigint;
  unarranged: bigint;
  seq: bigint;
  /** When the account was last moved before. */
  bookedAt: string | null;
  expired: readonly HoldId[];
};

/** A leg with its place in the account's history, where the account keeps a running balance. */
export type DecidedLeg = {
  account: LedgerAccountId;
  currency: string;
  branchId: BranchId;
  /** Debit positive. */
  minor: bigint;
  /** The guarded account's row after this leg. */
  after: LegAfter | null;
};

/** An entry that the book has accepted: balanced per currency and branch, every floor kept. */
export type DecidedEntry = Omit<EntryDraft, "legs"> & { legs: readonly DecidedLeg[] };

import type { LedgerAccountId } from "../../core/ids";
import { credit, debit, type EntryDraft } from "../entry";

/** A hold captured: debit the account it lies on, credit who is owed; what is left of the hold is let go. */
export function bookHoldCaptured(
  capture: Pick<EntryDraft, "id" | "reference" | "branchId"> & {
    from: LedgerAccountId;
    to: LedgerAccountId;
    minor: bigint;
    heldMinor: bigint;
  },
): EntryDraft {
  const { id, reference, branchId, from, to, minor, heldMinor } = capture;
  return {
    id,
    reference,
    branchId,
    kind: "hold_captured",
    narrative: `Hold ${reference} captured`,
    legs: [debit(from, minor), credit(to, minor)],
    captures: { account: from, heldMinor },
  };
}

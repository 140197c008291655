import type { LedgerAccountId } from "../../core/ids";
import { credit, debit, type EntryDraft } from "../entry";

/** A transfer inside the bank: debit the payer's account, credit the payee's. */
export function bookTransfer(
  transfer: Pick<EntryDraft, "id" | "reference" | "branchId"> & {
    from: LedgerAccountId;
    to: LedgerAccountId;
    minor: bigint;
  },
): EntryDraft {
  const { id, reference, branchId, from, to, minor } = transfer;
  return {
    id,
    reference,
    branchId,
    kind: "transfer",
    narrative: "Transfer",
    legs: [debit(from, minor), credit(to, minor)],
  };
}

import type { LedgerAccountId } from "../../core/ids";
import { credit, debit, type EntryDraft } from "../entry";

type Entry = Pick<EntryDraft, "id" | "reference" | "branchId" | "valueDate"> & {
  minor: bigint;
  clearing: LedgerAccountId;
};

/** A cheque paid in: debit cheques in clearing, credit the customer; the amount is held until the cheque is cleared. */
export function bookChequePaidIn(cheque: Entry & { account: LedgerAccountId }): EntryDraft {
  const { account, minor, clearing, ...entry } = cheque;
  return {
    ...entry,
    kind: "cheque_paid_in",
    narrative: `Cheque ${entry.reference} paid in`,
    legs: [debit(clearing, minor), credit(account, minor)],
    holds: { account, heldMinor: minor },
  };
}

/** A cheque cleared: debit the settlement account, credit cheques in clearing. */
export function bookChequeCleared(cheque: Entry & { of: string; settlement: LedgerAccountId }): EntryDraft {
  const { of, settlement, minor, clearing, ...entry } = cheque;
  return {
    ...entry,
    kind: "cheque_cleared",
    narrative: `Cheque ${of} cleared`,
    legs: [debit(settlement, minor), credit(clearing, minor)],
  };
}

/** A cheque returned unpaid: debit the customer, credit cheques in clearing, as it was held. Forced: it may pass a floor. */
export function bookChequeReturned(cheque: Entry & { of: string; account: LedgerAccountId }): EntryDraft {
  const { of, account, minor, clearing, ...entry } = cheque;
  return {
    ...entry,
    kind: "cheque_returned",
    narrative: `Cheque ${of} returned unpaid`,
    legs: [debit(account, minor), credit(clearing, minor)],
    captures: { account, heldMinor: minor },
  };
}

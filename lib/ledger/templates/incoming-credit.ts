import type { LedgerAccountId } from "../../core/ids";
import { credit, debit, type EntryDraft } from "../entry";

/** Money that came in for a customer: debit the settlement account, credit the customer's account. */
export function bookIncomingCredit(
  incoming: Pick<EntryDraft, "id" | "reference" | "branchId" | "valueDate"> & {
    settlement: LedgerAccountId;
    account: LedgerAccountId;
    minor: bigint;
  },
): EntryDraft {
  const { settlement, account, minor, ...entry } = incoming;
  return {
    ...entry,
    kind: "incoming_credit",
    narrative: "Incoming credit",
    legs: [debit(settlement, minor), credit(account, minor)],
  };
}

import type { BusinessDate } from "../../core/dates";
import type { EntryId, LedgerAccountId } from "../../core/ids";
import { credit, debit, type EntryDraft } from "../entry";

/** An entry to be reversed: its legs debit positive, as they were booked. */
export type Original = {
  id: EntryId;
  reference: string;
  valueDate: BusinessDate;
  legs: readonly { account: LedgerAccountId; minor: bigint }[];
};

/**
 * A reversal: the exact opposite of every leg, counting from the original's value date. Forced, so that it may pass a
 * floor, only where a second person agreed.
 */
export function bookCorrection(
  correction: Pick<EntryDraft, "id" | "reference" | "branchId" | "agreed"> & { original: Original; reason: string },
): EntryDraft {
  const { id, reference, branchId, original, reason, agreed = false } = correction;
  return {
    id,
    reference,
    branchId,
    kind: "correction",
    narrative: `Reversal of ${original.reference}: ${reason}`,
    legs: original.legs.map(({ account, minor }) => (minor > 0n ? credit(account, minor) : debit(account, -minor))),
    valueDate: original.valueDate,
    reversesId: original.id,
    agreed,
  };
}

import type { LedgerAccountId } from "../../core/ids";
import { credit, debit, type EntryDraft } from "../entry";

/** Owners pay in: debit the settlement account, credit share capital. */
export function bookShareCapital(
  capital: Pick<EntryDraft, "id" | "reference" | "branchId"> & {
    settlement: LedgerAccountId;
    capital: LedgerAccountId;
    minor: bigint;
  },
): EntryDraft {
  const { settlement, capital: equity, minor, ...entry } = capital;
  return {
    ...entry,
    kind: "share_capital",
    narrative: "Share capital paid in",
    legs: [debit(settlement, minor), credit(equity, minor)],
  };
}

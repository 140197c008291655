import type { LedgerAccountId } from "../../core/ids";
import { credit, debit, type EntryDraft } from "../entry";

export type Fee = { account: LedgerAccountId; income: LedgerAccountId; minor: bigint };

/**
 * A fee collected with the movement that causes it: debit the customer's account, credit fee income, in the same entry,
 * so that both stand or fall together and a reversal gives the fee back.
 */
export function withFee(draft: EntryDraft, fee: Fee | null): EntryDraft {
  if (!fee) return draft;
  return { ...draft, legs: [...draft.legs, debit(fee.account, fee.minor), credit(fee.income, fee.minor)] };
}

/** The number of the leg that takes the fee from the customer's account, as `withFee` books it. */
export const feeLegOf = (draft: EntryDraft): number => draft.legs.length - 1;

/** A fee by itself, for what the bank did without moving the customer's money: debit the customer, credit fee income. */
export function bookFee(
  fee: Fee & Pick<EntryDraft, "id" | "reference" | "branchId"> & { narrative: string },
): EntryDraft {
  const { account, income, minor, ...entry } = fee;
  return { ...entry, kind: "fee_charged", legs: [debit(account, minor), credit(income, minor)] };
}

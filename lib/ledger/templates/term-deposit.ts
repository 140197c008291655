import type { LedgerAccountId } from "../../core/ids";
import { credit, debit, type EntryDraft } from "../entry";

type Moved = Pick<EntryDraft, "id" | "reference" | "branchId"> & {
  from: LedgerAccountId;
  to: LedgerAccountId;
  minor: bigint;
};

/** Funded: debit the customer's account (or the deposit that is renewed), credit the term deposit. */
export function bookDepositFunded({ from, to, minor, ...entry }: Moved): EntryDraft {
  return {
    ...entry,
    kind: "term_deposit_funded",
    narrative: "Term deposit funded",
    legs: [debit(from, minor), credit(to, minor)],
  };
}

/** Matured or closed early: debit the term deposit, credit the customer's account. */
export function bookDepositPaidOut({ from, to, minor, ...entry }: Moved): EntryDraft {
  return {
    ...entry,
    kind: "term_deposit_paid_out",
    narrative: "Term deposit paid out",
    legs: [debit(from, minor), credit(to, minor)],
  };
}

import type { LedgerAccountId } from "../../core/ids";
import { credit, debit, type EntryDraft } from "../entry";

type Entry = Pick<EntryDraft, "id" | "reference" | "branchId" | "valueDate" | "narrative">;

/** Interest earned and not yet brought to accounts: what a sum of nights comes to more (or, negative, less) than was booked. */
type Accrued = Entry & { owed: LedgerAccountId; result: LedgerAccountId; changeMinor: bigint };

/** Interest on deposits: debit interest expense, credit interest payable; the other way round where less is owed. */
export function bookDepositInterestAccrual(accrual: Accrued): EntryDraft {
  const { owed, result, changeMinor, ...entry } = accrual;
  return {
    ...entry,
    kind: "deposit_interest_accrued",
    legs:
      changeMinor > 0n
        ? [debit(result, changeMinor), credit(owed, changeMinor)]
        : [debit(owed, -changeMinor), credit(result, -changeMinor)],
  };
}

/** Interest that customers owe: debit interest receivable, credit its income; the other way round where less is owed. */
export function bookCustomerInterestAccrual(
  accrual: Accrued & { kind: "negative_interest_accrued" | "overdraft_interest_accrued" },
): EntryDraft {
  const { owed, result, changeMinor, ...entry } = accrual;
  return {
    ...entry,
    legs:
      changeMinor > 0n
        ? [debit(owed, changeMinor), credit(result, changeMinor)]
        : [debit(result, -changeMinor), credit(owed, -changeMinor)],
  };
}

/** Interest brought to an account: what is owed to or by the customer is settled with it. */
type Settled = Entry & { owed: LedgerAccountId; account: LedgerAccountId; minor: bigint };

/** Capitalised: debit interest payable, credit the customer. */
export function bookInterestPaid(settled: Settled): EntryDraft {
  const { owed, account, minor, ...entry } = settled;
  return { ...entry, kind: "deposit_interest_paid", legs: [debit(owed, minor), credit(account, minor)] };
}

/** More was paid than was earned after a correction: debit the customer, credit interest payable. Forced. */
export function bookInterestTakenBack(settled: Settled): EntryDraft {
  const { owed, account, minor, ...entry } = settled;
  return { ...entry, kind: "deposit_interest_taken_back", legs: [debit(account, minor), credit(owed, minor)] };
}

/** Charged: debit the customer, credit interest receivable. For what is overdrawn it is forced: it may pass a floor. */
export function bookInterestCharged(
  settled: Settled & { kind: "negative_interest_charged" | "overdraft_interest_charged" },
): EntryDraft {
  const { owed, account, minor, ...entry } = settled;
  return { ...entry, legs: [debit(account, minor), credit(owed, minor)] };
}

/** More was charged than was owed after a correction: debit interest receivable, credit the customer. */
export function bookInterestGivenBack(settled: Settled): EntryDraft {
  const { owed, account, minor, ...entry } = settled;
  return { ...entry, kind: "interest_given_back", legs: [debit(owed, minor), credit(account, minor)] };
}

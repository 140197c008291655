import type { EntryId, LedgerAccountId } from "../../core/ids";
import { credit, debit, type EntryDraft } from "../entry";

type Movement = Pick<EntryDraft, "id" | "reference" | "branchId"> & { minor: bigint };
export type CashOverCounter = Movement & { till: LedgerAccountId; account: LedgerAccountId };

/** Cash in: debit till cash, credit the customer's account. */
export function bookCashDeposit(cash: CashOverCounter): EntryDraft {
  return {
    ...base(cash),
    kind: "cash_deposit",
    narrative: "Cash deposit",
    legs: [debit(cash.till, cash.minor), credit(cash.account, cash.minor)],
  };
}

/** Cash out: debit the customer's account, credit till cash. */
export function bookCashWithdrawal(cash: CashOverCounter): EntryDraft {
  return {
    ...base(cash),
    kind: "cash_withdrawal",
    narrative: "Cash withdrawal",
    legs: [debit(cash.account, cash.minor), credit(cash.till, cash.minor)],
  };
}

export type CashMoveKind =
  | "vault_to_till"
  | "till_to_vault"
  | "till_to_till"
  | "settlement_to_vault"
  | "vault_to_settlement";

const moveNarratives: Record<CashMoveKind, string> = {
  vault_to_till: "Cash from vault to till",
  till_to_vault: "Cash from till to vault",
  till_to_till: "Cash from till to till",
  settlement_to_vault: "Cash drawn from the settlement account",
  vault_to_settlement: "Cash paid in to the settlement account",
};

/** Cash between vault, till and settlement account: debit what receives, credit what gives. */
export function bookCashMove(
  move: Movement & { kind: CashMoveKind; receives: LedgerAccountId; gives: LedgerAccountId },
): EntryDraft {
  return {
    ...base(move),
    kind: move.kind,
    narrative: moveNarratives[move.kind],
    legs: [debit(move.receives, move.minor), credit(move.gives, move.minor)],
  };
}

/** What a count found over or short: the cash moves to what was counted, the difference waits to be cleared. */
export function bookCashDifference(
  found: Movement & { kind: "over" | "short"; cash: LedgerAccountId; difference: LedgerAccountId },
): EntryDraft {
  const over = found.kind === "over";
  return {
    ...base(found),
    kind: over ? "cash_over" : "cash_short",
    narrative: over ? "Cash over at the count" : "Cash short at the count",
    legs: over
      ? [debit(found.cash, found.minor), credit(found.difference, found.minor)]
      : [debit(found.difference, found.minor), credit(found.cash, found.minor)],
  };
}

/** What was over or short is cleared: taken off the account on which it waits, against where it belongs. */
export function bookCashClearing(
  cleared: Movement & { kind: "over" | "short"; waits: LedgerAccountId; against: LedgerAccountId },
): EntryDraft {
  return {
    ...base(cleared),
    kind: "cash_cleared",
    narrative: "Cash difference cleared",
    legs:
      cleared.kind === "over"
        ? [debit(cleared.waits, cleared.minor), credit(cleared.against, cleared.minor)]
        : [debit(cleared.against, cleared.minor), credit(cleared.waits, cleared.minor)],
  };
}

const base = ({ id, reference, branchId }: { id: EntryId; reference: string; branchId: EntryDraft["branchId"] }) => ({
  id,
  reference,
  branchId,
});

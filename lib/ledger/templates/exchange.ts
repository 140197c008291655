import type { LedgerAccountId } from "../../core/ids";
import { credit, debit, type EntryDraft, type Leg } from "../entry";

/** One side of an exchange; of a foreign currency also its position and what that is worth in the bank's own at mid. */
export type ExchangedSide = {
  account: LedgerAccountId;
  minor: bigint;
  position: { account: LedgerAccountId; counterValue: LedgerAccountId; worthMinor: bigint } | null;
};

/**
 * One currency for another: debit what the customer gives, credit what they get. A foreign currency goes over its
 * position, and the counter-value keeps in the bank's own what that is worth at mid; the rest is exchange income.
 */
export function bookExchange(
  exchange: Pick<EntryDraft, "id" | "reference" | "branchId"> & {
    kind: "exchange" | "note_purchase" | "note_sale";
    narrative: string;
    gives: ExchangedSide;
    gets: ExchangedSide;
    income: LedgerAccountId;
    incomeMinor: bigint;
  },
): EntryDraft {
  const { gives, gets, income, incomeMinor, ...entry } = exchange;
  const into = gives.position
    ? [credit(gives.position.account, gives.minor), debit(gives.position.counterValue, gives.position.worthMinor)]
    : [];
  const out = gets.position
    ? [debit(gets.position.account, gets.minor), credit(gets.position.counterValue, gets.position.worthMinor)]
    : [];
  const earned: Leg[] = incomeMinor > 0n ? [credit(income, incomeMinor)] : [];
  return {
    ...entry,
    legs: [debit(gives.account, gives.minor), ...into, ...out, credit(gets.account, gets.minor), ...earned],
  };
}

/** A position is worth more or less at the day's mid: its counter-value follows, against gains or losses. */
export function bookRevaluation(
  revaluation: Pick<EntryDraft, "id" | "reference" | "branchId" | "narrative"> & {
    counterValue: LedgerAccountId;
    gains: LedgerAccountId;
    losses: LedgerAccountId;
    /** More positive, less negative. */
    changeMinor: bigint;
  },
): EntryDraft {
  const { counterValue, gains, losses, changeMinor, ...entry } = revaluation;
  return {
    ...entry,
    kind: "revaluation",
    legs:
      changeMinor > 0n
        ? [debit(counterValue, changeMinor), credit(gains, changeMinor)]
        : [debit(losses, -changeMinor), credit(counterValue, -changeMinor)],
  };
}

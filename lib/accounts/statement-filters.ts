import { parseAmountOrRefuse } from "../core/amounts";
import type { Currency } from "../core/currencies";
import type { BusinessDate } from "../core/dates";
import { type BankError, isBankError, refusal } from "../core/errors";
import { readDate } from "../core/read-date";
import type { TemplateName } from "../ledger/templates/registry";

/** The filters of a statement as they stand in its URL. */
export type StatementQuery = {
  from?: string;
  to?: string;
  direction?: string;
  kind?: string;
  text?: string;
  min?: string;
  max?: string;
};

export type StatementFilters = {
  from?: BusinessDate;
  to?: BusinessDate;
  direction?: "in" | "out";
  kinds?: readonly TemplateName[];
  text?: string;
  minMinor?: bigint;
  maxMinor?: bigint;
};

/** The kinds of movement a person tells apart on a statement, each with the ledger's kinds behind it. */
export const movementKinds = {
  cash: { label: "Cash", kinds: ["cash_deposit", "cash_withdrawal", "note_purchase", "note_sale"] },
  transfer: { label: "Transfers", kinds: ["transfer", "exchange"] },
  incoming: { label: "Incoming payments", kinds: ["incoming_credit"] },
  cheque: { label: "Cheques", kinds: ["cheque_paid_in", "cheque_returned"] },
  deposit: { label: "Term deposits", kinds: ["term_deposit_funded", "term_deposit_paid_out"] },
  interest: {
    label: "Interest",
    kinds: [
      "deposit_interest_paid",
      "deposit_interest_taken_back",
      "negative_interest_charged",
      "overdraft_interest_charged",
      "interest_given_back",
    ],
  },
  loan: { label: "Loan", kinds: ["loan_disbursed", "loan_repaid"] },
  hold: { label: "Captured holds", kinds: ["hold_captured"] },
  correction: { label: "Corrections", kinds: ["correction"] },
} as const satisfies Record<string, { label: string; kinds: readonly TemplateName[] }>;
export type MovementKind = keyof typeof movementKinds;

/**
 * Reads the filters of a URL for an account in one currency. What cannot be read does not filter; its sentence comes
 * back under the name of its field.
 */
export function readStatementQuery(
  query: StatementQuery,
  currency: Currency,
): { filters: StatementFilters; faults: Partial<Record<keyof StatementQuery, string>> } {
  const faults: Partial<Record<keyof StatementQuery, string>> = {};
  const read = <T>(name: keyof StatementQuery, reader: (typed: string) => T): T | undefined => {
    const typed = query[name]?.trim();
    if (!typed) return undefined;
    try {
      return reader(typed);
    } catch (error) {
      if (!isBankError(error)) throw error;
      faults[name] = error.sentence;
      return undefined;
    }
  };
  const filters: StatementFilters = {
    from: read("from", (typed) => readDate(typed, "the from date")),
    to: read("to", (typed) => readDate(typed, "the to date")),
    direction: query.direction === "in" || query.direction === "out" ? query.direction : undefined,
    kinds: Object.hasOwn(movementKinds, query.kind ?? "") ? movementKinds[query.kind as MovementKind].kinds : undefined,
    text: query.text?.trim().slice(0, 80) || undefined,
    minMinor: read("min", (typed) => parseAmountOrRefuse(typed, currency, "min")),
    maxMinor: read("max", (typed) => parseAmountOrRefuse(typed, currency, "max")),
  };
  const order = outOfOrder(filters);
  if (order?.field === "from") filters.from = undefined;
  if (order?.field === "min") filters.minMinor = undefined;
  if (order) faults[order.field as keyof StatementQuery] = order.sentence;
  return { filters, faults };
}

/** Whether the rows shown are all rows of their period, so that each balance follows from the next. */
export function isGapless(filters: StatementFilters): boolean {
  const { direction, kinds, text, minMinor, maxMinor } = filters;
  return direction === undefined && !kinds && !text && minMinor === undefined && maxMinor === undefined;
}

function outOfOrder({ from, to, minMinor, maxMinor }: StatementFilters): BankError | null {
  if (from && to && from > to) return refusal("period_order", undefined, "from");
  if (minMinor !== undefined && maxMinor !== undefined && minMinor > maxMinor)
    return refusal("range_order", undefined, "min");
  return null;
}

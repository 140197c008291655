import { parseAmountOrRefuse } from "../core/amounts";
import type { Channel } from "../core/context";
import type { Currency } from "../core/currencies";
import { addDays, addMonths, type BusinessDate } from "../core/dates";
import { type BankError, refusal } from "../core/errors";
import { queryReader } from "../core/query-reader";
import { readDate } from "../core/read-date";
import type { TemplateName } from "../ledger/templates/registry";

/** The filters of a statement as they stand in its URL. */
export type StatementQuery = {
  from?: string;
  to?: string;
  direction?: string;
  kind?: string;
  channel?: string;
  reversed?: string;
  text?: string;
  min?: string;
  max?: string;
};

/** The names of the filters of a statement in its URL. */
export const statementNames = [
  "from",
  "to",
  "direction",
  "kind",
  "channel",
  "reversed",
  "text",
  "min",
  "max",
] as const satisfies (keyof StatementQuery)[];

export type StatementFilters = {
  from?: BusinessDate;
  to?: BusinessDate;
  direction?: "in" | "out";
  kinds?: readonly TemplateName[];
  channel?: Channel;
  /** Movements that were taken back, and those that took them back. */
  reversed?: ReversedFilter;
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

/** Where a movement was asked for. */
export const movementChannels = {
  counter: "At the bank",
  self_service: "Self-service",
  job: "By itself",
} as const satisfies Partial<Record<Channel, string>>;

export const reversedFilters = { without: "Left out", only: "Nothing else" } as const;
export type ReversedFilter = keyof typeof reversedFilters;

/** So many months words are looked for at once: each is compared with every movement of them. */
const SEARCHED_MONTHS = 12;

export type ReadStatementQuery = {
  filters: StatementFilters;
  faults: Partial<Record<keyof StatementQuery, string>>;
  /** The days in which words were looked for, where there are any. */
  searched: { from: BusinessDate; to: BusinessDate } | null;
};

/**
 * Reads the filters of a URL for an account in one currency. What cannot be read does not filter; its sentence comes
 * back under the name of its field. Words are looked for in the last year of the period only.
 */
export function readStatementQuery(query: StatementQuery, currency: Currency, today: BusinessDate): ReadStatementQuery {
  const { faults, read } = queryReader<keyof StatementQuery>(query);
  const filters: StatementFilters = {
    from: read("from", (typed) => readDate(typed, "the from date")),
    to: read("to", (typed) => readDate(typed, "the to date")),
    direction: query.direction === "in" || query.direction === "out" ? query.direction : undefined,
    kinds: Object.hasOwn(movementKinds, query.kind ?? "") ? movementKinds[query.kind as MovementKind].kinds : undefined,
    channel: Object.hasOwn(movementChannels, query.channel ?? "") ? (query.channel as Channel) : undefined,
    reversed: Object.hasOwn(reversedFilters, query.reversed ?? "") ? (query.reversed as ReversedFilter) : undefined,
    text: query.text?.trim().slice(0, 80) || undefined,
    minMinor: read("min", (typed) => parseAmountOrRefuse(typed, currency, "min")),
    maxMinor: read("max", (typed) => parseAmountOrRefuse(typed, currency, "max")),
  };
  const order = outOfOrder(filters);
  if (order?.field === "from") filters.from = undefined;
  if (order?.field === "min") filters.minMinor = undefined;
  if (order) faults[order.field as keyof StatementQuery] = order.sentence;
  const searched = filters.text ? searchedDays(filters, today) : null;
  return { filters: searched ? { ...filters, from: searched.from } : filters, faults, searched };
}

function searchedDays({ from, to }: StatementFilters, today: BusinessDate) {
  const last = to ?? today;
  const least = addDays(addMonths(last, -SEARCHED_MONTHS), 1);
  return { from: from && from > least ? from : least, to: last };
}

/** Whether the rows shown are all rows of their period, so that each balance follows from the next. */
export function isGapless(filters: StatementFilters): boolean {
  const { direction, kinds, channel, reversed, text, minMinor, maxMinor } = filters;
  return (
    direction === undefined &&
    !kinds &&
    !channel &&
    !reversed &&
    !text &&
    minMinor === undefined &&
    maxMinor === undefined
  );
}

function outOfOrder({ from, to, minMinor, maxMinor }: StatementFilters): BankError | null {
  if (from && to && from > to) return refusal("period_order", undefined, "from");
  if (minMinor !== undefined && maxMinor !== undefined && minMinor > maxMinor)
    return refusal("range_order", undefined, "min");
  return null;
}

import type { AccountClass } from "@/lib/ledger/trial-balance";

/** The classes of the chart as headings, in their order. */
export const classNames: Readonly<Record<AccountClass, string>> = {
  asset: "Assets",
  liability: "Liabilities",
  equity: "Equity",
  income: "Income",
  expense: "Expenses",
};

/** The kinds of account that are applied for. */
export const kindNames = {
  current: "Current account",
  savings: "Savings account",
  term_deposit: "Term deposit",
} as const;

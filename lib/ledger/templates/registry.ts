/**
 * The bank's money movements (the accounting policy): who may pass an account's floor, and what may still be booked on
 * a day that is closing. Each has a file beside this one that says its debits and credits.
 */
export const templates = {
  cash_deposit: { title: "Cash deposit" },
  cash_withdrawal: { title: "Cash withdrawal" },
  vault_to_till: { title: "Cash from vault to till" },
  till_to_vault: { title: "Cash from till to vault" },
  settlement_to_vault: { title: "Cash from the settlement account to the vault" },
  vault_to_settlement: { title: "Cash from the vault to the settlement account" },
  share_capital: { title: "Share capital paid in" },
  transfer: { title: "Transfer" },
  incoming_credit: { title: "Incoming credit" },
  loan_disbursed: { title: "Loan disbursed" },
  loan_interest_accrued: { title: "Loan interest accrued", endOfDay: true },
  loan_repaid: { title: "Loan repayment" },
} as const satisfies Record<string, Template>;

type Template = {
  title: string;
  /** May pass a floor; the excess is stored as unarranged (accounting: Forced templates). */
  forced?: true;
  /** May be booked on the closing day by end of day. */
  endOfDay?: true;
};

export type TemplateName = keyof typeof templates;

export function templateOf(name: TemplateName): Template {
  return templates[name];
}

/** A movement's name for people, for kinds this version knows and those it does not. */
export function templateTitle(kind: string): string {
  return Object.hasOwn(templates, kind) ? templates[kind as TemplateName].title : kind.replaceAll("_", " ");
}

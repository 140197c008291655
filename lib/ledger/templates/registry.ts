/**
 * The bank's money movements (the accounting policy): who may pass an account's floor, and what may still be booked on
 * a day that is closing. Each has a file beside this one that says its debits and credits.
 */
export const templates = {
  cash_deposit: { title: "Cash deposit", reversible: true },
  cash_withdrawal: { title: "Cash withdrawal", reversible: true },
  vault_to_till: { title: "Cash from vault to till" },
  till_to_vault: { title: "Cash from till to vault" },
  till_to_till: { title: "Cash from till to till" },
  settlement_to_vault: { title: "Cash from the settlement account to the vault" },
  vault_to_settlement: { title: "Cash from the vault to the settlement account" },
  cash_over: { title: "Cash over at the count" },
  cash_short: { title: "Cash short at the count" },
  cash_cleared: { title: "Cash difference cleared" },
  share_capital: { title: "Share capital paid in" },
  manual_journal: { title: "Manual journal" },
  transfer: { title: "Transfer", reversible: true },
  exchange: { title: "Transfer with exchange", reversible: true },
  note_purchase: { title: "Foreign notes bought", reversible: true },
  note_sale: { title: "Foreign notes sold", reversible: true },
  revaluation: { title: "Currency position revalued", endOfDay: true },
  hold_captured: { title: "Hold captured", reversible: true },
  incoming_credit: { title: "Incoming credit", reversible: true },
  cheque_paid_in: { title: "Cheque paid in" },
  cheque_cleared: { title: "Cheque cleared" },
  cheque_returned: { title: "Cheque returned unpaid", forced: true },
  fee_charged: { title: "Fee" },
  deposit_interest_accrued: { title: "Deposit interest accrued", endOfDay: true },
  negative_interest_accrued: { title: "Negative interest accrued", endOfDay: true },
  overdraft_interest_accrued: { title: "Overdraft interest accrued", endOfDay: true },
  deposit_interest_paid: { title: "Interest", endOfDay: true },
  deposit_interest_taken_back: { title: "Interest taken back", endOfDay: true, forced: true },
  negative_interest_charged: { title: "Negative interest", endOfDay: true },
  overdraft_interest_charged: { title: "Overdraft interest", endOfDay: true, forced: true },
  interest_given_back: { title: "Interest given back", endOfDay: true },
  term_deposit_funded: { title: "Term deposit funded" },
  term_deposit_paid_out: { title: "Term deposit paid out" },
  loan_disbursed: { title: "Loan disbursed" },
  loan_interest_accrued: { title: "Loan interest accrued", endOfDay: true },
  loan_repaid: { title: "Loan repayment" },
  correction: { title: "Correction", forced: "agreed" },
} as const satisfies Record<string, Template>;

type Template = {
  title: string;
  /** May pass a floor, or only where a second person agreed; the excess is stored as unarranged (accounting: Forced templates). */
  forced?: true | "agreed";
  /** May be booked on the closing day by end of day. */
  endOfDay?: true;
  /** May be undone by its opposite: nothing but its legs and a record of what happened would have to change with it. */
  reversible?: true;
};

export type TemplateName = keyof typeof templates;

export function templateOf(name: TemplateName): Template {
  return templates[name];
}

/** A movement's name for people, for kinds this version knows and those it does not. */
export function templateTitle(kind: string): string {
  return Object.hasOwn(templates, kind) ? templates[kind as TemplateName].title : kind.replaceAll("_", " ");
}

/** Whether entries of a kind can be undone by their opposite; of a kind unknown to this version they cannot. */
export function isReversible(kind: string): boolean {
  return Object.hasOwn(templates, kind) && templateOf(kind as TemplateName).reversible === true;
}

import { formatDate } from "../dates";
import { type Amount, amount } from "./amount";
import { reason } from "./reason";

/** Loans. */
export const loans = {
  loan_amount_range: reason<Amount & { minMinor: string; maxMinor: string }>(
    "rule_violation",
    (p) => `Amount must be between ${amount(p.minMinor, p.currency)} and ${amount(p.maxMinor, p.currency)}.`,
    "amount",
  ),
  loan_term_range: reason<{ min: number; max: number }>(
    "rule_violation",
    (p) => `Term must be between ${p.min} and ${p.max} months.`,
    "termMonths",
  ),
  loan_applicant_only: reason(
    "forbidden",
    () => "Only the loan officer who made this application can change it. Withdraw it and apply anew.",
  ),
  third_person_needed: reason("forbidden", () => "You applied for or decided this loan. A third person pays it out."),
  offer_expired: reason<{ date: string }>(
    "rule_violation",
    (p) => `The offer was open until ${formatDate(p.date)}. Issue a new one.`,
  ),
  nothing_due: reason<{ date: string }>(
    "rule_violation",
    (p) => `Nothing is due until ${formatDate(p.date)}.`,
    "amount",
  ),
  more_than_due: reason<Amount & { dueMinor: string }>(
    "rule_violation",
    (p) => `Amount must be ${amount(p.dueMinor, p.currency)} or less — that is what is due.`,
    "amount",
  ),
  settlement_account_wrong: reason(
    "rule_violation",
    () => "Choose an active account of the borrower in the loan's currency.",
    "settlementAccount",
  ),
} as const;

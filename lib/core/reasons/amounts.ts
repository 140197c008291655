import { formatDate } from "../dates";
import { reason } from "./reason";

/** Amounts. */
export const amounts = {
  amount_required: reason("invalid", () => "Enter an amount.", "amount"),
  amount_not_digits: reason("invalid", () => "Write the amount in digits, like 1234.50.", "amount"),
  amount_not_positive: reason("invalid", () => "The amount must be more than zero.", "amount"),
  amount_ambiguous: reason("invalid", () => "Enter the amount with 2 decimals, like 1234.00 or 1.23.", "amount"),
  amount_decimals: reason<{ decimals: number; currency: string }>(
    "invalid",
    (p) =>
      p.decimals === 0
        ? `${p.currency} has no decimals. Enter a whole amount.`
        : `${p.currency} has ${p.decimals} decimals. Enter no more than ${p.decimals}.`,
    "amount",
  ),
  amount_too_large: reason("invalid", () => "The amount is larger than one movement may be.", "amount"),
  rate_digits: reason("invalid", () => "Enter the rate with a point, like 0.9215. At most ten digits after it."),
  rates_order: reason("rule_violation", () => "The bid may not be above the mid, and the mid not above the offer."),
  exchange_same_currency: reason(
    "invalid",
    () => "Choose another currency than the one it is exchanged against.",
    "currency",
  ),
  rate_missing: reason<{ currency: string }>(
    "rule_violation",
    (p) => `The bank has no exchange rate for ${p.currency} yet. Try again once it has set one.`,
  ),
  rate_stale: reason<{ currency: string; day: string }>(
    "rule_violation",
    (p) =>
      `The exchange rate for ${p.currency} is of ${formatDate(p.day)} and too old. Try again once the bank has set a new one.`,
  ),
  rate_changed: reason<{ give: string; get: string }>(
    "conflict",
    (p) =>
      `The exchange rate has changed: ${p.give} is now exchanged for ${p.get}. Check the amounts and confirm again.`,
  ),
  exchange_too_small: reason(
    "rule_violation",
    () => "This amount is too small to exchange. Enter a larger one.",
    "amount",
  ),
  currency_unknown: reason("invalid", () => "Choose a currency this bank holds.", "currency"),
} as const;

import { z } from "zod";
import { amountText, choice, date, iban, idField, key, text } from "../core/fields";

export const openAccountInput = z.strictObject({
  key,
  customerId: idField("customer"),
  productVersionId: choice("a product"),
});

export const closeAccountInput = z.strictObject({
  key,
  accountId: idField("account"),
  reason: text({ what: "a reason", max: 140 }),
});

/** Why money is held, in the words of a choice. */
export const holdReasons = {
  card: "Card reservation",
  cheque: "Cheque in clearing",
  guarantee: "Guarantee",
  court_order: "Court order",
  dispute: "Disputed payment",
  other: "Other reason",
} as const;
export type HoldReason = keyof typeof holdReasons;

export const placeHoldInput = z.strictObject({
  key,
  accountId: idField("account"),
  amount: amountText,
  reason: choice("a reason", Object.keys(holdReasons) as HoldReason[]),
  expiresOn: date({ what: "the last day" }).optional(),
  note: text({ what: "the note", max: 80, optional: true }),
});

export const captureHoldInput = z.strictObject({ key, holdId: idField("hold"), amount: amountText, to: iban });

export const releaseHoldInput = z.strictObject({ key, holdId: idField("hold") });

export const setOverdraftInput = z.strictObject({
  key,
  accountId: idField("account"),
  limit: amountText,
  until: date({ what: "the last day" }).optional(),
});

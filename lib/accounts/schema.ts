import { z } from "zod";
import { refusal } from "../core/errors";
import { valueField } from "../core/field";
import { amountText, choice, date, iban, idField, key, text } from "../core/fields";
import { type CustomerId, type Id, isId } from "../core/ids";

/** The parties who are present and sign, where more than one could: customers by id, ticked one by one. */
export const signatories = valueField((value): CustomerId[] => {
  const typed = [value ?? []].flat();
  if (!typed.every(isId)) throw refusal("signers_unknown");
  return typed as Id<string>[] as CustomerId[];
}).optional();

export const openAccountInput = z.strictObject({
  key,
  customerId: idField("customer"),
  productVersionId: choice("a product"),
  /** The number of a second owner. */
  jointOwner: text({ what: "the customer number", max: 20, optional: true }),
  signingRule: choice("who signs", ["any_one", "both", "any_two"]).optional(),
});

export const closeAccountInput = z.strictObject({
  key,
  accountId: idField("account"),
  reason: text({ what: "a reason", max: 140 }),
});

export const settleInterestInput = z.strictObject({ key, accountId: idField("account") });

/** Why the fee of a movement is not charged; left out, it is. */
export const waiveReason = text({ what: "why the fee is waived", max: 140, optional: true });

/** Closing an account by paying its whole balance to another one of this bank. */
export const closePayingOutInput = z.strictObject({
  key,
  accountId: idField("account"),
  to: iban,
  reason: text({ what: "a reason", max: 140 }),
  present: signatories,
  waive: waiveReason,
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

export const partyRoles = { joint_owner: "Joint owner", signatory: "Signatory", guardian: "Guardian" } as const;
export const signingRules = {
  any_one: "Any one signs",
  both: "Both owners sign together",
  any_two: "Any two sign together",
} as const;

const customerNo = text({ what: "the customer number", max: 20 });
const signingRule = choice("who signs", Object.keys(signingRules) as (keyof typeof signingRules)[]);

export const addPartyInput = z.strictObject({
  key,
  accountId: idField("account"),
  customerNo,
  role: choice("a part", Object.keys(partyRoles) as (keyof typeof partyRoles)[]),
});

export const removePartyInput = z.strictObject({
  key,
  accountId: idField("account"),
  customerId: idField("customer"),
  reason: text({ what: "a reason", max: 140 }),
});

export const setSigningInput = z.strictObject({ key, accountId: idField("account"), signingRule });

/** What a block stops, in the words of a choice. */
export const blockKinds = {
  debit: "Money out",
  credit: "Money in",
  all: "Money in and out",
  freeze: "Freeze: every debit, the bank's own too",
} as const;

export const placeBlockInput = z.strictObject({
  key,
  accountId: idField("account"),
  kind: choice("what it stops", Object.keys(blockKinds) as (keyof typeof blockKinds)[]),
  reason: text({ what: "a reason", max: 140 }),
});

export const liftBlockInput = z.strictObject({
  key,
  blockId: idField("accountBlock"),
  reason: text({ what: "a reason", max: 140 }),
});

export const wakeAccountInput = z.strictObject({
  key,
  accountId: idField("account"),
  evidence: text({ what: "how the identity was checked", max: 200 }),
});

export const moveVersionInput = z.strictObject({
  key,
  accountId: idField("account"),
  productVersionId: idField("productVersion", { choose: "a version" }),
});

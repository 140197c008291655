import { z } from "zod";
import { signatories, waiveReason } from "../accounts/schema";
import { amountText, choice, iban, idField, key, personName, text } from "../core/fields";

const remittance = text({ what: "the note", max: 140, optional: true });

/** A transfer names the payer's account by id and the payee's by IBAN: both must be accounts of this bank. */
export const createTransferInput = z.strictObject({
  key,
  from: idField("account"),
  to: iban,
  amount: amountText,
  remittance,
  beneficiaryId: idField("beneficiary").optional(),
  present: signatories,
  waive: waiveReason,
  /** Into another currency: the rates that were shown and confirmed. */
  quote: text({ what: "the rate", max: 80, optional: true }),
});

/** A transfer before it is put before the customer: the payee is one of their accounts or somebody they saved. */
export const checkTransferInput = z.strictObject({
  from: idField("account"),
  to: choice("who to pay"),
  amount: amountText,
  remittance,
});

export const addBeneficiaryInput = z.strictObject({
  key,
  /** Staff name the customer; a customer's own is taken from the session. */
  customerId: idField("customer").optional(),
  name: personName({ what: "the name" }),
  nickname: text({ what: "the nickname", max: 40, optional: true }),
  iban,
});

export const removeBeneficiaryInput = z.strictObject({ key, beneficiaryId: idField("beneficiary") });

export const bookIncomingInput = z.strictObject({
  key,
  iban,
  amount: amountText,
  senderReference: text({ what: "the sender's reference", max: 35 }),
  remitterName: personName({ what: "the sender's name" }),
  remittance,
});

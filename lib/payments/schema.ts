import { z } from "zod";
import { signatories, waiveReason } from "../accounts/schema";
import { refusal } from "../core/errors";
import { field } from "../core/field";
import { amountText, choice, currency, date, iban, idField, key, personName, text } from "../core/fields";
import { passkeyAnswerField } from "../identity/passkey-schema";

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
  confirmation: idField("confirmation").optional(),
});

/** A customer's payment with what confirms it. */
export const payInput = createTransferInput.omit({ present: true, waive: true }).extend({
  code: text({ what: "the code", max: 40, optional: true }),
  passkey: passkeyAnswerField.optional(),
});

export const askToConfirmInput = z.strictObject({ confirmation: idField("confirmation") });

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

/** How much a customer may pay to others in a day; an empty amount: no limit. */
export const setPaymentLimitInput = z.strictObject({
  key,
  currency,
  perDay: amountText.optional(),
  reason: text({ what: "a reason", max: 300, multiline: true }),
});

/** A cheque on another bank, as it lies on the counter. */
export const payInChequeInput = z.strictObject({
  key,
  iban,
  bank: text({ what: "the bank it is drawn on", max: 60 }),
  number: field(
    () => refusal("required", { what: "the number of the cheque" }),
    (typed) => {
      const digits = typed.replace(/[\s-]/g, "");
      if (!/^\d{4,20}$/.test(digits)) throw refusal("cheque_number_unreadable");
      return digits;
    },
  ),
  amount: amountText,
  drawnOn: date({ what: "the date on the cheque" }),
});

/** Why a cheque came back, in the words of a choice. */
export const returnReasons = {
  no_funds: "Not enough on the drawer's account",
  stopped: "Stopped by the drawer",
  signature: "Signature or date not in order",
  closed: "The drawer's account is closed",
  mistake: "Paid in by mistake",
  other: "Something else",
} as const;
export type ReturnReason = keyof typeof returnReasons;

export const clearChequeInput = z.strictObject({ key, chequeId: idField("cheque") });
/** Those that should be cleared by the day that the page showed. */
export const clearDueChequesInput = z.strictObject({ key, due: date({ what: "the day" }) });
export const returnChequeInput = z.strictObject({
  key,
  chequeId: idField("cheque"),
  reason: choice("a reason", Object.keys(returnReasons) as ReturnReason[]),
  note: text({ what: "the note", max: 140, optional: true }),
});

export const bookIncomingInput = z.strictObject({
  key,
  iban,
  amount: amountText,
  remitterName: personName({ what: "the sender's name" }),
  senderReference: text({ what: "the sender's reference", max: 35 }),
  remittance,
});

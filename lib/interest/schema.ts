import { z } from "zod";
import { signatories } from "../accounts/schema";
import { amountText, choice, idField, key, text } from "../core/fields";

/** What happens to a term deposit at maturity. */
export const instructions = {
  pay_out: "Pay everything out",
  renew_principal: "Renew the principal, pay the interest out",
  renew_all: "Renew the principal and the interest",
} as const;
export type Instruction = keyof typeof instructions;

const accountId = idField("account");
const instruction = choice("what happens at maturity", Object.keys(instructions) as Instruction[]);

export const openTermDepositInput = z.strictObject({
  key,
  /** The account it is paid from, and paid out to. */
  accountId,
  productVersionId: choice("a product"),
  amount: amountText,
  months: text({ what: "for how many months", max: 3 }),
  instruction,
  present: signatories,
});

export const setInstructionInput = z.strictObject({ key, accountId, instruction, present: signatories });

export const closeDepositEarlyInput = z.strictObject({
  key,
  accountId,
  reason: text({ what: "a reason", max: 140 }),
  present: signatories,
});

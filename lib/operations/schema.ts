import { z } from "zod";
import { amountText, choice, date, idField, key, text } from "../core/fields";
import { type Instruction, instructions } from "../interest/schema";

/** Cutting and closing name the day they are meant for, so that a form left open overnight cannot cut the next one. */
export const dayInput = z.strictObject({ key, day: date({ what: "the day" }) });

export const verifyInput = z.strictObject({ key });

const wanted = { key, productVersionId: choice("a product") };
export const applyForAccountInput = z.strictObject(wanted);
export const applyForDepositInput = z.strictObject({
  ...wanted,
  /** The account it is paid from, and paid out to. */
  accountId: idField("account"),
  amount: amountText,
  months: text({ what: "for how many months", max: 3 }),
  instruction: choice("what happens at maturity", Object.keys(instructions) as Instruction[]),
});
const applicationId = idField("accountApplication");
export const withdrawApplicationInput = z.strictObject({ key, applicationId });
export const openAppliedInput = z.strictObject({ key, applicationId });
export const rejectApplicationInput = z.strictObject({
  key,
  applicationId,
  reason: text({ what: "a reason", max: 300, multiline: true }),
});

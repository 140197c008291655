import { z } from "zod";
import { amountText, choice, currency, date, idField, key, password, text, wholeNumber } from "../core/fields";
import { passkeyAnswerField } from "../identity/passkey-schema";
import { rolesWith } from "../identity/permissions";
import { boundKinds, moneyKinds } from "./kinds";

const seen = wholeNumber("the version", 1, 1_000_000);
const approvalId = idField("approval");

export const approveRequestInput = z.strictObject({ key, approvalId, seen });

export const refuseRequestInput = z.strictObject({
  key,
  approvalId,
  seen,
  answer: choice("an answer", ["returned", "rejected"]),
  reason: text({ what: "a reason", max: 500, multiline: true }),
});

export const withdrawRequestInput = z.strictObject({ key, approvalId });

/** A supervisor agrees at the screen of whoever asked, to this one request as it stands there. */
export const overrideRequestInput = z.strictObject({
  key,
  approvalId,
  seen,
  signInName: text({ what: "the user name", max: 64 }),
  password,
  code: text({ what: "the code", max: 40 }),
});

export const askToOverrideInput = z.strictObject({ approvalId, seen });
export const overrideByPasskeyInput = z.strictObject({ key, approvalId, seen, passkey: passkeyAnswerField });

export const resubmitRequestInput = z.strictObject({
  key,
  approvalId,
  reason: text({ what: "your answer", max: 500, multiline: true }),
});

export const completeRequestInput = z.strictObject({ key, approvalId });

/** The roles whose acts move money: limits are theirs. */
export const limitRoles = [...new Set(moneyKinds.flatMap((kind) => rolesWith(kind)))];
/** The roles whose acts a policy may bind. */
export const policyRoles = [...new Set(boundKinds.flatMap((kind) => rolesWith(kind)))];
/** The roles that a policy may name to agree. */
export const deciders = rolesWith("money.decide");

const why = text({ what: "a reason", max: 300 });
const firstDay = date({ what: "the first day" });

export const changePolicyInput = z.strictObject({
  kind: choice("the act", boundKinds),
  role: choice("whose acts", ["anyone", ...policyRoles]),
  currency,
  from: amountText,
  checkerRole: choice("who must agree", ["nobody", ...deciders]),
  effectiveFrom: firstDay,
  reason: why,
});

export const changeLimitInput = z.strictObject({
  /** A role or a person: whose limit it is. */
  role: choice("whose limit it is", limitRoles).optional(),
  userId: idField("user").optional(),
  currency,
  perTransaction: amountText.optional(),
  perDay: amountText.optional(),
  secondFrom: amountText.optional(),
  effectiveFrom: firstDay,
  reason: why,
});

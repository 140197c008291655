import { z } from "zod";
import { type Role, roles } from "../core/context";
import { refusal } from "../core/errors";
import {
  choice,
  choices,
  date,
  email,
  idField,
  password,
  passwordAgain,
  presentPassword,
  text,
  wholeNumber,
} from "../core/fields";
import { passkeyAnswerField, passkeyMadeField } from "./passkey-schema";

// Whether a password is good is judged by the commands, where the person's own names are known.
const signInName = text({ what: "a user name", max: 64 });

export const signInInput = z.strictObject({
  signInName,
  password,
  next: text({ what: "the page", max: 500, optional: true }),
});

const code = text({ what: "the code", max: 40 });
const next = text({ what: "the page", max: 500, optional: true });

export const giveFactorInput = z
  .strictObject({
    code: text({ what: "the code", max: 40, optional: true }),
    passkey: passkeyAnswerField.optional(),
    next,
  })
  .check((context) => {
    const { code: typed, passkey } = context.value;
    if (typed || passkey) return;
    const message = refusal("required", { what: "the code" }).sentence;
    context.issues.push({ code: "custom", input: typed, path: ["code"], message });
  });

export const nothingInput = z.strictObject({});

export const passkeySignInInput = z.strictObject({ passkey: passkeyAnswerField, next });

export const offerPasskeyInput = z.strictObject({ proof: password.optional() });

export const addPasskeyInput = z.strictObject({
  passkey: passkeyMadeField,
  name: text({ what: "a name for the passkey", max: 60 }),
});

export const removePasskeyInput = z.strictObject({ passkeyId: idField("passkey") });

export const setUpAuthenticatorInput = z.strictObject({ code, proof: password.optional() });

export const renewRecoveryCodesInput = z.strictObject({
  code: text({ what: "the code", max: 40, optional: true }),
});

export const enrolInput = withRepeat({ code: text({ what: "the code from your branch", max: 40 }), signInName });

export const askForLinkInput = z.strictObject({ signInName });

export const recoverPasswordInput = withRepeat({ link: text({ what: "the link", max: 60 }) });

export const changePasswordInput = withRepeat({ current: presentPassword });

export const endSessionInput = z.strictObject({ sessionId: idField("session") });

export const setThemeInput = z.strictObject({ theme: choice("how the pages look", ["light", "dark", "system"]) });

export const issueEnrolmentCodeInput = z.strictObject({ customerId: idField("customer") });

const why = text({ what: "a reason", max: 300 });
const person = idField("user");
const heldRoles = choices("at least one role", roles);
/** The last day of each role that ends by itself; of a role that is not ticked it says nothing. */
const lastDays = z.strictObject(eachRole(date({ what: "the last day" }).optional())).optional();

export const inviteStaffInput = z.strictObject({
  displayName: text({ what: "the name", max: 80 }),
  signInName,
  email: email.optional(),
  branchId: idField("branch", { choose: "a branch" }),
  roles: heldRoles,
  until: lastDays,
  reason: why,
});
export type InviteStaffInput = z.output<typeof inviteStaffInput>;

export const changeRolesInput = z.strictObject({ userId: person, roles: heldRoles, until: lastDays, reason: why });
export type ChangeRolesInput = z.output<typeof changeRolesInput>;

export const changePersonInput = z.strictObject({
  userId: person,
  displayName: text({ what: "the name", max: 80 }),
  email: email.optional(),
  branchId: idField("branch", { choose: "a branch" }),
  reason: why,
});
export type ChangePersonInput = z.output<typeof changePersonInput>;

export const staffStateInput = z.strictObject({ userId: person, reason: why });
export type StaffStateInput = z.output<typeof staffStateInput>;

export const endSessionOfInput = z.strictObject({ userId: person, sessionId: idField("session"), reason: why });

export const relations = {
  self: "Their own",
  household: "Same household",
  relative: "Relative",
  other: "Another tie",
} as const;

export const resetCustomerFactorInput = z.strictObject({ customerId: idField("customer"), reason: why });

export const declareRelationInput = z.strictObject({
  userId: person,
  customerNo: text({ what: "the customer number", max: 20 }),
  relation: choice("what ties them", Object.keys(relations) as (keyof typeof relations)[]),
  reason: why,
});

export const endRelationInput = z.strictObject({ relationId: idField("staffRelation"), reason: why });

export const delegateInput = z.strictObject({
  toUserId: idField("user", { choose: "a colleague" }),
  firstDay: date({ what: "the first day" }),
  lastDay: date({ what: "the last day" }),
});

export const endDelegationInput = z.strictObject({ delegationId: idField("delegation") });

export const issueStaffCodeInput = z.strictObject({ userId: person });

export const enrolStaffInput = withRepeat({ code: text({ what: "the code you were handed", max: 40 }) });

export const addBranchInput = z.strictObject({
  code: text({ what: "the code of the branch", max: 10 }),
  name: text({ what: "the name of the branch", max: 60 }),
  tills: wholeNumber("the number of tills", 1, 20),
  reason: why,
});
export const setRetentionInput = z.strictObject({
  years: wholeNumber("the number of years", 1, 30),
  reason: why,
});
export const renameBankInput = z.strictObject({ name: text({ what: "the name of the bank", max: 80 }), reason: why });

function eachRole<Field extends z.ZodType>(field: Field) {
  return Object.fromEntries(roles.map((role) => [role, field])) as Record<Role, Field>;
}

/** A form with a new password, typed twice. */
function withRepeat<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject({ ...shape, password, repeat: passwordAgain }).check((context) => {
    const typed: { password?: unknown; repeat?: unknown } = context.value;
    if (typed.password === typed.repeat) return;
    context.issues.push({
      code: "custom",
      input: typed.repeat,
      path: ["repeat"],
      message: refusal("passwords_differ").sentence,
    });
  });
}

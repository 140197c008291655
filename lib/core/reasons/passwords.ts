import { reason } from "./reason";

/** Passwords and second factors. */
export const passwords = {
  password_too_short: reason<{ min: number }>(
    "invalid",
    (p) => `Use at least ${p.min} characters. Several words work well.`,
    "password",
  ),
  password_too_long: reason<{ max: number }>("invalid", (p) => `Use at most ${p.max} characters.`, "password"),
  password_common: reason(
    "invalid",
    () => "This password is one of the first that others would try. Choose another.",
    "password",
  ),
  passwords_differ: reason("invalid", () => "The two passwords differ. Type the second again.", "repeat"),
  sign_in_name_taken: reason("conflict", () => "This user name is taken. Choose another.", "signInName"),
  sign_in_name_form: reason(
    "invalid",
    () => "Use 3 to 64 letters, digits, dots, hyphens or underscores, beginning with a letter or digit.",
    "signInName",
  ),
  current_password_wrong: reason(
    "rule_violation",
    () => "This is not your present password. Type it again.",
    "current",
  ),
  session_not_found: reason("not_found", () => "This session is over already."),
  user_not_found: reason("not_found", () => "No colleague found."),
  roles_conflict: reason<{ one: string; other: string }>(
    "rule_violation",
    (p) => `One person cannot hold ${p.one} and ${p.other} together. Give one of them to a colleague.`,
    "roles",
  ),
  own_rights: reason("forbidden", () => "You cannot change your own rights. Ask another administrator."),
  roles_needed: reason("invalid", () => "Choose at least one role.", "roles"),
  roles_unchanged: reason("conflict", () => "This colleague holds exactly these roles already.", "roles"),
  person_unchanged: reason("conflict", () => "Name, e-mail and branch are these already.", "displayName"),
  works_at_till: reason(
    "rule_violation",
    () => "This colleague has a till open. They close it before they move to another branch.",
    "branchId",
  ),
  staff_disabled: reason("rule_violation", () => "This sign-in is disabled. Enable it first."),
  staff_not_disabled: reason("rule_violation", () => "This sign-in is not disabled."),
  bank_has_staff: reason(
    "conflict",
    () => "Somebody can sign in to this bank already. Its administrators invite everybody else.",
  ),
  two_administrators_needed: reason(
    "rule_violation",
    () => "Name two administrators: what one of them asks for the other decides.",
  ),
  last_administrator: reason(
    "rule_violation",
    () => "This is the last administrator who can sign in. Make another first.",
  ),
  not_enrolled: reason("rule_violation", () => "This customer has no sign-in."),
  customer_no_factor: reason("rule_violation", () => "This customer has no authenticator or passkey to take away."),
  no_factor: reason("rule_violation", () => "This colleague has no second factor."),
  staff_enrolled: reason("conflict", () => "This colleague has set a password already."),
  retention_unchanged: reason<{ years: number }>(
    "conflict",
    (p) => `It is ${p.years} years already. Type another number.`,
    "years",
  ),
  name_unchanged: reason("conflict", () => "This is the name already. Type the new one.", "name"),
  branch_not_found: reason("not_found", () => "No branch found."),
  branch_code_taken: reason("conflict", () => "Another branch has this code. Choose another.", "code"),
  organisation_no_sign_in: reason(
    "rule_violation",
    () => "An organisation has no sign-in of its own. Its signatories sign in as themselves.",
  ),
  already_enrolled: reason("conflict", () => "This customer already has a sign-in."),
} as const;

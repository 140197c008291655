import { type Amount, amount } from "./amount";
import { reason } from "./reason";

/** Who may do what, and who must agree. */
export const access = {
  unauthenticated: reason("unauthenticated", () => "Sign in to go on."),
  not_permitted: reason("forbidden", () => "Your role does not allow this. Ask your branch manager who can do it."),
  other_branch: reason("forbidden", () => "This belongs to another branch. Ask a colleague there."),
  own_account: reason("forbidden", () => "This is yours, or of somebody close to you. A colleague must do it."),
  screening_waits: reason("conflict", () => "A second officer was asked about this. It is decided under Approvals."),
  screening_under_way: reason(
    "conflict",
    () => "A screening list was just loaded and everybody is compared with it. Try again in a moment.",
  ),
  second_by_transfer: reason(
    "rule_violation",
    () => "From this amount on a second person must agree. Have a teller transfer it: the transfer asks for them.",
  ),
  second_changed: reason(
    "rule_violation",
    () => "Whoever agreed has since changed details of a customer with a part in this. Send the request again.",
  ),
  second_gone: reason("rule_violation", () => "Whoever agreed may no longer do so. Send the request again."),
  delegate_yourself: reason("invalid", () => "Choose a colleague, not yourself.", "toUserId"),
  delegate_lacks_powers: reason(
    "rule_violation",
    () => "This colleague cannot decide what you decide. Choose one who holds the same roles.",
    "toUserId",
  ),
  delegated_already: reason(
    "conflict",
    () => "You have named somebody for some of these days. End that first.",
    "firstDay",
  ),
  delegation_too_long: reason<{ most: number }>(
    "rule_violation",
    (p) => `Name somebody for at most ${p.most} days at a time.`,
    "lastDay",
  ),
  delegation_not_found: reason("not_found", () => "This is over already."),
  second_is_close: reason(
    "forbidden",
    () => "This moves money of yours, or of somebody close to you. Somebody else must decide.",
  ),
  relation_known: reason("conflict", () => "This is noted already."),
  relation_not_found: reason("not_found", () => "This relation is not noted, or was ended."),
  changed_recently: reason(
    "forbidden",
    () => "You changed this customer's details in the last 7 days. Another colleague must decide.",
  ),
  maker_cannot_approve: reason("forbidden", () => "You made this yourself. A second person must decide it."),
  second_person_not_needed: reason(
    "conflict",
    () => "This needs no second person any more. Withdraw the request and do it from its form.",
  ),
  own_limits: reason("forbidden", () => "You cannot change your own limits. Ask another administrator."),
  over_transaction_limit: reason<Amount & { limitMinor: string }>(
    "rule_violation",
    (p) =>
      `Your limit for one transaction is ${amount(p.limitMinor, p.currency)}. Ask a colleague with a higher limit.`,
    "amount",
  ),
  over_day_limit: reason<Amount & { limitMinor: string; leftMinor: string }>(
    "rule_violation",
    (p) =>
      `Your limit for a day is ${amount(p.limitMinor, p.currency)}, and ${amount(p.leftMinor, p.currency)} of it is left. Ask a colleague with a higher limit.`,
    "amount",
  ),
  policy_unchanged: reason("conflict", () => "This is what the policies say already. Choose another answer."),
  limit_unchanged: reason("conflict", () => "These are the limits already. Type the new ones."),
  day_limit_smaller: reason("rule_violation", () => "The limit for a day must not be less than for one transaction."),
  second_person_needed: reason("forbidden", () => "A second person must agree to this first."),
  wrong_credentials: reason(
    "unauthenticated",
    () =>
      "Check the user name and the password. They do not match. After five tries wait fifteen minutes: until then even the right password is refused.",
    "password",
  ),
  tried_too_often: reason(
    "rate_limited",
    () => "This was tried too often. Wait fifteen minutes, then try again; after more tries the wait is longer.",
  ),
  exported_too_often: reason("rate_limited", () => "You have taken five files within an hour. Try again in an hour."),
  files_busy: reason("rate_limited", () => "Many files are being made right now. Try again in a moment."),
  papers_too_often: reason("rate_limited", () => "You have taken sixty files within an hour. Try again in an hour."),
  too_many_passkeys: reason<{ most: number }>(
    "rule_violation",
    (p) => `You have ${p.most} passkeys. Remove one before you add another.`,
  ),
  sign_in_busy: reason("unavailable", () => "Many people are signing in right now. Try again in a moment."),
  factor_needed: reason(
    "step_up",
    () => "First set up your authenticator, under Security: money moves with a second proof that it is you.",
  ),
  confirm_again: reason(
    "step_up",
    () => "Confirm once more that it is you, with a code or a passkey, and then do this again.",
  ),
  passkey_refused: reason(
    "unauthenticated",
    () => "This passkey was not taken. Try once more, or sign in with your password.",
    "passkey",
  ),
  colleague_passkey_refused: reason(
    "unauthenticated",
    () => "This passkey was not taken. Let your colleague try once more, or use their user name, password and code.",
    "passkey",
  ),
  last_factor: reason(
    "rule_violation",
    () => "This is the last authenticator or passkey you have. Add another one first.",
  ),
  passkey_not_found: reason("not_found", () => "No passkey found."),
  factor_code_wrong: reason(
    "unauthenticated",
    () => "This code does not match, or was used before. Type the one that your app shows now.",
    "code",
  ),
  enrolment_code_unknown: reason(
    "unauthenticated",
    () => "This code is not in use. Ask your branch for a new one.",
    "code",
  ),
  link_unknown: reason(
    "unauthenticated",
    () => "This link was used, or its fifteen minutes are over. Ask for a new one.",
  ),
  payment_not_confirmed: reason(
    "rule_violation",
    () => "The two minutes to confirm this payment are over. Have it shown afresh, and confirm it then.",
  ),
  payment_changed: reason(
    "rule_violation",
    () => "This is not the payment that you were asked to confirm. Go back and check it once more.",
  ),
  cooling_off: reason<{ until: string }>(
    "rule_violation",
    (p) => `Your password was set with a link. Until ${p.until} you can move money between your own accounts only.`,
  ),
  cross_site: reason("forbidden", () => "This request did not come from the bank's own pages. Open the page again."),
  customer_not_found: reason("not_found", () => "No customer found."),
  account_not_found: reason("not_found", () => "No account found with this number."),
  loan_not_found: reason("not_found", () => "No loan found."),
  beneficiary_not_found: reason("not_found", () => "No beneficiary found."),
  entry_not_found: reason("not_found", () => "No entry found."),
  hold_not_found: reason("not_found", () => "No hold found."),
  till_not_found: reason("not_found", () => "No till found."),
  not_found: reason("not_found", () => "Nothing was found here."),
  unavailable: reason(
    "unavailable",
    () => "The bank's records cannot be reached right now. Send this again in a moment; it is never booked twice.",
  ),
} as const;

import type { Currency } from "./currencies";
import { formatDate } from "./dates";
import type { ErrorCode } from "./errors";
import { formatMoney } from "./money";

type Entry<P> = { code: ErrorCode; field?: string; sentence: (params: P) => string };
const reason = <P = void>(code: ErrorCode, sentence: (params: P) => string, field?: string): Entry<P> => ({
  code,
  sentence,
  field,
});

type Amount = { currency: string };
const amount = (minor: string | number, currency: string) =>
  formatMoney({ minor: BigInt(minor), currency: currency as Currency });

/**
 * The one catalogue of refusals: a stable machine word, its code, the field it belongs to, and the sentence that says
 * what to do. No sentence says "invalid", "please", "sorry" or "error".
 */
export const reasons = {
  // Who may do what
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
  last_factor: reason("rule_violation", () => "This is the last of your second factors. Add another one first."),
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

  // Repeats and stale forms
  key_reused: reason(
    "conflict",
    () => "This form was already sent with other figures. Check the movements, then open a new form.",
  ),
  key_required: reason("invalid", () => "Open the form again: it lost its number."),
  approval_not_found: reason("not_found", () => "No request found."),
  approval_over: reason<{ status: string }>(
    "conflict",
    (p) => `This request is ${p.status} and cannot be decided now.`,
  ),
  stale: reason("conflict", () => "This changed since you opened it. Review it again."),
  verify_running: reason("conflict", () => "A verification is under way. Its result appears here when it ends."),
  wrong_state: reason<{ from: string; to: string }>("conflict", (p) => `This is ${p.from} and cannot become ${p.to}.`),

  // Amounts
  amount_required: reason("invalid", () => "Enter an amount.", "amount"),
  amount_not_digits: reason("invalid", () => "Write the amount in digits, like 1234.50.", "amount"),
  amount_not_positive: reason("invalid", () => "The amount must be more than zero.", "amount"),
  amount_ambiguous: reason("invalid", () => "Enter the amount with 2 decimals, like 1234.00 or 1.23.", "amount"),
  amount_decimals: reason<{ decimals: number; currency: string }>(
    "invalid",
    (p) =>
      p.decimals === 0
        ? `${p.currency} has no decimals. Enter a whole amount.`
        : `${p.currency} has ${p.decimals} decimals. Enter no more than ${p.decimals}.`,
    "amount",
  ),
  amount_too_large: reason("invalid", () => "The amount is larger than one movement may be.", "amount"),
  rate_digits: reason("invalid", () => "Enter the rate with a point, like 0.9215. At most ten digits after it."),
  rates_order: reason("rule_violation", () => "The bid may not be above the mid, and the mid not above the offer."),
  exchange_same_currency: reason(
    "invalid",
    () => "Choose another currency than the one it is exchanged against.",
    "currency",
  ),
  rate_missing: reason<{ currency: string }>(
    "rule_violation",
    (p) => `The bank has no exchange rate for ${p.currency} yet. Try again once it has set one.`,
  ),
  rate_stale: reason<{ currency: string; day: string }>(
    "rule_violation",
    (p) =>
      `The exchange rate for ${p.currency} is of ${formatDate(p.day)} and too old. Try again once the bank has set a new one.`,
  ),
  rate_changed: reason<{ give: string; get: string }>(
    "conflict",
    (p) =>
      `The exchange rate has changed: ${p.give} is now exchanged for ${p.get}. Check the amounts and confirm again.`,
  ),
  exchange_too_small: reason(
    "rule_violation",
    () => "This amount is too small to exchange. Enter a larger one.",
    "amount",
  ),
  currency_unknown: reason("invalid", () => "Choose a currency this bank holds.", "currency"),

  // Text and dates
  required: reason<{ what: string }>("invalid", (p) => `Enter ${p.what}.`),
  choose: reason<{ what: string }>("invalid", (p) => `Choose ${p.what}.`),
  too_long: reason<{ what: string; max: number }>(
    "invalid",
    (p) => `${p.what} must have ${p.max} characters or fewer.`,
  ),
  control_characters: reason<{ what: string }>(
    "invalid",
    (p) => `${p.what} contains characters that cannot be printed. Type it again.`,
  ),
  hidden_characters: reason<{ what: string }>(
    "invalid",
    (p) => `${p.what} contains hidden characters that change how it reads. Type it instead of pasting it.`,
  ),
  one_value: reason("invalid", () => "Give one answer here."),
  id_lost: reason<{ what: string }>("invalid", (p) => `The form lost its ${p.what}. Open it again.`),
  whole_number: reason<{ what: string; min: number; max: number }>(
    "invalid",
    (p) => `${p.what} must be a whole number between ${p.min} and ${p.max}.`,
  ),
  unreadable: reason("invalid", () => "Fill this in again."),
  date_required: reason<{ what: string }>("invalid", (p) => `Enter ${p.what}.`),
  date_unreadable: reason<{ what: string }>(
    "invalid",
    (p) => `${p.what} must be a real day: day, month and a year with 4 digits.`,
  ),
  date_incomplete: reason<{ what: string; missing: string }>("invalid", (p) => `${p.what} must include ${p.missing}.`),
  birth_date_early: reason("invalid", () => "Check the year of birth: it must be 1900 or later.", "birthDate"),
  date_past: reason<{ what: string }>("invalid", (p) => `${p.what} must be in the past.`),
  date_future: reason<{ what: string }>("invalid", (p) => `${p.what} must be in the future.`),
  period_order: reason("invalid", () => "From date must be before to date.", "from"),
  statement_ahead: reason("invalid", () => "A statement ends today at the latest.", "to"),
  statement_long: reason(
    "rule_violation",
    () => "There are more than 5,000 movements in this period. Print it in parts.",
    "from",
  ),
  range_order: reason("invalid", () => "The smallest amount must not be more than the largest.", "min"),
  email_unreadable: reason("invalid", () => "Enter an e-mail address in the form name@example.com.", "email"),
  postcode_elsewhere: reason<{ country: string }>(
    "invalid",
    (p) => `This is no postcode of ${p.country}. Check the postcode and the country.`,
    "postcode",
  ),
  phone_unreadable: reason(
    "invalid",
    () => "Enter a phone number with its country code, like +43 660 1234567.",
    "phone",
  ),
  iban_characters: reason(
    "invalid",
    () => "An IBAN has a country code, two digits, then letters and digits only.",
    "iban",
  ),
  iban_country: reason<{ country: string }>("invalid", (p) => `${p.country} is not a country that uses IBANs.`, "iban"),
  iban_length: reason<{ length: number; country: string }>(
    "invalid",
    (p) => `IBAN must have ${p.length} characters for ${p.country}.`,
    "iban",
  ),
  iban_letter_o: reason(
    "invalid",
    () => "This IBAN has the letter O where the digit 0 belongs. Type it with zeros.",
    "iban",
  ),
  iban_check_digits: reason(
    "invalid",
    () => "The check digits of this IBAN do not fit. Compare it with the original, character by character.",
    "iban",
  ),
  iban_other_bank: reason(
    "rule_violation",
    () => "This IBAN belongs to another bank. For now, money can be sent to accounts of this bank.",
    "iban",
  ),
  country_unknown: reason("invalid", () => "Choose a country."),
  number_range: reason<{ what: string; min: number; max: number }>(
    "invalid",
    (p) => `${p.what} must be a whole number from ${p.min} to ${p.max}.`,
  ),
  unexpected_field: reason<{ name: string }>(
    "invalid",
    (p) => `The form carried a field it does not have: ${p.name}. Open it again.`,
  ),

  // Passwords
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
  customer_no_factor: reason("rule_violation", () => "This customer has no second factor to take away."),
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

  // Customers
  customer_not_active: reason<{ status: string }>(
    "rule_violation",
    (p) => `The customer is ${p.status}. Accounts and loans are for active customers.`,
  ),
  scan_missing: reason("invalid", () => "Choose the picture or PDF of the document.", "scan"),
  scan_too_large: reason("invalid", () => "The file is larger than 5 MB. Save it smaller.", "scan"),
  scan_name: reason("invalid", () => "The file needs a name that ends in .pdf, .jpg, .jpeg or .png.", "scan"),
  scan_kind: reason(
    "invalid",
    () => "This is no PDF, JPEG or PNG. Save the document as one of these, and upload that.",
    "scan",
  ),
  scan_lies: reason(
    "invalid",
    () => "The file is not what its name says. Save it anew as PDF, JPEG or PNG, and upload that.",
    "scan",
  ),
  scan_mixed: reason(
    "invalid",
    () => "There is something else in this file. Save it anew as PDF, JPEG or PNG, and upload that.",
    "scan",
  ),
  scan_pixels: reason(
    "invalid",
    () => "The picture has more than 25 million pixels. Save it smaller, and upload that.",
    "scan",
  ),
  scan_small: reason(
    "invalid",
    () => "Nobody can read a document in a picture this small. Take it again, closer.",
    "scan",
  ),
  scan_unreadable: reason(
    "invalid",
    () => "The file cannot be read: part of it is missing or damaged. Take it again.",
    "scan",
  ),
  scan_locked: reason(
    "invalid",
    () => "This PDF is locked or encrypted. Save it without a password, and upload that.",
    "scan",
  ),
  scan_active: reason(
    "invalid",
    () => "This PDF carries a script or another file. Print it to a new PDF, and upload that.",
    "scan",
  ),
  scan_pages: reason("invalid", () => "The PDF has more than 20 pages. Upload the pages that matter.", "scan"),
  scan_no_document: reason("conflict", () => "Enter the identity document first, then add its pictures."),
  scan_full: reason("conflict", () => "There are ten pictures of this document. No more can be added."),
  scan_quota: reason("rate_limited", () => "You have added 100 pictures today. Ask a colleague, or go on tomorrow."),
  scan_not_found: reason("not_found", () => "No such picture."),
  identity_document_taken: reason(
    "conflict",
    () => "Another customer is already known by this document. Open that record instead.",
    "documentNumber",
  ),
  customer_kept: reason<{ status: string }>(
    "rule_violation",
    (p) =>
      `This is ${p.status} and must be kept. Only who never had an account or loan, and was not rejected, can be deleted.`,
  ),
  risk_too_low: reason<{ rating: string }>(
    "rule_violation",
    (p) => `The rules that fired rate this ${p.rating}. Give that rating or a higher one.`,
    "riskRating",
  ),
  consent_required: reason("invalid", () => "Tick this once the person has read and agreed to the notice.", "consent"),
  identity_document_expired: reason<{ expiredOn: string }>(
    "rule_violation",
    (p) => `The document expired on ${formatDate(p.expiredOn)}. Use another document.`,
    "documentExpiresOn",
  ),
  under_age: reason<{ years: number }>(
    "rule_violation",
    (p) => `The customer must be at least ${p.years} years old.`,
    "birthDate",
  ),
  lei_form: reason("invalid", () => "An LEI has 20 letters and digits. Copy it from the register.", "lei"),
  lei_check_digits: reason(
    "invalid",
    () => "The check digits of this LEI do not fit. Compare it with the register, sign by sign.",
    "lei",
  ),
  share_unreadable: reason("invalid", () => "Write the share in per cent up to 100, such as 25 or 33.33.", "share"),
  share_low: reason(
    "invalid",
    () => "Owners are recorded from 25 % on. Who owns less and controls it otherwise is recorded as that.",
    "share",
  ),
  shares_over: reason<{ together: string }>(
    "rule_violation",
    (p) => `With this share ${p.together} would be owned. All owners together cannot have more than 100 %.`,
    "share",
  ),
  registration_no_form: reason(
    "invalid",
    () => "A registration number has 3 to 30 letters and digits. Copy it from the register.",
    "registrationNo",
  ),
  registration_taken: reason(
    "conflict",
    () => "Another customer is registered under this number in this country. Open that record instead.",
    "registrationNo",
  ),
  lei_taken: reason("conflict", () => "Another customer has this LEI. Open that record instead.", "lei"),
  names_many: reason<{ max: number }>(
    "invalid",
    (p) => `Write at most ${p.max} trading names, each on a line of its own.`,
    "tradingNames",
  ),
  organisation_needed: reason("conflict", () => "This customer is a person. Only an organisation has these facts."),
  person_needed: reason("conflict", () => "This customer is an organisation. Only a person has these facts."),
  part_needed: reason("invalid", () => "Choose what this person is: director, signatory, owner.", "director"),
  signatory_is_customer: reason(
    "rule_violation",
    () => "Who signs must be a customer, so that the bank knows them. Take them on first, then choose them here.",
    "signatory",
  ),
  person_known: reason("conflict", () => "This customer is already among its people. Change that card instead."),
  person_not_found: reason("not_found", () => "This person is not among the people of the organisation."),
  person_not_active: reason(
    "rule_violation",
    () => "Choose a person who is an active customer, or record the person instead.",
  ),
  person_lapsed: reason<{ number: string }>(
    "rule_violation",
    (p) => `Customer ${p.number} among its people is no active customer. Change that card.`,
  ),
  incorporated_later: reason(
    "invalid",
    () => "The date of incorporation cannot lie in the future. Copy it from the register.",
    "incorporatedOn",
  ),
  incorporated_early: reason("invalid", () => "Check the year of incorporation. It looks too early.", "incorporatedOn"),
  nothing_changes: reason("conflict", () => "Nothing would change."),
  organisation_needs: reason<{ part: string }>(
    "rule_violation",
    (p) => `The organisation would be left without ${p.part}. Add another first.`,
  ),
  signs_for_accounts: reason(
    "rule_violation",
    () => "This person signs for an account of the organisation. Take them off that account first.",
  ),
  document_number_form: reason(
    "invalid",
    () => "A document number has 5 to 24 letters and digits. Copy it from the document.",
    "documentNumber",
  ),
  document_issue_future: reason(
    "invalid",
    () => "The date of issue cannot lie in the future. Copy it from the document.",
    "documentIssuedOn",
  ),
  document_dates: reason("invalid", () => "The date of expiry must be after the date of issue.", "documentExpiresOn"),
  onboarding_locked: reason(
    "conflict",
    () => "This application is not open for changes. The branch manager can return it while it waits for approval.",
  ),
  onboarding_incomplete: reason<{ missing: string }>(
    "rule_violation",
    (p) => `Before submitting, complete: ${p.missing}.`,
  ),
  likeness_undecided: reason<{ other: string }>(
    "rule_violation",
    (p) => `Decide first whether this is the same person as ${p.other}. It stands under “Does the bank know them?”.`,
  ),
  likeness_not_found: reason("not_found", () => "These two records are not alike any more. Open the page again."),
  customer_has_pending: reason<{ what: string }>(
    "rule_violation",
    (p) => `This customer cannot be closed yet: ${p.what}.`,
  ),
  merged_away: reason(
    "conflict",
    () => "This record was merged into another one of the same person. Go on with that one.",
  ),
  erasure_not_due: reason<{ until: string }>(
    "rule_violation",
    (p) => `The bank keeps what it knows of this person until ${formatDate(p.until)}. Until then nothing is erased.`,
  ),
  legal_hold: reason(
    "rule_violation",
    () => "A legal hold keeps what the bank knows of this person. Until compliance lifts it nothing is deleted.",
  ),
  legal_hold_known: reason("conflict", () => "A legal hold is on this customer already."),
  legal_hold_not_found: reason("not_found", () => "No legal hold is on this customer."),
  erasure_held: reason(
    "rule_violation",
    () => "A likeness to a screening list is open or confirmed. Until it is cleared nothing is erased.",
  ),
  merge_pair: reason("rule_violation", () => "Choose another record of the same person: one that is active or closed."),
  merge_conflict: reason<{ what: string }>("rule_violation", (p) => `These records cannot be merged yet: ${p.what}.`),
  merge_under_review: reason(
    "rule_violation",
    () => "These records cannot be merged at the moment. Ask compliance at head office.",
  ),
  contact_unchanged: reason(
    "conflict",
    () => "Nothing is different from what the bank has. Change at least one field.",
  ),
  identity_unchanged: reason("conflict", () => "Nothing would change. Type what the document says now."),
  reason_required: reason("invalid", () => "Give a reason.", "reason"),

  // Lists of people the bank may not serve
  file_required: reason<{ what: string }>("invalid", (p) => `Choose ${p.what}.`),
  list_line: reason<{ file: string; line: number; problem: string }>(
    "invalid",
    (p) =>
      `Line ${p.line} of the file of ${p.file} ${p.problem}. Nothing was loaded: take the file from the publisher again.`,
  ),
  screening_hit_not_found: reason("not_found", () => "No such likeness found."),
  screening_decided: reason<{ status: string }>(
    "conflict",
    (p) => `This was decided already: it is ${p.status}. Open the page again.`,
  ),
  customer_under_review: reason(
    "rule_violation",
    () => "This applicant cannot be taken on yet. Ask compliance at head office.",
  ),
  account_under_review: reason(
    "rule_violation",
    () => "Money cannot leave this account at the moment. Ask compliance at head office.",
  ),
  papers_overdue: reason<{ since: string }>(
    "rule_violation",
    (p) =>
      `Money cannot leave this account: its owner's papers or review ran out on ${formatDate(p.since)}. A service officer at the branch can renew them.`,
  ),
  payment_stopped: reason("rule_violation", () => "This cannot be paid at the moment. Ask your branch."),
  list_waits: reason("conflict", () => "These files wait for a second officer already. Decide that request first."),
  list_not_found: reason("not_found", () => "No such version of a list is waiting."),
  list_overtaken: reason("conflict", () => "A later version of this list is in use. This one is not taken any more."),
  list_empty: reason("invalid", () => "The file of names has no entry. Nothing was loaded.", "names"),
  list_known: reason<{ version: string }>(
    "conflict",
    (p) => `These files are in use already, as version ${p.version}. Load a newer version.`,
  ),

  // Accounts and the ledger (precedence as listed)
  same_account: reason("rule_violation", () => "Choose two different accounts.", "to"),
  account_closed: reason<{ account: string }>("rule_violation", (p) => `Account ${p.account} is closed.`),
  account_not_active: reason<{ account: string }>("rule_violation", (p) => `Account ${p.account} is not active yet.`),
  account_blocked: reason<{ account: string }>(
    "rule_violation",
    (p) => `Account ${p.account} is blocked for this. Compliance or the branch manager can say more.`,
  ),
  account_dormant: reason<{ account: string }>(
    "rule_violation",
    (p) =>
      `Account ${p.account} is dormant: nobody has used it for 12 months. A service officer can have it woken, with your identity checked again.`,
  ),
  signers_unasked: reason("invalid", () => "Say who is present and signs.", "present"),
  signers_unknown: reason(
    "rule_violation",
    () => "Only those who may sign for this account can be present.",
    "present",
  ),
  signers_missing: reason<{ rule: string }>(
    "rule_violation",
    (p) => `This account is signed for by ${p.rule}. Ask the others to come, or to agree on another rule.`,
    "present",
  ),
  signs_not_alone: reason<{ rule: string }>(
    "rule_violation",
    (p) => `This account is signed for by ${p.rule}. Come to a branch together to pay from it.`,
  ),
  does_not_sign: reason("rule_violation", () => "A guardian signs for this account. They can pay from it at a branch."),
  rule_not_fulfilled: reason<{ rule: string }>(
    "rule_violation",
    (p) => `With these parties the account could not be signed for by ${p.rule}. Add a party or choose another rule.`,
    "signingRule",
  ),
  party_is_person: reason("rule_violation", () => "Only a person can have this part in an account.", "customerNo"),
  not_its_signatory: reason(
    "rule_violation",
    () => "For this account only signatories of the organisation sign. Add the person to its people as one first.",
    "customerNo",
  ),
  party_known: reason("conflict", () => "This customer is a party of the account already.", "customerNo"),
  party_not_found: reason("not_found", () => "This customer is not a party of the account."),
  owner_stays: reason("rule_violation", () => "The owner stays as long as the account does. Close it instead."),
  customer_number_unknown: reason(
    "not_found",
    () => "No active customer has this number. Find them first and copy it from their page.",
    "customerNo",
  ),
  not_eligible: reason<{ who: string }>(
    "rule_violation",
    (p) => `This product is for ${p.who}. Choose another.`,
    "productVersionId",
  ),
  block_not_found: reason("not_found", () => "No block found."),
  block_lifted: reason("conflict", () => "This block was already lifted."),
  freeze_by_compliance: reason("forbidden", () => "Only compliance freezes an account and asks to lift a freeze."),
  not_dormant: reason("conflict", () => "This account is not dormant."),
  overdraft_above_product: reason<Amount & { maxMinor: string }>(
    "rule_violation",
    (p) =>
      p.maxMinor === "0"
        ? "This product has no overdraft."
        : `Limit must be ${amount(p.maxMinor, p.currency)} or less — that is the most this product allows.`,
    "limit",
  ),
  rate_unreadable: reason("invalid", () => "Write the rate as a percentage in digits, like 2.1 or 6.125."),
  product_code_form: reason(
    "invalid",
    () => "Use 3 to 20 capital letters, digits or hyphens, like SAVINGS-PLUS.",
    "code",
  ),
  product_code_taken: reason<{ name: string; kind: string }>(
    "conflict",
    (p) => `This code belongs to ${p.name} (${p.kind}). Revise that product or choose another code.`,
    "code",
  ),
  range_reversed: reason("rule_violation", () => "The largest must not be below the smallest. Fill in both or none."),
  cheque_number_unreadable: reason("invalid", () => "Type the 4 to 20 digits of the cheque's number.", "number"),
  cheque_postdated: reason(
    "rule_violation",
    () => "This cheque carries a day that has not come. Take it on that day or later.",
    "drawnOn",
  ),
  cheque_old: reason(
    "rule_violation",
    () => "This cheque is older than 6 months. Its bank will not pay it; the customer can ask for a new one.",
    "drawnOn",
  ),
  cheque_known: reason(
    "conflict",
    () => "A cheque of this bank with this number was paid in already. Look under Cheques.",
    "number",
  ),
  hold_of_cheque: reason(
    "rule_violation",
    () => "This is held for a cheque. It ends when operations clears the cheque or takes it back.",
  ),
  cheque_not_found: reason("not_found", () => "There is no such cheque."),
  cheque_ended: reason("conflict", () => "This cheque was cleared or returned already."),
  identity_unseen: reason<Amount & { fromMinor: string }>(
    "rule_violation",
    (p) => `From ${amount(p.fromMinor, p.currency)} look at an identity document and say which one you saw.`,
    "documentSeen",
  ),
  document_not_theirs: reason(
    "rule_violation",
    () => "This document belongs to nobody who signs for the account. Choose one of those listed.",
    "documentSeen",
  ),
  document_expired: reason<{ expiredOn: string }>(
    "rule_violation",
    (p) => `This document expired on ${formatDate(p.expiredOn)}. A service officer can record a newer one.`,
    "documentSeen",
  ),
  source_missing: reason<Amount & { fromMinor: string }>(
    "rule_violation",
    (p) => `From ${amount(p.fromMinor, p.currency)} the bank must know where the cash comes from. Ask, and choose.`,
    "source",
  ),
  source_untold: reason("rule_violation", () => "Write down what the customer said.", "sourceDetail"),
  fee_rate_missing: reason("rule_violation", () => "Say which part of the amount is charged, in percent."),
  fee_rate_range: reason("rule_violation", () => "The part of the amount is more than 0 % and at most 100 %."),
  fee_not_charged: reason("rule_violation", () => "No fee is charged for this. Leave out why it is waived.", "waive"),
  waiver_over_limit: reason(
    "rule_violation",
    () => "You may not waive this fee alone. Have the branch manager close the account, or charge the fee.",
    "waive",
  ),
  fee_over_balance: reason<Amount & { feeMinor: string; balanceMinor: string }>(
    "rule_violation",
    (p) =>
      `The fee of ${amount(p.feeMinor, p.currency)} takes all that is left, ${amount(p.balanceMinor, p.currency)}. Waive it, or take the account's balance to zero first.`,
    "waive",
  ),
  tiers_order: reason("rule_violation", () => "Each tier begins above the one before and has a rate.", "tierFrom1"),
  version_same: reason("conflict", () => "The account is on this version already."),
  currency_mismatch: reason<{ expected: string }>("rule_violation", (p) => `Both accounts must be in ${p.expected}.`),
  unbalanced: reason("rule_violation", () => "Debits and credits of this entry differ. Nothing was booked."),
  insufficient_funds: reason<Amount & { availableMinor: string; shortfallMinor: string; feeMinor?: string }>(
    "rule_violation",
    (p) =>
      p.feeMinor
        ? `${amount(p.availableMinor, p.currency)} is available. With the fee of ${amount(p.feeMinor, p.currency)} this is ${amount(p.shortfallMinor, p.currency)} short.`
        : `Amount must be ${amount(p.availableMinor, p.currency)} or less — that is what is available. It is ${amount(p.shortfallMinor, p.currency)} short.`,
    "amount",
  ),
  till_short: reason<Amount & { availableMinor: string; shortfallMinor: string }>(
    "rule_violation",
    (p) =>
      `The till holds ${amount(p.availableMinor, p.currency)}. It is ${amount(p.shortfallMinor, p.currency)} short: take cash from the vault first.`,
    "amount",
  ),
  vault_short: reason<Amount & { availableMinor: string; shortfallMinor: string }>(
    "rule_violation",
    (p) =>
      `The vault holds ${amount(p.availableMinor, p.currency)}. It is ${amount(p.shortfallMinor, p.currency)} short.`,
    "amount",
  ),
  limit_exceeded: reason<Amount & { limitMinor: string }>(
    "rule_violation",
    (p) => `Amount must be ${amount(p.limitMinor, p.currency)} or less — that is the limit.`,
    "amount",
  ),
  period_closed: reason<{ date: string }>(
    "rule_violation",
    (p) => `${formatDate(p.date)} is closed. Nothing can be booked on it.`,
  ),
  value_date_range: reason(
    "rule_violation",
    () => "The value date lies outside what this movement allows.",
    "valueDate",
  ),
  hold_resolved: reason("conflict", () => "This hold was already captured, released or expired."),
  more_than_held: reason<Amount & { heldMinor: string }>(
    "rule_violation",
    (p) => `Amount must be ${amount(p.heldMinor, p.currency)} or less — that is what is held.`,
    "amount",
  ),
  time_unreadable: reason("invalid", () => "Write the time in 24 hours, like 14:30 or 14:30:15.", "at"),
  as_of_future: reason(
    "invalid",
    () => "This has not come yet. Choose a day up to today, or a time up to now.",
    "asOf",
  ),
  day_passed: reason("rule_violation", () => "This day has passed. Choose a later one."),
  limit_negative: reason("invalid", () => "The limit cannot be below zero. Enter 0 for no overdraft.", "limit"),
  overdraft_current_only: reason("rule_violation", () => "Only a current account can have an overdraft limit."),
  already_reversed: reason("conflict", () => "This entry was already reversed."),
  not_reversible: reason<{ title: string }>(
    "rule_violation",
    (p) =>
      `An entry of this kind (${p.title}) is not reversed, because its own records would then differ from the books. Book the movement that corrects it.`,
  ),
  till_session_over: reason(
    "rule_violation",
    () => "The till session of this movement has ended. Correct it by a new deposit or withdrawal.",
  ),
  control_account: reason("rule_violation", () => "A control account takes no postings of its own."),
  balance_not_zero: reason<Amount & { balanceMinor: string }>("rule_violation", (p) =>
    BigInt(p.balanceMinor) < 0n
      ? `With its interest the account owes ${amount(p.balanceMinor.replace("-", ""), p.currency)}. Have it paid in before closing.`
      : `With its interest the account holds ${amount(p.balanceMinor, p.currency)}. Pay it out with the closing, or move it before.`,
  ),
  interest_not_known: reason(
    "conflict",
    () => "Yesterday is still being closed, and its interest is not worked out yet. Close the account when it is.",
  ),
  account_has_pending: reason<{ what: string }>(
    "rule_violation",
    (p) => `The account cannot be closed yet: ${p.what}.`,
  ),
  balance_not_positive: reason(
    "rule_violation",
    () => "There is no balance to pay out. Close the account without a payment, or have what it owes paid in first.",
  ),
  product_not_offered: reason("rule_violation", () => "This product is not offered today. Choose another.", "product"),

  sender_reference_known: reason(
    "conflict",
    () => "A credit with this sender's reference was already booked.",
    "senderReference",
  ),

  // Cash
  till_not_open: reason("rule_violation", () => "Your till is not open. Open it first."),
  till_suspended: reason("rule_violation", () => "Your till is suspended. Go on serving first."),
  till_counting: reason("rule_violation", () => "This till is being counted. Finish the count first."),
  denomination_unknown: reason("invalid", () => "There is no such note or coin.", "counts"),
  count_unreadable: reason(
    "invalid",
    () => "Counts are whole numbers: how many pieces there are, not what they are worth.",
    "counts",
  ),
  notes_differ: reason<{ counted: string; amount: string }>(
    "rule_violation",
    (p) => `Notes counted come to ${p.counted}, but the amount is ${p.amount}.`,
    "notes",
  ),
  notes_short: reason<{ place: string; there: number; note: string }>(
    "rule_violation",
    (p) => `${p.place} holds ${p.there === 0 ? "no" : `only ${p.there} of the`} ${p.note}. Give other notes.`,
    "notes",
  ),
  notes_not_there: reason<{ place: string }>(
    "rule_violation",
    (p) => `${p.place} has no notes that come to this amount. Change notes at the vault first.`,
  ),
  float_differs: reason<{ till: string; counted: string; expected: string; difference: string; direction: string }>(
    "rule_violation",
    (p) =>
      `You counted ${p.counted}, but the last count of ${p.till} left ${p.expected}: ${p.difference} ${p.direction}. Count again. If it stays so, say why: a second person has to agree before the till opens.`,
    "reason",
  ),
  place_full: reason<{ place: string; limit: string; over: string }>(
    "rule_violation",
    (p) => `${p.place} may hold up to ${p.limit}. This would be ${p.over} more: hand cash to the vault first.`,
    "amount",
  ),
  limits_reversed: reason("invalid", () => "The soft limit must not be above the hard one.", "hard"),
  difference_not_found: reason("not_found", () => "No cash difference found."),
  difference_cleared: reason("conflict", () => "This difference is cleared already. Open the list again."),
  more_than_difference: reason<{ left: string }>(
    "rule_violation",
    (p) => `Only ${p.left} of this difference is left to be cleared.`,
    "amount",
  ),
  difference_no_match: reason(
    "rule_violation",
    () => "Choose a difference of the other kind, in the same branch and currency, with at least this much left.",
    "otherId",
  ),
  giver_over_limit: reason<{ name: string }>(
    "rule_violation",
    (p) => `This is more than ${p.name} may move today. Refuse it, and ask a colleague with a higher limit.`,
  ),
  not_your_cash: reason("forbidden", () => "Cash is given and taken by whoever has that till open."),
  offer_over: reason("conflict", () => "This cash was taken, refused or withdrawn already. Look at the latest moves."),
  offers_open: reason(
    "rule_violation",
    () => "Cash is on its way from or to this till. Take it, refuse it or withdraw it first.",
  ),
  not_own_movement: reason(
    "rule_violation",
    () => "Only the last movement of your open till can be undone, on the day it was made. Ask your branch manager.",
  ),
  till_session_changed: reason(
    "conflict",
    () => "This form belongs to a till session that has ended. Open the page again and start from there.",
  ),
  till_session_closed: reason("conflict", () => "This till was closed already. Look at the cash page."),
  own_till: reason("rule_violation", () => "This is your own till. Count and close it from your desk."),
  handover_over: reason("conflict", () => "This handover was taken, refused or taken back already."),
  teller_not_free: reason<{ name: string }>(
    "rule_violation",
    (p) => `${p.name} has a till open and cannot take another. Choose somebody else.`,
    "toId",
  ),
  count_over: reason("conflict", () => "This count no longer stands. Count the till again."),
  till_in_use: reason<{ till: string }>("conflict", (p) => `${p.till} is already open. Choose another till.`, "tillId"),
  till_already_open: reason<{ till: string }>(
    "conflict",
    (p) => `You already have ${p.till} open. Close it first.`,
    "tillId",
  ),

  // Beneficiaries
  beneficiary_exists: reason<{ name: string }>("conflict", (p) => `You already have this IBAN as '${p.name}'.`, "iban"),
  own_account_beneficiary: reason(
    "rule_violation",
    () => "This is one of your own accounts. Use a transfer between own accounts.",
    "iban",
  ),

  // Loans
  loan_amount_range: reason<Amount & { minMinor: string; maxMinor: string }>(
    "rule_violation",
    (p) => `Amount must be between ${amount(p.minMinor, p.currency)} and ${amount(p.maxMinor, p.currency)}.`,
    "amount",
  ),
  loan_term_range: reason<{ min: number; max: number }>(
    "rule_violation",
    (p) => `Term must be between ${p.min} and ${p.max} months.`,
    "termMonths",
  ),
  loan_applicant_only: reason(
    "forbidden",
    () => "Only the loan officer who made this application can change it. Withdraw it and apply anew.",
  ),
  third_person_needed: reason("forbidden", () => "You applied for or decided this loan. A third person pays it out."),
  offer_expired: reason<{ date: string }>(
    "rule_violation",
    (p) => `The offer was open until ${formatDate(p.date)}. Issue a new one.`,
  ),
  nothing_due: reason<{ date: string }>(
    "rule_violation",
    (p) => `Nothing is due until ${formatDate(p.date)}.`,
    "amount",
  ),
  more_than_due: reason<Amount & { dueMinor: string }>(
    "rule_violation",
    (p) => `Amount must be ${amount(p.dueMinor, p.currency)} or less — that is what is due.`,
    "amount",
  ),
  settlement_account_wrong: reason(
    "rule_violation",
    () => "Choose an active account of the borrower in the loan's currency.",
    "settlementAccount",
  ),

  // The day
  day_not_closing: reason("rule_violation", () => "Cut the day before closing it."),
  day_still_closing: reason<{ date: string }>(
    "rule_violation",
    (p) => `${formatDate(p.date)} is still being closed. Close it before cutting the next day.`,
  ),
  tills_open: reason<{ count: number }>(
    "rule_violation",
    (p) => `${p.count === 1 ? "One till is" : `${p.count} tills are`} still open. Close every till before the cut.`,
  ),
  proof_failed: reason<{ proof: string }>(
    "rule_violation",
    (p) => `A proof does not hold: ${p.proof}. The day stays open for its close; work goes on on the next day.`,
  ),
  day_busy: reason("unavailable", () => "Postings are in flight. Try the cut again in a moment."),
} as const;

export type Reason = keyof typeof reasons;

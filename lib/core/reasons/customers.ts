import { formatDate } from "../dates";
import { reason } from "./reason";

/** Customers: applications, identity, documents, organisations, merging and erasure. */
export const customers = {
  customer_not_active: reason<{ status: string }>(
    "rule_violation",
    (p) => `The customer is ${p.status}. Accounts and loans are for active customers.`,
  ),
  customer_prohibited: reason(
    "rule_violation",
    () => "Nothing new can be opened, lent or signed for this customer. Ask compliance at head office.",
  ),
  customer_deceased: reason(
    "rule_violation",
    () => "This customer has died: nothing new is opened, lent or signed in their name.",
  ),
  file_infected: reason<{ virus: string }>(
    "invalid",
    (p) => `The virus scanner found ${p.virus} in this file. Nothing was kept. Tell whoever looks after your computer.`,
    "scan",
  ),
  scanner_away: reason(
    "unavailable",
    () =>
      "The virus scanner does not answer, so no file can be taken. Try again in a minute, or tell an administrator.",
    "scan",
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
  scans_too_many: reason(
    "rate_limited",
    () => "You have sent very many pictures within an hour. Wait a quarter of an hour, then add this one again.",
  ),
  scan_quota: reason("rate_limited", () => "You have added 100 pictures today. Ask a colleague, or go on tomorrow."),
  scan_not_found: reason("not_found", () => "No such picture."),
  identity_document_taken: reason(
    "conflict",
    () => "Another customer is already known by this document. Open that record instead.",
    "documentNumber",
  ),
  declarations_missing: reason(
    "rule_violation",
    () =>
      "Tax, purpose, where the money comes from and political exposure are not declared yet. Take the declarations on the customer's review page first.",
  ),
  died_on: reason("rule_violation", () => "The date of death lies between the date of birth and today.", "diedOn"),
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
  senior_reason_needed: reason(
    "rule_violation",
    () => "Say why the bank should serve somebody of high risk. A senior manager’s consent always has its reason.",
    "consentReason",
  ),
  senior_consent_missing: reason(
    "rule_violation",
    () =>
      "A senior manager has not consented to this customer yet. The branch manager finds the question under Approvals; until then the bank takes on nothing new with them.",
  ),
  senior_consent_not_asked: reason("conflict", () => "Nobody asks for your consent to this customer any more."),
  senior_consent_same: reason(
    "rule_violation",
    () => "You consented to this customer as senior manager. Somebody else of compliance must decide.",
  ),
  consent_required: reason("invalid", () => "Tick this once the person has read and agreed to the notice.", "consent"),
  identity_document_expired: reason<{ kind: string; expiredOn: string }>(
    "rule_violation",
    (p) => `${p.kind} expired on ${formatDate(p.expiredOn)}. Use another document.`,
    "documentExpiresOn",
  ),
  guardian_needed: reason<{ years: number }>(
    "rule_violation",
    (p) => `Somebody under ${p.years} needs a guardian who is a customer. Record the guardian first.`,
    "birthDate",
  ),
  guardian_of_minor: reason<{ years: number }>(
    "rule_violation",
    (p) => `Only somebody under ${p.years} has a guardian here.`,
  ),
  guardian_unfit: reason<{ years: number }>(
    "rule_violation",
    (p) => `A guardian is another person, an active customer of at least ${p.years} years.`,
    "guardianNo",
  ),
  guardian_known: reason("conflict", () => "They are this person’s guardian already.", "guardianNo"),
  guardian_not_found: reason("not_found", () => "They are not this person’s guardian any more. Open the page again."),
  guardian_last: reason(
    "rule_violation",
    () => "Somebody under age is never left without a guardian. Record the next one first.",
  ),
  guardian_elsewhere: reason(
    "rule_violation",
    () => "The owner is under age. Their guardian is changed on their own page, under Guardians.",
  ),
  minor_alone: reason(
    "rule_violation",
    () => "The account of somebody under age has no joint owner. Their guardian signs for it.",
    "jointOwner",
  ),
  person_under_age: reason<{ years: number }>(
    "rule_violation",
    (p) => `Whoever leads an organisation or signs for it is at least ${p.years} years old.`,
  ),
  party_under_age: reason(
    "rule_violation",
    () => "Somebody under age has no part in the account of another.",
    "customerNo",
  ),
  minor_no_credit: reason(
    "rule_violation",
    () => "Somebody under age gets no credit: neither a loan nor an overdraft.",
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
  document_issue_before_birth: reason(
    "invalid",
    () => "The document was issued before the date of birth. Copy both from the document.",
    "documentIssuedOn",
  ),
  document_expiry_far: reason<{ years: number }>(
    "invalid",
    (p) => `The date of expiry lies more than ${p.years} years ahead. Copy it from the document.`,
    "documentExpiresOn",
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
    () => "This record was merged into another one of the same customer. Go on with that one.",
  ),
  erasure_not_due: reason<{ until: string }>(
    "rule_violation",
    (p) => `The bank keeps what it knows of this person until ${formatDate(p.until)}. Until then nothing is erased.`,
  ),
  legal_hold: reason(
    "rule_violation",
    () => "A legal hold keeps what the bank knows of this person. Until compliance lifts it nothing is deleted.",
  ),
  judgement_until: reason(
    "invalid",
    () => "Choose a last day after today and within a year: then the risk is looked at again.",
    "until",
  ),
  risk_unchanged: reason(
    "rule_violation",
    () => "The customer has this rating already. Choose another one, or leave it.",
    "riskRating",
  ),
  risk_not_judged: reason(
    "rule_violation",
    () => "A list names this customer, so the rating is not a matter of judgement. Decide on the likeness first.",
  ),
  not_prohibited: reason("conflict", () => "The bank may serve this customer. Open their page again."),
  still_listed: reason(
    "rule_violation",
    () => "A list still names this customer, or somebody behind them. Decide on that likeness first.",
  ),
  legal_hold_known: reason("conflict", () => "A legal hold is on this customer already."),
  legal_hold_not_found: reason("not_found", () => "No legal hold is on this customer."),
  erasure_held: reason(
    "rule_violation",
    () => "A likeness to a screening list is open or confirmed. Until it is cleared nothing is erased.",
  ),
  merge_pair: reason(
    "rule_violation",
    () => "Choose another record of the same customer: one that is active or closed.",
  ),
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
} as const;

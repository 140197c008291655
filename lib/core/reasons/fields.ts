import { reason } from "./reason";

/** Text, dates and other fields of a form. */
export const fields = {
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
} as const;
